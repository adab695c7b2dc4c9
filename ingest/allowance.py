"""What reading one file may cost in seconds and in memory: set in the process that reads, and enforced there by the system itself."""

from __future__ import annotations

import resource
import signal

SECONDS = 15
"""Of processor time, for a document with text; five real reports take less than one second each. On a busy machine that is longer by the clock."""

_PATIENCE = 6
"""So many times as long by the clock, for what waits and does not compute."""

MEMORY = 448 * 1024 * 1024
"""Bytes that may be asked for, used or not, so that the process stays below 512 MB with the program itself."""

OVER = (signal.SIGPROF, signal.SIGALRM)
"""How a process ends whose time is over."""

_MOST = 4 * 1024 * 1024 * 1024

_confined = False


def confine() -> None:
    """Hold this process to the allowance from now on; without this nothing here has any effect."""
    global _confined  # a process is confined as a whole
    _confined = True
    for over in OVER:
        signal.signal(over, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _allow_memory(MEMORY)


def begin() -> None:
    """Start the clock of one file."""
    widen(SECONDS, MEMORY)


def end() -> None:
    """Stop the clock."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)


def widen(seconds: int, memory: int) -> None:
    """Give the file that is being read this many seconds of processor time from now on and this many bytes: what a slow reader calls before it begins.

    When they are over the system ends the process, whatever it does. Without effect in a process that is not confined.
    """
    if _confined:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * _PATIENCE)
        _allow_memory(memory)


def _allow_memory(size: int) -> None:
    # Not the address space, which fonts and libraries mapped from files fill: private memory is what a machine runs out of.
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    known = _MOST if most == resource.RLIM_INFINITY else most
    resource.setrlimit(resource.RLIMIT_DATA, (min(size, known), known))
