"""The forms of the screen on which the secretary keeps a meeting that is on.

Each has ids of its own, made of the item, so that those of several items stand on one page.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ivz.decisions.states import Outcome
from ivz.meetings.actions.recording import Noted
from ivz.meetings.actions.voices import Heard
from ivz.meetings.forms.planning import ReportForm
from ivz.meetings.forms.recording import initial_of
from ivz.meetings.models import AgendaItem, DraftDecision, Voice
from ivz.meetings.rules.recording import Point
from ivz.meetings.states import MemberPosition, Movement
from ivz.network.models import Seat

_KEPT_ASIDE = ("owner", "returns_in", "terms")


class OutcomeForm(forms.Form):
    """The outcome of one point, as short as it is said; the rest has its own page."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an outcome.")},
    )
    text = forms.CharField(label=_("What was decided"), required=False, widget=forms.Textarea)
    open_point = forms.CharField(
        label=_("What is still open?"), required=False, widget=forms.Textarea
    )
    owner_words = forms.CharField(label=_("Who takes it up?"), required=False, max_length=150)
    due_words = forms.CharField(label=_("When, in words"), required=False, max_length=100)
    due_on = forms.DateField(
        label=_("Ready on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def noted(self, draft: DraftDecision | None) -> Noted:
        """Give what was filled in; what only the longer page asks stays as it is in ``draft``."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        aside = {name: getattr(draft, name) for name in _KEPT_ASIDE} if draft else {}
        return Noted(**{**aside, **given, "outcome": Outcome(given["outcome"])})


class VoiceForm(forms.Form):
    """Where one member stands on an item."""

    is_away = forms.BooleanField(label=_("Not there at this item"), required=False)
    position = forms.ChoiceField(
        label=_("Position"),
        choices=[("", _("no position")), *MemberPosition.choices],
        required=False,
    )
    words = forms.CharField(label=_("In which words"), required=False, max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def heard(self) -> Heard:
        """Give what was filled in."""
        given = self.cleaned_data
        position = MemberPosition(given["position"]) if given["position"] else None
        return Heard(is_away=given["is_away"], position=position, words=given["words"])


class SeatForm(forms.Form):
    """Something of one member, to be chosen."""

    seat = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Member"), empty_label=_("Choose a member")
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = self.fields["seat"]
        assert isinstance(seat, forms.ModelChoiceField)  # noqa: S101
        seat.queryset = Seat.objects.filter(body=item.meeting.body_id, is_revoked=False)


class NewVoiceForm(SeatForm, VoiceForm):
    """Where a member stands of whom nothing was noted yet."""


class MovementForm(SeatForm):
    """Who comes in or leaves."""

    movement = forms.ChoiceField(label=_("What happens"), choices=Movement.choices)


def report_form(item: AgendaItem, data: Any = None) -> ReportForm:
    """Give the form for the report of ``item``, filled with what stands there."""
    kept = {name: getattr(item, name) for name in ReportForm.base_fields}
    return ReportForm(data, initial=kept, auto_id=f"punt-{item.pk}-%s")


def outcome_form(
    item: AgendaItem, point: Point, data: Any = None, *, draft: DraftDecision | None = None
) -> OutcomeForm:
    """Give the form for the outcome of a point, filled with ``draft`` or what was noted."""
    kept = draft or point.draft
    start = {name: getattr(kept, name) for name in OutcomeForm.base_fields} if kept else None
    auto_id = f"punt-{item.pk}-besluit-{point.address}-%s"
    return OutcomeForm(data, initial=start or initial_of(point), auto_id=auto_id)


def voice_form(
    item: AgendaItem, seat: Seat, data: Any = None, *, voice: Voice | None = None
) -> VoiceForm:
    """Give the form for the voice of a member, filled with what was noted."""
    kept = {name: getattr(voice, name) for name in VoiceForm.base_fields} if voice else {}
    auto_id = f"punt-{item.pk}-lid-{seat.pk}-%s"
    return VoiceForm(data, initial=kept or {"version": 0}, auto_id=auto_id)


def new_voice_form(
    item: AgendaItem, data: Any = None, *, voice: Voice | None = None
) -> NewVoiceForm:
    """Give the form for the first voice of a member, filled with what somebody else noted."""
    names = ["seat", *VoiceForm.base_fields]
    kept = {name: getattr(voice, name) for name in names} if voice else None
    return NewVoiceForm(data, initial=kept, auto_id=f"punt-{item.pk}-lid-%s", item=item)
