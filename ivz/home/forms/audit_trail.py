"""What the auditor looks for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ivz.audit.models import Result
from ivz.audit.queries import Search
from ivz.home.queries.audit_trail import EVENTS, KINDS, ORIGINS
from ivz.web.comparison import differences


def _choice(label: Any, labels: Mapping[str, str | Promise]) -> forms.ChoiceField:
    """Make a field that chooses by label, in the language of now, with "any" on top."""
    by_label = sorted(labels.items(), key=lambda choice: str(choice[1]).lower())
    return forms.ChoiceField(label=label, required=False, choices=[("", _("Any")), *by_label])


class AuditSearchForm(forms.Form):
    """Everything is optional; what is filled in counts together."""

    by = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The user name, in full."),
    )
    event = forms.CharField(label=_("What was done"))
    subject_model = forms.CharField(label=_("On what"))
    subject_id = forms.CharField(label=_("Number of the object"), required=False, max_length=200)
    day_from = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    day_until = forms.DateField(
        label=_("Up to and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    result = forms.CharField(label=_("Result"))
    origin = forms.CharField(label=_("Origin"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, labels in {
            "event": EVENTS,
            "subject_model": KINDS,
            "result": dict(Result.choices),
            "origin": ORIGINS,
        }.items():
            self.fields[name] = _choice(self.fields[name].label, labels)

    def search(self) -> Search:
        """Give what was filled in, as the query wants it."""
        return Search(**self.cleaned_data)

    def in_words(self) -> list[tuple[str, str]]:
        """Give what was filled in, as label and text."""
        return differences(AuditSearchForm(), self)[1]
