"""The form for a private note; each item has one of its own on the page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ivz.meetings.models import AgendaItem, PrivateNote
from ivz.meetings.rules.notes import LONGEST


class NoteForm(forms.Form):
    """What somebody notes for themselves."""

    text = forms.CharField(
        label=_("Own note"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def note_form(item: AgendaItem, note: PrivateNote | None, data: Any = None) -> NoteForm:
    """Give the form for the note with ``item``, filled with what was noted."""
    kept = {"text": note.text, "version": note.version} if note else {"version": 0}
    return NoteForm(data, initial=kept, auto_id=f"aantekening-{item.pk}-%s")
