"""Bringing in areas, the larger areas they lie in, mergers and inhabitants from CSV files.

Each goes through the same plan and rules as a file that somebody imports by hand.
"""

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.network.actions import areas_import
from ivz.network.actions import areas_reading as reading_of
from ivz.network.actions.areas_reading import AreaFile
from ivz.network.models import Area
from ivz.network.states import SET_UP, Event


@transaction.atomic
def import_areas(content: bytes, *, by: Actor) -> int:
    """Add the areas of a CSV file that are not known yet, and give how many were added.

    Known codes stay as they are.
    """
    rows = reading_of.read_areas(content)
    known = set(Area.objects.values_list("code", flat=True))
    new = [
        Area(
            code=row.code,
            name=row.name,
            kind=row.kind,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            aliases="\n".join(row.aliases),
        )
        for row in rows
        if row.code not in known
    ]
    Area.objects.bulk_create(new)
    if new:
        record(Event.AREAS_IMPORTED, subject=new[0], by=by)
    return len(new)


def import_area_links(content: bytes, *, by: Actor) -> int:
    """Add in which larger area each area lies, and give how many rows the file has."""
    rows = reading_of.read_links(content)
    _store(AreaFile(links=rows), by=by)
    return len(rows)


def import_populations(content: bytes, *, by: Actor) -> int:
    """Add inhabitants and dwellings per area and day, and give how many rows the file has."""
    rows = reading_of.read_populations(content)
    _store(AreaFile(populations=rows), by=by)
    return len(rows)


def import_successions(content: bytes, *, by: Actor) -> int:
    """Add which area took over which, and give how many rows the file has.

    A predecessor that is taken over whole ends on that day.
    """
    rows = reading_of.read_successions(content)
    _store(AreaFile(successions=rows), by=by)
    return len(rows)


@transaction.atomic
def _store(file: AreaFile, *, by: Actor) -> None:
    planned = areas_import.plan(file)
    areas_import.store(planned, reason=SET_UP, notes_additions=False, by=by)
