"""Forms with which people correct the registers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.forms.models import fields_for_model, model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.network.field_names import LABELS
from ivz.network.forms.choices import let_choose_from, offered, other_bodies, other_seats
from ivz.network.models import (
    Body,
    BodyRelation,
    Dated,
    Hosting,
    Mandate,
    Network,
    Organisation,
    Person,
    Preparation,
    RoleDescription,
    Seat,
    Theme,
)
from ivz.network.models.bodies import SeatState
from ivz.network.rules.upkeep import normalised, shown_person

_FIELDS: Mapping[type[models.Model], Sequence[str]] = {
    Body: [
        *("name", "short_name", "kind", "status", "mandate", "legal_ground", "cadence"),
        *("meetings_per_year", "theme", "area", "note"),
        "successor",
    ],
    BodyRelation: ["kind", "other", "note"],
    Hosting: ["organisation", "note"],
    Network: ["name", "deciding_body", "motto", "legal_form"],
    Mandate: ["subject", "theme", "text", "legal_ground", "needs_first", "source"],
    Organisation: ["name", "kind", "area", "successor", "note"],
    Person: ["function", "organisation", "name", "aliases"],
    Preparation: ["state", "note", "source"],
    RoleDescription: ["role", "title", "tasks", "source"],
    Seat: [
        *("role", "title", "state", "person", "organisation", "deputy", "area"),
        *("hours_per_week", "rotates_every_years", "linked_seat", "note"),
    ],
    Theme: ["name", "field", "aliases", "more_is_not_worse", "successor"],
}
_HINTS: Mapping[str, Any] = {
    "person": gettext_lazy("Type part of the function and choose from the list. Empty: nobody."),
    "deputy": gettext_lazy("Type part of the function and choose from the list."),
    "rotates_every_years": gettext_lazy("Counted from the first day. Empty: it does not rotate."),
    "name": gettext_lazy("Shown only to people with a seat in the network."),
    "aliases": gettext_lazy("Other ways in which papers write this function or name."),
}


_HINTS_OF_THEMES: Mapping[str, Any] = {
    "aliases": gettext_lazy("Other names by which papers and figures call this theme."),
}


def _hint(name: str, row: models.Model) -> Any:
    """Give what helps to fill in a field of this kind of row."""
    if isinstance(row, Theme):
        return _HINTS_OF_THEMES.get(name, "")
    return "" if name == "name" and not isinstance(row, Person) else _HINTS.get(name, "")


def day_field(**options: Any) -> forms.DateField:
    """Make a field for a day, with the calendar of the browser."""
    widget = forms.DateInput(attrs={"type": "date", "class": "ivz-input-short"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y"], **options)


def after(last_day: date) -> date:
    """Give the first day without it, from the last day with it."""
    return last_day + timedelta(days=1)


class ReasonForm(forms.Form):
    """Why something changes, and the version its editor started from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    reason = forms.CharField(
        label=gettext_lazy("Why does this change?"),
        help_text=gettext_lazy("A few words, for whoever looks it up later: “Appointed 1 May”."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say in a few words why this changes.")},
    )


class PersonField(forms.CharField):
    """Somebody chosen by function from a list of suggestions."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"list": "people", "autocomplete": "off"})
        super().__init__(required=False, max_length=320, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        """Give the person who is meant, None where the field is empty."""
        words = normalised(super().clean(value) or "")
        return _person_meant(words) if words else None

    def prepare_value(self, value: Any) -> Any:
        """Write a person as the suggestions do."""
        return shown_person(value) if isinstance(value, Person) else value


def _person_meant(words: str) -> Person:
    known = Person.objects.select_related("organisation").order_by("pk")
    meant = [person for person in known if normalised(shown_person(person)) == words]
    if not meant:
        meant = [p for p in known if words in {normalised(spelling) for spelling in p.spellings}]
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise forms.ValidationError(
            _("Nobody is known under these words. Choose from the list, or add the person first.")
        )
    raise forms.ValidationError(
        _("Several people are meant: %(people)s. Choose one from the list.")
        % {"people": "; ".join(shown_person(person) for person in meant[:5])}
    )


@dataclass(frozen=True, kw_only=True)
class Editing:
    """What is edited, where, and which of its fields the editor may not touch."""

    row: models.Model
    network: Network
    on: date
    reserved: frozenset[str] = frozenset()


class RowForm(ReasonForm):
    """The fields of one row of the registers, with its first and last day."""

    def __init__(self, *args: Any, editing: Editing, **kwargs: Any) -> None:
        self.editing = editing
        row = editing.row
        names = [name for name in _FIELDS[type(row)] if name not in editing.reserved]
        if isinstance(row, Seat) and not other_seats(row).exists():
            names.remove("linked_seat")
        kwargs.setdefault("initial", {})
        kwargs["initial"] = _initial_of(row, names) | kwargs["initial"]
        super().__init__(*args, **kwargs)
        built = {name: self._field(name) for name in names}
        days = self._days()
        tail = {"reason": self.fields["reason"], "version": self.fields["version"]}
        self.names = names
        self.fields = {**built, **days, **tail}
        if isinstance(row, Person):
            self.fields["are_different_people"] = forms.BooleanField(
                label=_("These are different people"), required=False
            )

    def _field(self, name: str) -> forms.Field:
        if name in {"person", "deputy"}:
            return PersonField(label=LABELS[name], help_text=_HINTS[name])
        row = self.editing.row
        built: forms.Field = fields_for_model(type(row), [name], labels={name: LABELS[name]})[name]
        if isinstance(built, forms.ModelChoiceField):
            built.queryset = offered(name, row, network=self.editing.network, on=self.editing.on)
            built.empty_label = _("None")
        elif isinstance(built, forms.TypedChoiceField):
            known: Any = built.choices
            nothing = _("Choose") if built.required else _("None")
            built.choices = [(key, label if key else nothing) for key, label in known]
        built.help_text = _hint(name, row)
        if isinstance(built.widget, forms.Textarea):
            built.widget.attrs["rows"] = 4
        return built

    def _days(self) -> dict[str, forms.Field]:
        row, reserved = self.editing.row, self.editing.reserved
        if isinstance(row, Person):
            return {
                "works_from": _first_day(LABELS["works_from"]),
                "works_last": day_field(label=LABELS["works_until"], required=False),
            }
        if not isinstance(row, Dated) or "valid_from" in reserved:
            return {}
        days: dict[str, forms.Field] = {"valid_from": _first_day(LABELS["valid_from"])}
        if not isinstance(row, Body):
            days["last_day"] = day_field(
                label=LABELS["valid_until"], required=False, help_text=_("Empty: no end known.")
            )
        return days

    def clean(self) -> dict[str, Any]:
        """See to it that a seat is filled exactly where somebody sits in it."""
        cleaned = self.cleaned_data
        if not isinstance(self.editing.row, Seat) or "person" in self.errors:
            return cleaned
        if cleaned.get("person") is not None:
            cleaned["state"] = SeatState.FILLED
        elif cleaned.get("state") == SeatState.FILLED:
            self.add_error(
                "person", _("Choose who sits here, or set the state to open or recruiting.")
            )
        return cleaned

    def values(self) -> dict[str, Any]:
        """Give the fields of the row as sent, with the end as the first day without it."""
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in self.names}
        values |= {name: cleaned[name] for name in _FIRST_DAYS if name in self.fields}
        if "last_day" in self.fields:
            values["valid_until"] = _after_or_none(cleaned["last_day"])
        if "works_last" in self.fields:
            values["works_until"] = _after_or_none(cleaned["works_last"])
        return values


_FIRST_DAYS = ("valid_from", "works_from")


def _first_day(label: Any) -> forms.DateField:
    help_text = _("Empty: since before anyone noted it.")
    return day_field(label=label, required=False, help_text=help_text)


def _after_or_none(last_day: date | None) -> date | None:
    return after(last_day) if last_day else None


def _initial_of(row: models.Model, names: Sequence[str]) -> dict[str, Any]:
    initial = model_to_dict(row, fields=names)
    initial |= {
        name: getattr(row, name)
        for name in ("person", "deputy")
        if name in names and getattr(row, f"{name}_id")
    }
    if isinstance(row, Dated):
        initial |= {"valid_from": row.valid_from, "last_day": row.last_day}
    if isinstance(row, Person):
        last = row.works_until and row.works_until - timedelta(days=1)
        initial |= {"works_from": row.works_from, "works_last": last}
    return initial | {"version": getattr(row, "version", 0)}


class SuccessorForm(ReasonForm):
    """Who takes a seat over, and from when."""

    starts_on = day_field(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy("The seat as it is now ends the day before."),
    )
    person = PersonField(
        label=gettext_lazy("Who takes the seat over?"),
        help_text=gettext_lazy(
            "Type part of the function and choose from the list. Empty: the seat is open."
        ),
    )
    deputy = PersonField(label=LABELS["deputy"], help_text=_HINTS["deputy"])
    is_recruiting = forms.BooleanField(
        label=gettext_lazy("Somebody is being recruited for it"), required=False
    )
    field_order = ["person", "starts_on", "deputy", "is_recruiting", "reason", "version"]

    def state(self) -> SeatState:
        """Give how the seat stands afterwards."""
        if self.cleaned_data["person"] is not None:
            return SeatState.FILLED
        return SeatState.RECRUITING if self.cleaned_data["is_recruiting"] else SeatState.OPEN


class EndForm(ReasonForm):
    """The last day of something."""

    last_day = day_field(label=gettext_lazy("Last day"))
    field_order = ["last_day", "reason", "version"]


class EndBodyForm(EndForm):
    """The last day of a body, and what takes its place."""

    successor = forms.ModelChoiceField(
        label=LABELS["successor"],
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    field_order = ["last_day", "successor", "reason", "version"]

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose_from(self, "successor", other_bodies(body))


class LeaveForm(EndForm):
    """The last working day of somebody, and which seats open up then."""

    seats = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Seats that open up after that day"),
        queryset=Seat.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["last_day", "seats", "reason", "version"]

    def __init__(self, *args: Any, seats: QuerySet[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose_from(self, "seats", seats)
