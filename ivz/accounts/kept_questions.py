"""Questions as they were written before. What is kept is never what was answered.

See docs/adr/0017-shorter-ways-through-django.md and docs/adr/0018-prepared-questions.md.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Key = tuple[object, ...]
Questions = dict[Key, Any]
MOST = 1_000


class _OfThread(threading.local):
    """Questions that are sent themselves: Django counts in them, so no two threads share one."""

    def __init__(self) -> None:
        self.questions: Questions = {}


class _OfAll:
    """Questions of which only the SQL is sent; some 80 kB each."""

    def __init__(self) -> None:
        self.questions: Questions = {}


filters = _OfThread()
prepared = _OfAll()


def keep(held: _OfThread | _OfAll, key: Key, question: Any) -> None:
    """Keep a question, and forget the one kept longest when there are too many."""
    questions = held.questions
    if len(questions) >= MOST:
        oldest, *_later = list(questions)  # a list, as another thread may keep one meanwhile
        questions.pop(oldest, None)
    questions[key] = question


@contextmanager
def kept_apart(kept_filters: Questions, kept_prepared: Questions) -> Iterator[None]:
    """Keep what is written for a moment elsewhere; for whoever replaces a filter."""
    usual = filters.questions, prepared.questions
    filters.questions, prepared.questions = kept_filters, kept_prepared
    try:
        yield
    finally:
        filters.questions, prepared.questions = usual
