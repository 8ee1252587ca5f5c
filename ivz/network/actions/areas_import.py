"""Bringing in a file on areas: see first what it would change, then store all or nothing.

Policy: docs/policy/time.md#area-and-population-in-time
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import NoReturn

from django.db import models, transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.errors import RuleBroken
from ivz.network.actions import areas_draft, areas_headings, areas_origins, areas_outlines
from ivz.network.actions import areas_reading as reading_of
from ivz.network.actions import areas_telling as telling
from ivz.network.actions.areas_draft import Draft
from ivz.network.actions.areas_reading import AreaFile, Reading
from ivz.network.actions.areas_telling import Sort, fingerprint_of
from ivz.network.models import (
    Area,
    AreaLink,
    AreaOutline,
    AreaPopulation,
    AreaSuccession,
    Network,
)
from ivz.network.models.areas import AreaKind
from ivz.network.rules import areas as rules
from ivz.network.rules.seats import shown_day
from ivz.network.states import Event
from ivz.tabular.reading import Problem, TableRefused
from ivz.tabular.spreadsheets import as_comma_separated
from ivz.workflow.changes import Snapshot, note_changes, snapshot

MOST_LINES = 50_000
_OUTLINES = (".json", ".geojson", ".topojson")
LARGEST_OUTLINES_BYTES = 50_000_000
IN_ORDER: tuple[type[models.Model], ...] = (
    Area,
    AreaLink,
    AreaSuccession,
    AreaPopulation,
    AreaOutline,
)


class LossAsked(TableRefused):
    """A merger loses inhabitants; a reason lets it pass."""


class Outdated(RuleBroken):
    """Since the trial something changed, so the file would do something else by now."""

    def __init__(self, now: "Plan") -> None:
        self.now = now
        super().__init__(
            _("The registers changed since you saw this list. Look at it again, then confirm.")
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an import changes.

    Attributes:
        draft: the register afterwards, with what is new and changed in it.
        losses: mergers that lose inhabitants and were let through for a reason.
    """

    draft: Draft
    losses: tuple[rules.Loss, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not self.draft.new and not self.draft.changed

    @property
    def notices(self) -> list[str]:
        """What whoever imports should know."""
        return self.draft.notices

    @property
    def ended(self) -> list[Area]:
        """The areas that were there and get another end."""
        altered = self.draft.altered(Area)
        return [area for area, was in altered if was["valid_until"] != _iso(area.valid_until)]

    @property
    def renewed(self) -> list[tuple[Area, Snapshot]]:
        """The areas that change in something else than their end, each with how it was."""
        return [
            (area, was)
            for area, was in self.draft.altered(Area)
            if snapshot(area) | {"valid_until": None} != was | {"valid_until": None}
        ]

    @property
    def sorts(self) -> list[Sort]:
        """Everything that changes, by sort, in words; sorts without a line are left out."""
        return [sort for sort in _sorts(self) if sort.lines]

    @property
    def fingerprint(self) -> str:
        """A short text that is the same only where the same would happen."""
        return fingerprint_of(self.sorts)

    def municipalities(self, *, on: date) -> tuple[int, int]:
        """Count the municipalities in force on a day, before and after."""
        was = {area.code: before for area, before in self.draft.altered(Area)}
        new = {area.code for area in self.draft.added(Area)}
        known = [a for a in self.draft.areas.values() if a.kind == AreaKind.MUNICIPALITY]
        before = [was.get(a.code, snapshot(a)) for a in known if a.code not in new]
        return (
            sum(_holds(each["valid_from"], each["valid_until"], on) for each in before),
            sum(area.is_in_force(on) for area in known),
        )


def _sorts(planned: Plan) -> Iterator[Sort]:
    draft, renewed = planned.draft, [telling.difference(*each) for each in planned.renewed]
    for heading, lines in (
        (_("Areas added"), map(telling.area, draft.added(Area))),
        (_("Areas changed"), renewed),
        (_("Areas ended"), map(telling.ended, planned.ended)),
        (_("Places added"), map(telling.place, draft.added(AreaLink))),
        (_("Places changed"), starmap(telling.difference, draft.altered(AreaLink))),
        (_("Mergers added"), map(telling.merger, draft.added(AreaSuccession))),
        (_("Mergers that lose inhabitants, accepted"), map(telling.loss, planned.losses)),
        (_("Numbers of inhabitants added"), map(telling.number, draft.added(AreaPopulation))),
        (
            _("Numbers of inhabitants changed"),
            starmap(telling.difference, draft.altered(AreaPopulation)),
        ),
        (_("Outlines added"), (row.area.name for row in draft.added(AreaOutline))),
        (_("Outlines changed"), (row.area.name for row, _was in draft.altered(AreaOutline))),
    ):
        yield Sort(heading=heading, lines=tuple(lines))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _holds(start: str | None, until: str | None, on: date) -> bool:
    return (start or "") <= on.isoformat() < (until or "9999")


def read(content: bytes, *, name: str, reading: Reading) -> AreaFile:
    """Read a file of any kind; ``name`` tells JSON from a table by its ending.

    Raises:
        TableRefused: it cannot be read; every problem has its line and column.
    """
    if name.lower().endswith(_OUTLINES):
        if len(content) > LARGEST_OUTLINES_BYTES:
            expected = _("a file of at most %(megabytes)s MB") % {"megabytes": 50}
            raise TableRefused([Problem(line=1, column="-", expected=expected)])
        return areas_outlines.read_outlines(reading_of.read_json(content), reading)
    table = as_comma_separated(content, most_lines=MOST_LINES)
    header = set(areas_headings.header_of(table))
    if header >= set(areas_origins.HEADER):
        return areas_origins.read_origins(table, reading)
    names = areas_headings.dutch_names(table)
    try:
        file = _read_table(areas_headings.with_program_headings(table, names))
    except TableRefused as refused:
        raise areas_headings.as_written(refused, names) from None
    file.headings = names
    return file


def _read_table(content: bytes) -> AreaFile:
    header = areas_headings.header_of(content)
    if "child" in header:
        return AreaFile(links=reading_of.read_links(content))
    if "inhabitants" in header:
        return AreaFile(populations=reading_of.read_populations(content))
    if "predecessor" in header:
        return AreaFile(successions=reading_of.read_successions(content))
    return AreaFile(areas=reading_of.read_areas(content))


def plan(file: AreaFile, *, accept_loss: str = "") -> Plan:
    """Work out what a file changes, and hold it against the rules; stores nothing.

    Args:
        file: what the file says.
        accept_loss: why a merger may lose inhabitants; kept with the merger.

    Raises:
        TableRefused: with everything that is not right.
    """
    draft = areas_draft.stored()
    problems = areas_draft.take(draft, file) or list(broken_rules(draft))
    found = () if problems else tuple(rules.losses(draft.takeovers(), draft.counts()))
    if problems:
        _refuse(problems, file)
    if found and not accept_loss.strip():
        _refuse([rules.loss_problem(loss, draft.lives()) for loss in found], file, kind=LossAsked)
    for loss in found:
        _accept(draft, loss, reason=accept_loss.strip())
    draft.notices += _homeless(draft)
    return Plan(draft=draft, losses=found)


def _refuse(
    problems: Iterable[Problem], file: AreaFile, *, kind: type[TableRefused] = TableRefused
) -> NoReturn:
    refused = kind(sorted(set(problems), key=lambda problem: problem.line))
    raise areas_headings.as_written(refused, file.headings)


def broken_rules(draft: Draft) -> Iterator[Problem]:
    """Find what breaks a rule in the rows of a draft that have a line."""
    places, lives = draft.places(), draft.lives()
    yield from rules.places_outside_life(places, lives)
    yield from rules.overlapping_places(places)
    circles = list(rules.circles(places))
    yield from circles or rules.double_places(places, lives)
    yield from rules.takeovers_outside_life(draft.takeovers(), lives)


def _accept(draft: Draft, loss: rules.Loss, *, reason: str) -> None:
    """Keep with each merger why it may lose inhabitants."""
    lost = {(each.predecessor, each.successor, each.on) for each in loss.takeovers}
    for row in draft.successions:
        if (row.predecessor.code, row.successor.code, row.on) in lost:
            source = f"{row.source}; {reason}" if row.source else reason
            draft.change(row, line=loss.line, source=source[:200])


def _homeless(draft: Draft) -> Iterator[str]:
    """Warn of a new municipality, or a new successor, that lies nowhere."""
    placed = {link.area.code for link in draft.links}
    for area in draft.added(Area):
        if area.kind == AreaKind.MUNICIPALITY and area.code not in placed:
            yield _("%(area)s lies in no larger area yet: bring in its place as well.") % {
                "area": area.name
            }
    for row in draft.added(AreaSuccession):
        before = any(link.area == row.predecessor for link in draft.links)
        after = any(link.area == row.successor and link.is_in_force(row.on) for link in draft.links)
        if before and not after:
            yield _(
                "%(area)s lies in no larger area on %(day)s: give its place, or it drops out of "
                "every district."
            ) % {"area": row.successor.name, "day": shown_day(row.on)}


@transaction.atomic
def store(planned: Plan, *, reason: str, notes_additions: bool = True, by: Actor) -> None:
    """Store everything a plan holds, as one act with ``reason``.

    Without ``notes_additions`` history begins with what was added.
    """
    draft = planned.draft
    for model in IN_ORDER:
        model._default_manager.bulk_create(draft.added(model), batch_size=500)
    for row, _before in draft.changed:
        row.save()
    added = [(row, None) for model in IN_ORDER for row in draft.added(model)]
    noted = [*(added if notes_additions else []), *draft.changed]
    note_changes(noted, reason=reason, by=by, is_one_act=True)
    touched = [*draft.new, *(row for row, _before in draft.changed)]
    if touched:
        record(Event.AREAS_IMPORTED, subject=touched[0], by=by)


@transaction.atomic
def import_file(
    content: bytes,
    *,
    name: str,
    reading: Reading,
    accept_loss: str = "",
    fingerprint: str = "",
    by: Actor,
) -> Plan:
    """Bring in a file, whole or not at all, and give what it changed.

    Args:
        content: CSV, XLSX, GeoJSON or TopoJSON.
        name: of the file.
        reading: how to read it.
        accept_loss: why a merger may lose inhabitants.
        fingerprint: of the plan that somebody agreed to, where somebody was shown one.
        by: who brings it in.

    Raises:
        TableRefused: it cannot be read or breaks a rule; nothing was stored.
        Outdated: it would do something else than what was agreed to; nothing was stored.
    """
    rules.check_may_import_areas(by=by)
    list(Network.objects.select_for_update().order_by("pk"))  # two imports wait for each other
    planned = plan(read(content, name=name, reading=reading), accept_loss=accept_loss)
    if fingerprint and planned.fingerprint != fingerprint:
        raise Outdated(planned)
    store(planned, reason=_("Imported from %(source)s") % {"source": reading.source}, by=by)
    return planned


def preview(
    content: bytes, *, name: str, reading: Reading, accept_loss: str = "", by: Actor
) -> Plan:
    """Give what a file would change; stores nothing."""
    rules.check_may_import_areas(by=by)
    return plan(read(content, name=name, reading=reading), accept_loss=accept_loss)
