"""Reading a table of projects: what each column holds, and who and what is meant."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.errors import RuleBroken
from ivz.network.actions.naming import choices_of, day_in, known_by, named
from ivz.network.actions.upkeep_reading import KnownPeople
from ivz.network.models import Network, Organisation, Person, Theme, in_force
from ivz.network.models.people import OrganisationKind
from ivz.network.rules.upkeep import normalised
from ivz.projects.states import ProjectKind, ProjectState
from ivz.tabular.reading import CellRefused, Column, Parser, read_table, text

COLUMNS = (
    *("titel", "soort", "fase", "thema", "omschrijving", "eerste_dag", "laatste_dag"),
    *("houder", "projectleider", "deelnemers", "trekker", "gedeeld_met", "besluit", "herkomst"),
    "openheid",
)
LENGTHS = {"titel": 200, "herkomst": 200, "omschrijving": 4_000}
BETWEEN_NAMES = ";"
_LEVELS = {Openness.PUBLIC, Openness.NETWORK}


def read_rows(content: bytes, *, parsers: Mapping[str, Parser]) -> list[dict[str, Any]]:
    """Read strict CSV with one project per line.

    Raises:
        TableRefused: with every cell that cannot be read.
    """
    columns = {
        name: Column(parse=parsers.get(name, text), is_required=name == "titel") for name in COLUMNS
    }
    return read_table(content, columns=columns)


def parsers_of(network: Network, *, by: Actor) -> Mapping[str, Parser]:
    """Give how each column is read; the queries do not grow with the lines."""
    themes = known_by(Theme.objects.filter(in_force(by.today)), lambda theme: theme.names)
    organisations = _organisations()
    organisation = named(organisations, _("an organisation that is known here"))
    person = _person_among(KnownPeople.load(), organisations)
    levels = {word: level for word, level in choices_of(Openness).items() if level in _LEVELS}
    return {
        **{name: short(most) for name, most in LENGTHS.items()},
        "soort": named(choices_of(ProjectKind), _("a kind such as “project”")),
        "fase": named(choices_of(ProjectState), _("a phase such as “in uitvoering”")),
        "thema": named(themes, _("a theme of today")),
        "eerste_dag": day_in,
        "laatste_dag": day_in,
        "houder": person,
        "projectleider": person,
        "deelnemers": _several(organisation),
        "wie": _either(organisation, person),
        "trekker": organisation,
        "gedeeld_met": organisation,
        "besluit": named(_decisions(network, by=by), _("a decision such as “DVO 2016-8”")),
        "openheid": named(levels, _("“openbaar” or “netwerk”")),
    }


def _organisations() -> dict[str, Organisation]:
    """Give the organisations by name; a municipality also by the name of its area."""
    rows = list(Organisation.objects.select_related("area").order_by("pk"))
    municipalities = [row for row in rows if row.kind == OrganisationKind.MUNICIPALITY and row.area]
    by_area = known_by(municipalities, lambda row: row.area.names if row.area else [])
    return by_area | known_by(rows, lambda row: [row.name, row.slug])


def _decisions(network: Network, *, by: Actor) -> dict[str, Decision]:
    rows = Decision.objects.visible_to(by).filter(body__network=network, is_practice=False)
    return known_by(rows.select_related("body"), lambda row: [row.reference])


def short(most: int) -> Parser:
    """Read text of at most so many characters."""

    def parse(value: str) -> str:
        if len(value) > most:
            raise CellRefused(_("at most %(most)s characters") % {"most": most})
        return value

    return parse


def _several(parse_one: Parser) -> Parser:
    def parse(value: str) -> list[Any]:
        names = [name.strip() for name in value.split(BETWEEN_NAMES)]
        return list(dict.fromkeys(parse_one(name) for name in names if name))

    return parse


def _either(organisation: Parser, person: Parser) -> Parser:
    """Read an organisation, else somebody by function."""

    def parse(value: str) -> Organisation | Person:
        try:
            found: Organisation | Person = organisation(value)
        except CellRefused as unknown:
            try:
                found = person(value)
            except CellRefused:
                raise unknown from None
        return found

    return parse


def _person_among(people: KnownPeople, organisations: Mapping[str, Organisation]) -> Parser:
    """Read a function, with a comma and the employer where several people have it."""

    def parse(value: str) -> Person:
        function, _comma, employer = value.rpartition(",")
        at = organisations.get(normalised(employer)) if function else None
        try:
            found = people.find(function, at) if at else people.find(value, None)
        except RuleBroken as several:
            raise CellRefused(str(several)) from None
        if found is None:
            raise CellRefused(
                _("somebody that is known here, such as “Burgemeester, Gemeente Borne”")
            )
        return found

    return parse
