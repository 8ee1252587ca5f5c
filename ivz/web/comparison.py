"""Two versions of one text or form, side by side."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.utils import formats

Texts = list[tuple[str, str]]
SAME, ADDED, REMOVED = "same", "added", "removed"


def differences(theirs: forms.BaseForm, mine: forms.BaseForm) -> tuple[Texts, Texts]:
    """Give label and text of each field in which two forms differ, theirs and mine.

    A form with one label on several fields names these in ``told_as``, by field.
    """
    told_as = getattr(mine, "told_as", {})
    rows = [
        (str(told_as.get(name, field.label)), _text(theirs, name), _text(mine, name))
        for name, field in mine.fields.items()
        if not field.widget.is_hidden
    ]
    differing = [row for row in rows if row[1] != row[2]]
    return [(label, one) for label, one, _ in differing], [
        (label, other) for label, _, other in differing
    ]


def _text(form: forms.BaseForm, name: str) -> str:
    field, value = form.fields[name], form[name].value()
    values = value if isinstance(value, list | tuple) else [value]
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices if key}
        return ", ".join(labels.get(str(one), "") for one in values)
    prepared = [_day(field, one) or field.widget.format_value(one) for one in values]
    return ", ".join("" if one is None else str(one).strip() for one in prepared)


def _day(field: forms.Field, value: Any) -> str:
    """Write a day out; nothing where it is none, or the field holds something else."""
    if type(field) is not forms.DateField:
        return ""
    try:
        day = field.to_python(value)
    except forms.ValidationError:
        return ""
    return formats.date_format(day, "j F Y") if day else ""


def pieces_of(older: str, newer: str) -> list[tuple[str, str]]:
    """Give the text word by word: what stayed, what was removed and what was added."""
    old, new = _words(older), _words(newer)
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append((SAME, "".join(old[a:b])))
            continue
        pieces += _changed(REMOVED, old[a:b]) + _changed(ADDED, new[c:d])
    return pieces


def _changed(kind: str, words: Iterable[str]) -> list[tuple[str, str]]:
    text = "".join(words)
    return [(kind, text)] if text else []


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two texts, in pieces: each with whether only this one says it."""

    text: str
    pieces: list[tuple[bool, str]]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What two people wrote in one field; ``field`` is its id, where a text can be put in it."""

    label: str
    theirs: Side
    mine: Side
    field: str


def side_by_side(theirs: Sequence[Any], mine: Sequence[Any], form: Any) -> list[Pair]:
    """Give per label what two people wrote, with the differing words told apart."""
    others, own = (_by_label(texts) for texts in (theirs, mine))
    fields = _writable(form) if isinstance(form, forms.BaseForm) else {}
    return [
        _pair(label, others.get(label, ""), own.get(label, ""), field=fields.get(label, ""))
        for label in dict.fromkeys([*others, *own])
    ]


def _by_label(texts: Sequence[Any]) -> dict[str, str]:
    return {str(label): "" if text is None else str(text) for label, text in texts}


def _writable(form: forms.BaseForm) -> dict[str, str]:
    """Give the ids of the fields of a form that hold text, by label."""
    typed = forms.Textarea | forms.TextInput
    return {
        str(field.label): field.id_for_label
        for field in form
        if isinstance(field.field.widget, typed) and type(field.field) is forms.CharField
    }


def _pair(label: str, theirs: str, mine: str, *, field: str) -> Pair:
    """Tell the words apart where the texts share half of them; else all would be marked."""
    pieces = pieces_of(theirs.replace("\r\n", "\n"), mine.replace("\r\n", "\n"))
    shared = sum(len(text) for kind, text in pieces if kind == SAME)
    if 4 * shared < len(theirs) + len(mine):
        pieces = []
    return Pair(
        label=label,
        theirs=Side(text=theirs, pieces=_one_side(pieces, REMOVED) or _whole(theirs)),
        mine=Side(text=mine, pieces=_one_side(pieces, ADDED) or _whole(mine)),
        field=field,
    )


def _one_side(pieces: Iterable[tuple[str, str]], own: str) -> list[tuple[bool, str]]:
    return [(kind == own, text) for kind, text in pieces if kind in {SAME, own}]


def _whole(text: str) -> list[tuple[bool, str]]:
    return [(False, text)] if text else []
