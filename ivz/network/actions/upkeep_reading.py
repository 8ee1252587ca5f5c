"""Reading a table of seats and people: what each column holds, and who is meant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.network.actions.naming import choices_of, day_in, known_by, named, one_of
from ivz.network.models import Area, Body, Network, Organisation, Person, in_force
from ivz.network.models.areas import AreaKind
from ivz.network.models.bodies import SeatState
from ivz.network.rules.upkeep import LooksAlike, gist, normalised, shown_person
from ivz.tabular.reading import (
    CellRefused,
    Column,
    Parser,
    Problem,
    decimal_number,
    read_table,
    text,
    whole_number,
)
from ivz.tabular.spreadsheets import as_comma_separated

COLUMNS = (
    *("overleg", "rol", "titel", "functie", "werkgever", "organisatie", "plaatsvervanger"),
    *("stand", "vanaf", "tot_en_met", "gebied", "uren_per_week", "rouleert_om_de_jaren"),
    "opmerking",
)
_OF_A_SEAT = ("overleg", "rol")
_ONLY_OF_A_SEAT = (
    *("titel", "plaatsvervanger", "stand", "vanaf", "tot_en_met", "gebied", "uren_per_week"),
    *("rouleert_om_de_jaren", "opmerking"),
)
_SMALL_AREAS = [AreaKind.QUARTER, AreaKind.NEIGHBOURHOOD]
MOST_YEARS = 20
MOST_HOURS = 60


def read_rows(content: bytes, *, network: Network, on: date) -> list[dict[str, Any]]:
    """Read a CSV file or workbook with one seat per line, or somebody who holds none.

    A line about somebody without a seat leaves body and role open.

    Raises:
        TableRefused: with every cell that cannot be read.
    """
    parsers = _parsers(network, on=on)
    columns = {name: Column(parse=parsers.get(name, text), is_required=False) for name in COLUMNS}
    return read_table(as_comma_separated(content), columns=columns, check_line=_lacking)


def is_of_a_seat(row: Mapping[str, Any]) -> bool:
    """Tell whether a line is about a seat; a cell that cannot be read is filled."""
    return any(row.get(name, True) is not None for name in _OF_A_SEAT)


def _lacking(row: Mapping[str, Any]) -> Iterator[Problem]:
    return _lacking_of_seat(row) if is_of_a_seat(row) else _lacking_of_person(row)


def _lacking_of_seat(row: Mapping[str, Any]) -> Iterator[Problem]:
    for name, expected in (
        ("overleg", _("a body; for somebody without a seat, leave the role open as well")),
        ("rol", _("a role; for somebody without a seat, leave the body open as well")),
    ):
        if row.get(name, True) is None:
            yield Problem(line=row["line"], column=name, expected=expected)


def _lacking_of_person(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Find what lacks, and what nobody would store, for somebody who holds no seat."""
    line = row["line"]
    if row.get("functie", True) is None:
        expected = _("a body and a role for a seat, or the function of somebody without a seat")
        yield Problem(line=line, column="functie", expected=expected)
    if all(row.get(name, True) is None for name in ("werkgever", "organisatie")):
        expected = _("the employer: without a seat nothing else says where somebody belongs")
        yield Problem(line=line, column="werkgever", expected=expected)
    for name in _ONLY_OF_A_SEAT:
        if row.get(name) is not None:
            expected = _("an empty cell, or a body and a role: this belongs to a seat")
            yield Problem(line=line, column=name, expected=expected)


def _parsers(network: Network, *, on: date) -> Mapping[str, Parser]:
    bodies = Body.objects.filter(network=network)
    organisations = known_by(Organisation.objects.all(), lambda one: [one.name, one.slug])
    regional = Area.objects.filter(in_force(on)).exclude(kind__in=_SMALL_AREAS)
    areas = known_by(regional, lambda area: area.names)
    return {
        "overleg": named(
            known_by(bodies, lambda body: [body.name, body.short_name, body.slug]),
            _("a body of this network"),
        ),
        "rol": named(choices_of(Role), one_of(Role)),
        "stand": named(choices_of(SeatState), _("“bezet”, “open” or “werving loopt”")),
        "werkgever": named(organisations, _("an organisation that is known here")),
        "organisatie": named(organisations, _("an organisation that is known here")),
        "gebied": named(areas, _("an area that is known here")),
        "vanaf": day_in,
        "tot_en_met": day_in,
        "uren_per_week": _hours,
        "rouleert_om_de_jaren": _years,
    }


def _hours(value: str) -> Any:
    hours = decimal_number(value.replace(",", "."))
    if hours > MOST_HOURS:
        raise CellRefused(_("at most %(most)s hours a week") % {"most": MOST_HOURS})
    return hours


def _years(value: str) -> int:
    years = whole_number(value)
    if not 0 < years <= MOST_YEARS:
        raise CellRefused(_("a number of years from 1 to %(most)s") % {"most": MOST_YEARS})
    return years


@dataclass
class KnownPeople:
    """Everyone on record, to find out who a line means; loaded once."""

    people: list[Person] = field(default_factory=list)
    today: date = date.max

    @classmethod
    def load(cls, *, today: date = date.max) -> "KnownPeople":
        """Give everyone."""
        known = Person.objects.select_related("organisation").order_by("pk")
        return cls(people=list(known), today=today)

    def __post_init__(self) -> None:
        self._by_function: dict[str, list[Person]] = {}
        self._by_spelling: dict[str, list[Person]] = {}
        self._by_gist: dict[str, list[Person]] = {}
        for person in self.people:
            self.learn(person)

    def learn(self, person: Person) -> None:
        """Know one more."""
        self._by_function.setdefault(normalised(person.function), []).append(person)
        self._by_gist.setdefault(gist(person.function), []).append(person)
        for spelling in person.spellings[1:]:
            self._by_spelling.setdefault(normalised(spelling), []).append(person)

    def find(
        self, function: str, employer: Organisation | None, *, on: date | None = None
    ) -> Person | None:
        """Give who has this function, with this employer where one is named.

        Of people who had it one after the other: who works there ``on`` that day, else today.

        Raises:
            RuleBroken: several people have it and no employer tells them apart.
        """
        found = self._by_function.get(normalised(function), [])
        if employer is not None:
            found = [one for one in found if one.organisation_id == employer.pk]
        if len(found) > 1:
            found = [one for one in found if one.works_on(on or self.today)] or found
        if len(found) > 1:
            people = "; ".join(shown_person(one) for one in found[:5])
            raise RuleBroken(
                _("Several people are meant: %(people)s. Fill in the employer.")
                % {"people": people}
            )
        return found[0] if found else None

    def check_new(self, function: str) -> None:
        """Ask about a function under which somebody is known in another spelling.

        So is somebody with this very function of whom no employer is on record.
        """
        words = normalised(function)
        found = self._by_spelling.get(words, [])
        if words in self._by_function:
            found = found or [one for one in self._by_function[words] if not one.organisation_id]
        else:
            found = found or self._by_gist.get(gist(function), [])
        if found:
            raise LooksAlike(found[:5])
