"""Filling an empty installation, whole or not at all."""

from django.db import connection, transaction

from ivz.clock import reading as clock
from ivz.example.loader import load_example
from ivz.example.scale.audit import add_audit_entries
from ivz.example.scale.bodies import add_bodies
from ivz.example.scale.decisions import add_decisions
from ivz.example.scale.filling import LAST_DAY, Filling, Progress, Size
from ivz.example.scale.meetings import add_items, add_meetings
from ivz.example.scale.people import add_people
from ivz.example.scale.projects import add_projects
from ivz.example.scale.registers import add_registers
from ivz.example.scale.seats import add_seats
from ivz.search import indexing


def fill(size: Size, progress: Progress = lambda step, share: None) -> None:
    """Load the example region and ten years of the whole unit on top; ``progress`` hears each step.

    The example date becomes the last day of those years. Twice the same size gives twice the same.
    """
    with transaction.atomic():
        progress("example region", 0)
        load_example()
        clock.move_to(LAST_DAY)
        filling = Filling(size=size, progress=progress)
        progress("people and bodies", 0)
        add_people(filling)
        add_bodies(filling)
        progress("seats", 0)
        add_seats(filling)
        progress("meetings and decisions", 0)
        _add_what_happened(filling)
        progress("portfolios and priorities", 0)
        add_registers(filling)
        progress("projects", 0)
        add_projects(filling)
        progress("audit trail", 0)
        add_audit_entries(filling)
        progress("index of the search", 0)
        indexing.rebuild()
    if connection.vendor == "postgresql":
        # The server does this by itself, minutes later; questions until then would be slow.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _add_what_happened(filling: Filling) -> None:
    held = add_meetings(filling)
    add_items(filling, held)
    add_decisions(filling, held)
