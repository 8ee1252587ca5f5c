"""Bringing in seats and people from a table, whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.audit.actions import record
from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.network.actions.upkeep import Correction, add, change
from ivz.network.actions.upkeep_reading import KnownPeople, read_rows
from ivz.network.field_names import LABELS, shown_date
from ivz.network.models import Organisation, Person, Seat
from ivz.network.models.bodies import SeatState
from ivz.network.rules.rights import check_may_manage
from ivz.network.rules.seats import overlapping
from ivz.network.rules.upkeep import LooksAlike, normalised, shown_person
from ivz.network.states import Event
from ivz.tabular.reading import Problem, TableRefused


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
    """The lines of a table and what they do; ``fingerprint`` tells two outcomes apart."""

    lines: list[ImportLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asks_people: bool = False

    @property
    def fingerprint(self) -> str:
        """A short text that is the same only where the same would happen."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()[:32]

    @property
    def changes_something(self) -> bool:
        """Whether anything would be stored."""
        return any(line.effect != Effect.SAME for line in self.lines)


class PeopleAsked(TableRefused):
    """Somebody in the table looks like a person known already; a confirmation lets it pass."""


class Outdated(RuleBroken):
    """Since the trial something changed, so the table would do something else by now."""

    def __init__(self, now: SeatImport) -> None:
        self.now = now
        super().__init__(
            _("The registers changed since you saw this list. Look at it again, then confirm.")
        )


def try_out(content: bytes, *, correction: Correction) -> SeatImport:
    """Tell what a table would do, and do nothing.

    Raises:
        TableRefused: with every cell or line that is not right.
    """
    with transaction.atomic():
        outcome = _bring_in(content, correction=correction)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def bring_in(content: bytes, *, fingerprint: str, correction: Correction) -> SeatImport:
    """Store what a table says, provided it still does what the trial showed.

    Raises:
        TableRefused: something is not right; nothing was stored.
        Outdated: it would do something else by now; nothing was stored.
    """
    outcome = _bring_in(content, correction=correction)
    if outcome.fingerprint != fingerprint:
        raise Outdated(outcome)
    record(Event.SEATS_IMPORTED, subject=correction.network, by=correction.by)
    return outcome


def _bring_in(content: bytes, *, correction: Correction) -> SeatImport:
    check_may_manage(correction.network, by=correction.by)
    rows = read_rows(content, network=correction.network, on=correction.by.today)
    outcome = SeatImport()
    people = KnownPeople.load()
    for row in rows:
        _try_line(row, people, outcome, correction)
    if outcome.problems:
        refused = PeopleAsked if outcome.asks_people else TableRefused
        raise refused(outcome.problems)
    return outcome


def _try_line(
    row: dict[str, Any], people: KnownPeople, outcome: SeatImport, correction: Correction
) -> None:
    column = "functie"
    try:
        with transaction.atomic():
            holder = _person(row, people, outcome, correction)
            column = "plaatsvervanger"
            deputy = people.find(row[column], None) if row[column] else None
            _check_deputy(row, deputy)
            column = "vanaf"
            outcome.lines.append(_store(row, _values(row, holder, deputy), correction))
    except LooksAlike as alike:
        outcome.asks_people = True
        outcome.problems.append(Problem(line=row["line"], column=column, expected=str(alike)))
    except RuleBroken as broken:
        outcome.problems.append(Problem(line=row["line"], column=column, expected=str(broken)))
    except PermissionDenied:
        expected = _("a body whose seats you may change")
        outcome.problems.append(Problem(line=row["line"], column="overleg", expected=expected))


def _person(
    row: dict[str, Any], people: KnownPeople, outcome: SeatImport, correction: Correction
) -> Person | None:
    if not row["functie"]:
        return None
    employer: Organisation | None = row["werkgever"] or row["organisatie"]
    found = people.find(row["functie"], row["werkgever"])
    if found is not None:
        return found
    if not correction.are_different_people:
        people.check_new(row["functie"])
    person = Person(slug="", function=row["functie"], organisation=employer)
    told_apart = Correction(**{**vars(correction), "are_different_people": True})
    add(person, correction=told_apart)
    people.learn(person)
    line = ImportLine(line=row["line"], effect=Effect.PERSON_ADDED, what=shown_person(person))
    outcome.lines.append(line)
    return person


def _check_deputy(row: dict[str, Any], deputy: Person | None) -> None:
    if row["plaatsvervanger"] and deputy is None:
        raise RuleBroken(
            _("Nobody is known as “%(words)s”. Add this person first, or leave the cell empty.")
            % {"words": row["plaatsvervanger"]}
        )


def _values(row: dict[str, Any], holder: Person | None, deputy: Person | None) -> dict[str, Any]:
    last_day: date | None = row["tot_en_met"]
    state = row["stand"] or (SeatState.FILLED if holder else SeatState.OPEN)
    if (state == SeatState.FILLED) != (holder is not None):
        raise RuleBroken(
            _("A seat is filled exactly where somebody sits in it: mend the function or the state.")
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


def _store(row: dict[str, Any], values: dict[str, Any], correction: Correction) -> ImportLine:
    wanted = Seat(body=row["overleg"], **values)
    known = _same_seat(wanted)
    if known is None:
        add(wanted, correction=correction)
        return ImportLine(line=row["line"], effect=Effect.ADDED, what=_shown(wanted))
    changed = {name: value for name, value in values.items() if getattr(known, name) != value}
    if not changed:
        return ImportLine(line=row["line"], effect=Effect.SAME, what=_shown(known))
    differences = [_difference(name, getattr(known, name), changed[name]) for name in changed]
    change(known, changed, version=known.version, correction=correction)
    return ImportLine(
        line=row["line"], effect=Effect.CHANGED, what=_shown(wanted), differences=differences
    )


def _same_seat(wanted: Seat) -> Seat | None:
    """Give the seat on record that a line is about: same body, role, title and holder."""
    seats = Seat.objects.filter(
        body=wanted.body, role=wanted.role, person=wanted.person, is_revoked=False
    ).select_related("body", "person", "organisation", "deputy", "area")
    title = normalised(wanted.title)
    beside = overlapping(wanted, seats.order_by("valid_from", "pk"))
    return next((seat for seat in beside if normalised(seat.title) == title), None)


def _shown(seat: Seat) -> str:
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
