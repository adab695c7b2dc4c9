"""Functions of pdfium called as they are: for a call a character, checking the arguments takes three times as long as the call."""

from __future__ import annotations

from ctypes import CFUNCTYPE, c_void_p, cast
from typing import Any


def bare(function: Any) -> Any:
    """The same function without the check of its arguments: give it handles, whole numbers and `byref` only."""
    return CFUNCTYPE(function.restype)(cast(function, c_void_p).value or 0)


def addressing(function: Any) -> Any:
    """The same, its handle given as an address: 0 where there is none."""
    return CFUNCTYPE(c_void_p)(cast(function, c_void_p).value or 0)
