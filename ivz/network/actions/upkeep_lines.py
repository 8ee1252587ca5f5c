"""Working out what the lines of a table of seats and people do, without storing anything."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import free_slug
from ivz.network.actions.upkeep_reading import KnownPeople, is_of_a_seat
from ivz.network.field_names import LABELS, shown_date
from ivz.network.models import Organisation, Person, Seat
from ivz.network.models.bodies import SeatState
from ivz.network.rules.seats import check_alone, check_seat_within_body, shares_a_day
from ivz.network.rules.upkeep import LooksAlike, check_period, normalised, shown_person
from ivz.tabular.reading import Problem
from ivz.workflow.changes import Snapshot, snapshot

Row = Mapping[str, Any]

# The column of the field that has to be mended.
COLUMN_OF = {"role": "rol", "valid_from": "vanaf", "valid_until": "tot_en_met", "state": "stand"}


class Effect(TextChoices):
    """What a line of the table does."""

    PERSON_ADDED = "person", gettext_lazy("Person added")
    ADDED = "added", gettext_lazy("Seat added")
    CHANGED = "changed", gettext_lazy("Seat changed")
    SAME = "same", gettext_lazy("Already so")


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """What one line of the table does, in words."""

    line: int
    effect: Effect
    what: str
    differences: Sequence[str] = ()


@dataclass(kw_only=True)
class SeatImport:
    """The lines of a table and what they do; ``fingerprint`` tells two outcomes apart.

    The rest is what remains to be stored: new people and seats, and changed seats with what
    stood there before.
    """

    lines: list[ImportLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asks_people: bool = False
    new_people: list[Person] = field(default_factory=list)
    new_seats: list[Seat] = field(default_factory=list)
    changed: list[tuple[Seat, Snapshot]] = field(default_factory=list)
    changed_fields: set[str] = field(default_factory=set)

    @property
    def fingerprint(self) -> str:
        """A short text that is the same only where the same would happen."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()[:32]

    @property
    def counts(self) -> list[tuple[Effect, int]]:
        """How many lines do what; what no line does is left out."""
        found = Counter(line.effect for line in self.lines)
        return [(effect, found[effect]) for effect in Effect if found[effect]]

    @property
    def changes_something(self) -> bool:
        """Whether anything would be stored."""
        return any(line.effect != Effect.SAME for line in self.lines)


