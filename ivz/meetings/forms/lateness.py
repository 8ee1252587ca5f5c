"""What forms ask where an agenda is frozen, and the terms of a body or a meeting."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from ivz.meetings.models import Meeting
from ivz.meetings.rules.lateness import MOST_DAYS, MOST_REASON
from ivz.meetings.states import Terms

LATE_REASON = "late_reason"


class TermsForm(forms.Form):
    """How many days before a meeting papers are due, and the agenda is frozen."""

    papers_due_days = forms.IntegerField(
        label=_("Papers are due, days before the meeting"),
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("Empty: no term was agreed."),
    )
    freeze_days = forms.IntegerField(
        label=_("The agenda goes out and is frozen, days before the meeting"),
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("What comes after that is sent later, with a reason. Empty: never frozen."),
    )

    def terms(self) -> Terms:
        """Give what was filled in."""
        return Terms(**{name: self.cleaned_data[name] for name in TermsForm.base_fields})


def ask_why_late(
    form: forms.Form, frozen: Collection[Meeting], *, is_certain: bool = False
) -> None:
    """Let ``form`` ask why something is late where an agenda is frozen.

    ``is_certain`` where whatever is saved is late; else it depends on what changes.
    """
    if not frozen:
        return
    form.fields[LATE_REASON] = forms.CharField(
        label=_("Why is this sent after the agenda?"),
        max_length=MOST_REASON,
        required=is_certain,
        help_text=_("Everybody who has the agenda reads this beside it, with the day of today."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("The agenda is frozen: write down why this comes now.")},
    )
