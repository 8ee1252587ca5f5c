"""Forms for meeting series, the year made from one, and school holidays."""

import datetime as dt
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from ivz.meetings.actions.holidays import HolidayDetails
from ivz.meetings.actions.planning import MeetingDetails
from ivz.meetings.actions.series import ChosenTurn, SeriesDetails
from ivz.meetings.forms.planning import clock_field, day_field, offer
from ivz.meetings.models import MeetingSeries, Ordinal, SchoolRegion, Weekday
from ivz.meetings.queries.series import Turn
from ivz.network.models import Body, Organisation, in_force


class SeriesForm(forms.Form):
    """How a body meets: a fixed day, or directly after another body."""

    title = forms.CharField(
        label=_("Name of the series"), max_length=80, initial=_("Regular meetings")
    )
    ordinal = forms.TypedChoiceField(
        label=_("Which one in the month"),
        choices=[("", _("No fixed day")), *Ordinal.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"),
        choices=[("", _("No fixed day")), *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    months = forms.TypedMultipleChoiceField(
        label=_("In these months"),
        choices=list(MONTHS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ivz-months"}),
        help_text=_("Leave out the months in which the body does not meet."),
    )
    follows = forms.ModelChoiceField(
        label=_("Or directly after the meetings of"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("No other body"),
        help_text=_("It then starts where the other one ends, on the same day and place."),
    )
    starts_at = clock_field(
        label=_("Starts at"), help_text=_("Not needed directly after another body.")
    )
    minutes = forms.IntegerField(
        label=_("How many minutes"), min_value=15, max_value=720, initial=120
    )
    days = forms.IntegerField(
        label=_("How many days"),
        min_value=1,
        max_value=5,
        initial=1,
        help_text=_("Two for a two-day session."),
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    has_rota = forms.BooleanField(label=_("The participants host in turn"), required=False)
    school_region = forms.ChoiceField(
        label=_("Keep these school holidays free"),
        choices=[("", _("None")), *SchoolRegion.choices[:-1]],
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, bodies: Sequence[Body], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.bodies = {body.slug: body for body in bodies}
        if bodies:
            choices = [(body.slug, body.name) for body in bodies]
            self.fields["body"] = forms.ChoiceField(label=_("Which body meets?"), choices=choices)
            self.order_fields(["body"])

    def may_follow(self, series: MeetingSeries | None, *, on: Any) -> None:
        """Let choose from the bodies in force, other than the body itself."""
        others = Body.objects.filter(in_force(on)).select_related("network")
        if series is not None:
            others = others.exclude(pk=series.body_id)
        offer(self, "follows", others.order_by("network__name", "name"))

    def chosen_body(self) -> Body:
        """Give the body that was chosen."""
        return self.bodies[self.cleaned_data["body"]]

    def details(self) -> SeriesDetails:
        """Give what was filled in, as the action wants it."""
        names = SeriesDetails.__dataclass_fields__
        return SeriesDetails(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(series: MeetingSeries) -> dict[str, object]:
        """Give a series as it stands."""
        names = [*SeriesDetails.__dataclass_fields__, "version"]
        return {name: getattr(series, name) for name in names} | {"follows": series.follows_id}


class RemoveForm(forms.Form):
    """Which version of the rule whoever removes it looked at."""

    version = forms.IntegerField()


class TurnForm(forms.Form):
    """One time of the year; the secretary adjusts it before the meetings are made."""

    chosen = forms.BooleanField(label=_("Make"), required=False, initial=True)
    date = day_field(label=_("Day"))
    starts_at = clock_field(label=_("Starts at"))
    ends_at = clock_field(label=_("Ends at"))
    host = forms.ChoiceField(label=_("Host"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        turn: Turn,
        hosts: Mapping[int, Organisation],
    ) -> None:
        host = turn.host.pk if turn.host else ""
        initial = {name: getattr(turn, name) for name in ("starts_at", "ends_at", "place")}
        super().__init__(data, prefix=turn.key, initial=initial | {"date": turn.day, "host": host})
        self.turn, self.hosts = turn, hosts
        if hosts:
            named = [(pk, each.name) for pk, each in hosts.items()]
            self.fields["host"] = forms.ChoiceField(
                label=_("Host"), choices=[("", _("Nobody yet")), *named], required=False
            )
        else:
            del self.fields["host"]

    def clean_date(self) -> dt.date:
        """Refuse a day after which the other days of the meeting do not exist."""
        day: dt.date = self.cleaned_data["date"]
        if day > dt.date.max - self._more_days:
            raise forms.ValidationError(_("That day lies too far ahead. Choose an earlier one."))
        return day

    @property
    def _more_days(self) -> timedelta:
        turn = self.turn
        return turn.last_day - turn.day if turn.last_day else timedelta()

    def choice(self) -> ChosenTurn:
        """Give the time as it was left, with its other days after the first."""
        given, turn = self.cleaned_data, self.turn
        host = self.hosts.get(int(given.get("host") or 0))
        last_day = given["date"] + self._more_days if turn.last_day else None
        return ChosenTurn(
            rule_day=turn.rule_day,
            host=host,
            follows=turn.follows,
            details=MeetingDetails(
                date=given["date"],
                last_day=last_day,
                starts_at=given["starts_at"],
                ends_at=given["ends_at"],
                place=self._place(host),
            ),
        )

    def _place(self, host: Organisation | None) -> str:
        """Let the place go along with another host, unless it was written anew."""
        written = str(self.cleaned_data["place"])
        is_other = host is not None and host != self.turn.host
        if host is not None and is_other and written == self.turn.place:
            return _("Hosted by %(host)s") % {"host": host.name}
        return written


class SwapForm(forms.Form):
    """Which two hosts change places."""

    one = forms.TypedChoiceField(label=_("Swap the host of"), coerce=int)
    other = forms.TypedChoiceField(label=_("with the host of"), coerce=int)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, choices: list[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        self.fields["one"] = forms.TypedChoiceField(
            label=_("Swap the host of"), coerce=int, choices=choices
        )
        self.fields["other"] = forms.TypedChoiceField(
            label=_("with the host of"), coerce=int, choices=choices
        )


class HolidayForm(forms.Form):
    """One school holiday, with where the dates come from."""

    name = forms.CharField(label=_("Which holiday"), max_length=60)
    region = forms.ChoiceField(label=_("Region"), choices=SchoolRegion)
    first_day = day_field(label=_("First day"))
    last_day = day_field(label=_("Last day"))
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("For instance the overview of the national government."),
    )

    def details(self) -> HolidayDetails:
        """Give what was filled in, as the action wants it."""
        return HolidayDetails(**self.cleaned_data)
