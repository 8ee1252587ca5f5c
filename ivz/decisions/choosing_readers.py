"""Choosing who may read something from a long list: the chosen first, the others found by a word.

Searching is a button inside the form: it works without JavaScript, keeps what was typed, and
stores nothing.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

SEARCH, WORDS, READERS = "zoek", "zoek_lezers", "readers"


class ReaderChoices(forms.CheckboxSelectMultiple):
    """A list of people to tick; who is ticked stands first and is never left out."""

    template_name = "decisions/reader_choices.html"
    words = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the chosen and the others apart, the others narrowed down to the words."""
        context = super().get_context(name, value, attrs)
        options = [each for _group, some, _index in context["widget"]["optgroups"] for each in some]
        chosen = [option for option in options if option["selected"]]
        others = [option for option in options if not option["selected"]]
        found = [option for option in others if self._is_found(str(option["label"]))]
        return context | {
            "chosen": chosen,
            "others": found,
            "left_out": len(others) - len(found),
            "words": self.words,
            "names": {"search": SEARCH, "words": WORDS},
        }

    def _is_found(self, label: str) -> bool:
        return all(word in label.casefold() for word in self.words.casefold().split())


class ChoosesReaders(forms.Form):
    """A form with the field ``readers``; pressing Search shows it again, as it was filled in."""

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        self.words = ""
        if isinstance(data, QueryDict) and SEARCH in data:
            self.words = data.get(WORDS, "")
            kwargs["initial"] = {**(kwargs.get("initial") or {}), **_typed(data)}
            data = None
        super().__init__(data, *args, **kwargs)

    def __getitem__(self, name: str) -> forms.BoundField:
        """Give a field; the list of readers shows what was searched for."""
        widget = self.fields[name].widget
        if isinstance(widget, ReaderChoices):
            widget.words = self.words
        return super().__getitem__(name)


def _typed(data: QueryDict) -> dict[str, Any]:
    typed: dict[str, Any] = {name: data.get(name) for name in data if name not in {SEARCH, WORDS}}
    return typed | {READERS: data.getlist(READERS)}