@dataclass(kw_only=True)
class Register:
    """The people and seats on record, as they become line by line; nothing is stored."""

    people: KnownPeople
    seats: list[Seat]
    are_different_people: bool
    outcome: SeatImport = field(default_factory=SeatImport)

    def __post_init__(self) -> None:
        self._slugs = {person.slug for person in self.people.people}
        self._of_body: dict[int, list[Seat]] = {}
        for seat in self.seats:
            self._of_body.setdefault(seat.body_id, []).append(seat)

    def take(self, rows: Iterable[Row]) -> SeatImport:
        """Work out every line and give what they do, or what is not right."""
        for row in rows:
            self._try(row)
        return self.outcome

    def _try(self, row: Row) -> None:
        column = "functie"
        try:
            if not is_of_a_seat(row):
                self._without_seat(row)
                return
            holder = self._person(row, row["werkgever"])
            column = "plaatsvervanger"
            deputy = self._deputy(row)
            column = "vanaf"
            self._seat(row, values_of(row, holder, deputy))
        except RuleBroken as broken:
            self.outcome.asks_people |= isinstance(broken, LooksAlike)
            named = COLUMN_OF.get(broken.field, column)
            problem = Problem(line=row["line"], column=named, expected=str(broken))
            self.outcome.problems.append(problem)

    def _without_seat(self, row: Row) -> None:
        """Add somebody who holds no seat, or say that this person is known already."""
        known = len(self.outcome.new_people)
        person = self._person(row, row["werkgever"] or row["organisatie"])
        if person is not None and len(self.outcome.new_people) == known:
            self._tell(row, Effect.SAME, shown_person(person))

    def _person(self, row: Row, named: Organisation | None) -> Person | None:
        """Give whose function stands in a line, with the employer ``named`` there; new or known."""
        if not row["functie"]:
            return None
        found = self.people.find(row["functie"], named, on=row["vanaf"])
        if found is not None:
            return found
        if not self.are_different_people:
            self.people.check_new(row["functie"])
        employer: Organisation | None = row["werkgever"] or row["organisatie"]
        person = Person(
            slug=free_slug(row["functie"], self._slugs),
            function=row["functie"],
            organisation=employer,
        )
        self._slugs.add(person.slug)
        self.people.learn(person)
        self.outcome.new_people.append(person)
        self._tell(row, Effect.PERSON_ADDED, shown_person(person))
        return person

    def _deputy(self, row: Row) -> Person | None:
        words = row["plaatsvervanger"]
        deputy = self.people.find(words, None, on=row["vanaf"]) if words else None
        if words and deputy is None:
            raise RuleBroken(
                _("Nobody is known as “%(words)s”. Add this person first, or leave the cell empty.")
                % {"words": words}
            )
        return deputy

    def _seat(self, row: Row, values: Mapping[str, Any]) -> None:
        wanted = Seat(body=row["overleg"], **values)
        beside = self._of_body.setdefault(wanted.body_id, [])
        known = _same_seat(wanted, beside)
        check_period(wanted)
        check_seat_within_body(wanted, body=wanted.body)
        check_alone(wanted, beside=[seat for seat in beside if seat is not known])
        if known is None:
            beside.append(wanted)
            self.outcome.new_seats.append(wanted)
            self._tell(row, Effect.ADDED, shown_seat(wanted))
        else:
            self._change(row, known, values)

    def _change(self, row: Row, known: Seat, values: Mapping[str, Any]) -> None:
        changed = {name: value for name, value in values.items() if getattr(known, name) != value}
        if not changed:
            self._tell(row, Effect.SAME, shown_seat(known))
            return
        differences = [_difference(name, getattr(known, name), changed[name]) for name in changed]
        if known.pk and all(known is not seat for seat, _before in self.outcome.changed):
            self.outcome.changed.append((known, snapshot(known)))
        self.outcome.changed_fields |= changed.keys()
        for name, value in changed.items():
            setattr(known, name, value)
        self._tell(row, Effect.CHANGED, shown_seat(known), differences)

    def _tell(self, row: Row, effect: Effect, what: str, differences: Sequence[str] = ()) -> None:
        line = ImportLine(line=row["line"], effect=effect, what=what, differences=differences)
        self.outcome.lines.append(line)


def values_of(row: Row, holder: Person | None, deputy: Person | None) -> dict[str, Any]:
    """Give the fields of the seat that a line is about.

    Raises:
        RuleBroken: the state says filled and nobody sits there, or the other way round.
    """
    last_day: date | None = row["tot_en_met"]
    state = row["stand"] or (SeatState.FILLED if holder else SeatState.OPEN)
    if (state == SeatState.FILLED) != (holder is not None):
        raise RuleBroken(
            _(
                "A seat is filled exactly where somebody sits in it: "
                "mend the function or the state."
            ),
            field="state",
        )
    return {
        "role": row["rol"],
        "title": row["titel"] or "",
        "person": holder,
        "organisation": row["organisatie"],
        "deputy": deputy,
        "state": state,
        "area": row["gebied"],
        "hours_per_week": row["uren_per_week"],
        "rotates_every_years": row["rouleert_om_de_jaren"],
        "note": row["opmerking"] or "",
        "valid_from": row["vanaf"],
        "valid_until": last_day + timedelta(days=1) if last_day else None,
    }


def _same_seat(wanted: Seat, seats: Iterable[Seat]) -> Seat | None:
    """Give the seat that a line is about: same role, title and holder, on a day in common."""
    title = normalised(wanted.title)
    found = [
        seat
        for seat in seats
        if (seat.role, seat.person) == (wanted.role, wanted.person)
        and normalised(seat.title) == title
        and shares_a_day(seat, wanted)
    ]
    return min(found, key=lambda seat: seat.valid_from or date.min, default=None)


def shown_seat(seat: Seat) -> str:
    """Write a seat as the outcome lists it: body, holder, role."""
    return f"{seat.body.short_name}: {seat.holder}, {seat.shown_role}"


def _difference(name: str, before: Any, after: Any) -> str:
    shown = [_in_words(name, value) for value in (before, after)]
    return f"{LABELS[name]}: {shown[0]} → {shown[1]}"


def _in_words(name: str, value: Any) -> str:
    if value in (None, ""):
        return "-"
    if isinstance(value, date):
        return shown_date(name, value)
    labels = {"role": dict(Role.choices), "state": dict(SeatState.choices)}.get(name, {})
    return str(labels.get(value, value))
