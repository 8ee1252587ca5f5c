"""Two versions of one form, side by side."""

from typing import Any

from django import forms

Texts = list[tuple[str, str]]


def differences(theirs: forms.BaseForm, mine: forms.BaseForm) -> tuple[Texts, Texts]:
    """Give label and text of each field in which two forms differ, theirs and mine."""
    rows = [
        (str(field.label), _text(theirs, name), _text(mine, name))
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
    prepared = [field.widget.format_value(one) for one in values]
    return ", ".join("" if one is None else str(one).strip() for one in prepared)
