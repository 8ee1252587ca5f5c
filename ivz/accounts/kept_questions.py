"""Questions as they were written before. What is kept is never what was answered.

See docs/adr/0017-shorter-ways-through-django.md and docs/adr/0018-prepared-questions.md.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Key = tuple[object, ...]
Questions = dict[Key, Any]
MOST = 2_000


class _Kept(threading.local):
    """The questions written so far; each thread has its own.

    Django counts in a question while it sends it, so two threads cannot send the same one.
    """

    def __init__(self) -> None:
        self.questions: Questions = {}


_kept = _Kept()


def kept(key: Key) -> Any:
    """Give what was written under ``key``, or None."""
    return _kept.questions.get(key)


def keep(key: Key, question: Any) -> None:
    """Keep a question; all are forgotten once there are too many."""
    if len(_kept.questions) >= MOST:
        _kept.questions.clear()
    _kept.questions[key] = question


@contextmanager
def kept_apart(questions: Questions) -> Iterator[None]:
    """Keep what is written for a moment in ``questions``; for whoever replaces a filter."""
    usual, _kept.questions = _kept.questions, questions
    try:
        yield
    finally:
        _kept.questions = usual
