"""The registers of a network as tables for a spreadsheet; people by function, never by name.

Policy: docs/policy/registers.md#taking-along
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ivz.network.models import Hosting, Network, Organisation, Person, Seat
from ivz.network.queries.structure import StructureRow, StructureSection
from ivz.network.queries.upkeep_people import PeopleFilter
from ivz.tabular.writing import Table, Value


def people_table(people: Iterable[Person], *, network: Network, chosen: PeopleFilter) -> Table:
    """Write one line per person, with every seat on the day."""
    return Table(
        title=_("People"),
        columns=[
            _("Function"),
            _("Employer"),
            _("Number of seats"),
            _("Seats"),
            _("Invented example"),
        ],
        rows=[_person(person) for person in people],
        facts=[*_facts(network, chosen.on), *_asked(chosen)],
    )


def _person(person: Person) -> Sequence[Value]:
    seats: list[Seat] = person.seats_in_force  # type: ignore[attr-defined]
    return [
        person.function,
        person.organisation.name if person.organisation else "",
        len(seats),
        "; ".join(f"{seat.body.short_name} ({seat.shown_role})" for seat in seats),
        person.is_invented,
    ]


def _asked(chosen: PeopleFilter) -> Iterator[tuple[str, Value]]:
    """Say how the list was narrowed down; the words themselves may be somebody's name."""
    if chosen.words:
        yield _("Narrowed down by words"), _("yes")
    if chosen.organisation is not None:
        yield _("Organisation"), chosen.organisation.name


def organisations_table(
    organisations: Iterable[Organisation],
    hostings: Iterable[Hosting],
    *,
    network: Network,
    on: date,
) -> Table:
    """Write one line per organisation with its people and seats; who hosts on a sheet of its own.

    Args:
        organisations: with ``people_count`` and ``seat_count``.
        hostings: who hosted the staff of the network, at any time.
        network: whose register it is.
        on: the day the counts hold for.
    """
    return Table(
        title=_("Organisations"),
        columns=[_("Organisation"), _("Kind"), _("Number of people"), _("Number of seats")],
        rows=[_organisation(organisation) for organisation in organisations],
        facts=_facts(network, on),
        further=[
            Table(
                title=_("Hosting of the network"),
                columns=[
                    _("Organisation"),
                    _("From"),
                    _("Up to and including"),
                    _("Explanation"),
                ],
                rows=[
                    [row.organisation.name, row.valid_from, row.last_day, row.note]
                    for row in hostings
                ],
            )
        ],
    )


def _organisation(organisation: Organisation) -> Sequence[Value]:
    return [
        organisation.name,
        organisation.get_kind_display(),
        organisation.people_count,  # type: ignore[attr-defined]
        organisation.seat_count,  # type: ignore[attr-defined]
    ]


def structure_table(sections: Iterable[StructureSection], *, network: Network, on: date) -> Table:
    """Write one line per seat, and one for a body of which nobody noted who sits in it.

    A spreadsheet has the bodies and their relations on sheets of their own.
    """
    rows = [row for section in sections for row in section.rows]
    return Table(
        title=_("Bodies and seats"),
        columns=[
            _("This body"),
            _("Short name"),
            _("Status"),
            _("As"),
            _("Who"),
            _("Deputy"),
            _("On behalf of"),
            _("State of the seat"),
            _("From"),
            _("Up to and including"),
            _("Invented example"),
        ],
        rows=[line for row in rows for line in _seats(row)],
        facts=_facts(network, on),
        further=[_bodies(rows), _relations(rows)],
    )


def _seats(row: StructureRow) -> Iterator[Sequence[Value]]:
    body = [row.body.name, row.body.short_name, row.body.get_status_display()]
    if not row.seats:
        yield [*body, "", "", "", "", _("Who sits here is not on record"), None, None, None]
    for seat in row.seats:
        yield [
            *body,
            seat.shown_role,
            seat.person.function if seat.person else "",
            seat.deputy.function if seat.deputy else "",
            seat.organisation.name if seat.organisation else "",
            seat.get_state_display(),
            seat.valid_from,
            seat.last_day,
            bool(seat.person and seat.person.is_invented),
        ]


def _bodies(rows: Sequence[StructureRow]) -> Table:
    return Table(
        title=_("Bodies"),
        columns=[
            _("This body"),
            _("Short name"),
            _("Kind"),
            _("Status"),
            _("Mandate in short"),
            _("Legal ground"),
            _("How often it meets, in words"),
            _("Number of seats"),
            _("Open seats"),
            _("From"),
            _("Up to and including"),
            _("Explanation"),
        ],
        rows=[_body(row) for row in rows],
    )


def _body(row: StructureRow) -> Sequence[Value]:
    body = row.body
    return [
        body.name,
        body.short_name,
        body.get_kind_display(),
        body.get_status_display(),
        body.mandate,
        body.legal_ground,
        body.cadence,
        len(row.seats),
        row.open_seats,
        body.valid_from,
        body.last_day,
        body.note,
    ]


def _relations(rows: Sequence[StructureRow]) -> Table:
    return Table(
        title=_("Relations"),
        columns=[_("This body"), _("What it is to another"), _("Other body")],
        rows=[
            [row.body.name, relation.get_kind_display(), relation.other.name]
            for row in rows
            for relation in row.relations
        ],
    )


def _facts(network: Network, on: date) -> list[tuple[str, Value]]:
    return [
        (_("Reference date"), on),
        (_("Network"), network.name),
        (_("Source"), _("Registers of the Platform IVZ")),
    ]
