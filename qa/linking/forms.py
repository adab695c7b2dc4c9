"""Characters and patterns that the rules look for, as data: apart from the lexicons, because reading a question needs them first."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

FORMS: dict[str, Any] = tomllib.loads(files("qa").joinpath("lexicon", "forms.toml").read_text("utf-8"))
"""The entries of lexicon/forms.toml, each explained there."""
