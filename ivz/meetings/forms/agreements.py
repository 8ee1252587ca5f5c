"""The form for what is agreed at an item."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ivz.decisions.actions import FollowUpDetails
from ivz.decisions.states import FollowUpKind
from ivz.meetings.models import Meeting
from ivz.meetings.queries.recording import possible_owners
from ivz.network.models import Person

KINDS = [
    FollowUpKind.COMMITMENT,
    FollowUpKind.QUESTION,
    FollowUpKind.ACTION,
    FollowUpKind.REFERRAL,
    FollowUpKind.ATTENTION,
]


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, help_text=help_text, widget=widget)


class AgreementForm(forms.Form):
    """What was agreed, by whom, and when it has to be done."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=FollowUpKind.COMMITMENT,
    )
    what = forms.CharField(label=_("What was agreed"), widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who takes it up?"),
        required=False,
        empty_label=_("Choose a function"),
    )
    owner_words = forms.CharField(label=_("Who, in words"), required=False, max_length=150)
    due_on = _day(_("Ready on"))
    due_words = forms.CharField(
        label=_("When, in words"),
        required=False,
        max_length=100,
        help_text=_("Such as “after the summer” or “end of this year”."),
    )
    review_on = _day(_("Look again on"), _("Needed where there are only words."))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101
        owner.queryset = possible_owners(meeting)

    def details(self, *, on: date) -> FollowUpDetails:
        """Give what was filled in, as noted on a day."""
        given = self.cleaned_data | {"kind": FollowUpKind(self.cleaned_data["kind"])}
        return FollowUpDetails(opened_on=on, **given)
