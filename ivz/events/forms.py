"""Forms to announce an event or a theme week, and to call it off."""

from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ivz.authorization.openness import Openness
from ivz.events.actions import EventDetails, WeekDetails
from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.network.models import Body, Organisation, Theme

LEVELS = [
    (Openness.NETWORK.value, _("Everybody in the network")),
    (Openness.BODY.value, _("Only who is invited, and the organiser")),
    (Openness.PUBLIC.value, _("Everybody, without an account")),
]


def _day(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **given)


def _clock(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, required=False)


class EventForm(forms.Form):
    """What, when, where, for whom and who may see it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("What is it?"), max_length=200)
    organiser = forms.ModelChoiceField(
        label=_("Who organises it?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose an organisation"),
    )
    starts_on = _day(_("Date"))
    ends_on = _day(
        _("Last day"), required=False, help_text=_("Only where it takes two days or more.")
    )
    starts_at = _clock(_("Starts at"))
    ends_at = _clock(_("Ends at"))
    place = forms.CharField(label=_("Where"), max_length=200)
    audience = forms.CharField(
        label=_("For whom"),
        max_length=200,
        help_text=_("For instance: farmers and other entrepreneurs in the countryside."),
    )
    about = forms.CharField(
        label=_("What else should people know?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names and no phone numbers."),
    )
    invited = forms.ModelMultipleChoiceField(
        label=_("Which bodies are invited?"),
        queryset=Body.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their members find it among their invitations and in their own calendar."),
    )
    openness = forms.ChoiceField(
        label=_("Who may see this"),
        choices=LEVELS,
        initial=Openness.NETWORK,
        widget=forms.RadioSelect,
        help_text=_("What is for everybody is shown to you first, as everybody will see it."),
    )

    def __init__(
        self,
        *args: Any,
        organisers: QuerySet[Organisation],
        bodies: QuerySet[Body],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("organiser", organisers)
        self._offer("invited", bodies)
        own = list(organisers[:2])
        if len(own) == 1:
            self.fields["organiser"].initial = own[0].pk

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def details(self) -> EventDetails:
        """Give what was filled in, as the action wants it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        given |= {"openness": Openness(given["openness"]), "invited": list(given["invited"])}
        return EventDetails(**given)

    @property
    def digest(self) -> str:
        """What tells what was filled in from everything else that could be."""
        filled_in = vars(self.details()) | {
            "organiser": self.cleaned_data["organiser"].pk,
            "invited": sorted(body.pk for body in self.cleaned_data["invited"]),
        }
        return sha256(repr(sorted(filled_in.items())).encode()).hexdigest()

    @property
    def waits_for_a_look(self) -> bool:
        """Whether it becomes public, and whoever saves it did not see it as everybody will."""
        if not self.is_bound or not self.is_valid():
            return False
        is_public = self.cleaned_data["openness"] == Openness.PUBLIC
        return is_public and self.data.get("shown") != self.digest


def event_as_stored(event: NetworkEvent) -> dict[str, Any]:
    """Give an event as the form shows it."""
    names = [*EventDetails.__dataclass_fields__, "version"]
    stored = {name: getattr(event, name) for name in names if name != "invited"}
    return stored | {
        "organiser": event.organiser_id,
        "invited": [body.pk for body in event.invited.all()],
    }


class CancelForm(forms.Form):
    """Why an event is called off."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=_("Why is it called off?"), max_length=300)


class WeekForm(forms.Form):
    """What a theme week is about, its days, and until when activities are announced."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("What is the theme week called?"),
        max_length=200,
        help_text=_("For instance: Ondermijningsweek."),
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("No theme of the list"),
    )
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))
    closes_on = _day(
        _("Until when do municipalities announce what they do?"),
        required=False,
        help_text=_("Left empty, they can until the last day of the week."),
    )
    about = forms.CharField(
        label=_("What is asked of the municipalities?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names and no phone numbers."),
    )

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["theme"]
        field.queryset = themes

    def details(self) -> WeekDetails:
        """Give what was filled in, as the action wants it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return WeekDetails(**given)


def week_as_stored(week: ThemeWeek) -> dict[str, Any]:
    """Give a theme week as the form shows it."""
    names = [*WeekDetails.__dataclass_fields__, "version"]
    return {name: getattr(week, name) for name in names} | {"theme": _code_of(week)}


def next_week(week: ThemeWeek) -> dict[str, Any]:
    """Give what the next theme week takes over from one: all but the days."""
    return {"title": week.title, "about": week.about, "theme": _code_of(week)}


def _code_of(week: ThemeWeek) -> str | None:
    return week.theme.code if week.theme else None


class ActivityForm(forms.Form):
    """Which event is put in a theme week."""

    event = forms.ModelChoiceField(
        label=_("Which event?"),
        queryset=NetworkEvent.objects.none(),
        to_field_name="key",
        empty_label=_("Choose an event"),
    )

    def __init__(self, *args: Any, events: QuerySet[NetworkEvent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["event"]
        field.queryset = events
        field.label_from_instance = _in_a_list


def _in_a_list(event: NetworkEvent) -> str:
    return f"{event.title} ({event.organiser.name}, {date_format(event.starts_on, 'j F Y')})"
