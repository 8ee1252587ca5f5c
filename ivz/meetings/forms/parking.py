"""The form to park something for a later agenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.insight.models import Signal
from ivz.knowledge.models import Development
from ivz.meetings.actions.parking import ParkingDetails
from ivz.meetings.models import Meeting
from ivz.network.models import Body
from ivz.web.templatetags.ivz import long_date

Destinations = list[tuple[Body, list[Meeting]]]


class ParkForm(forms.Form):
    """What comes back, and when: at a named meeting or at the next one of a body."""

    title = forms.CharField(label=gettext_lazy("What comes back"), max_length=200)
    note = forms.CharField(
        label=gettext_lazy("Why, or what is needed by then"), max_length=300, required=False
    )

    def __init__(self, *args: Any, destinations: Destinations, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, tuple[Body, Meeting | None]] = {}
        for body, meetings in destinations:
            self.places[f"overleg-{body.pk}"] = (body, None)
            self.places |= {f"vergadering-{each.pk}": (body, each) for each in meetings}
        choices = [(key, _in_words(*place)) for key, place in self.places.items()]
        self.fields["place"] = forms.ChoiceField(label=_("For which agenda"), choices=choices)

    def details(self) -> ParkingDetails:
        """Give what was filled in, as the action wants it."""
        body, meeting = self.places[self.cleaned_data["place"]]
        return ParkingDetails(
            body=body,
            title=self.cleaned_data["title"],
            note=self.cleaned_data["note"],
            for_meeting=meeting,
        )


class ParkItemForm(ParkForm):
    """The same for an item of an agenda."""

    takes_off = forms.BooleanField(label=gettext_lazy("Take it off this agenda"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def made_of(origin: Development | Signal | None) -> dict[str, str]:
    """Give what is parked first, where it is made of a development or a signal."""
    if origin is None:
        return {}
    source = origin.data_set.source if isinstance(origin, Signal) else origin.source
    return {"title": origin.title[:200], "note": source}


def _in_words(body: Body, meeting: Meeting | None) -> str:
    if meeting is None:
        return _("The next meeting of %(body)s") % {"body": body.name}
    facts = {"body": body.short_name, "day": long_date(meeting.date)}
    return _("%(body)s of %(day)s") % facts
