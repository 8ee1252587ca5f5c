"""Bringing in a file on areas: see first what it would change, then store all or nothing.

Policy: docs/policy/time.md#area-and-population-in-time
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.network.actions import areas_draft, areas_origins, areas_outlines
from ivz.network.actions import areas_reading as reading_of
from ivz.network.actions.areas_draft import Draft
from ivz.network.actions.areas_reading import AreaFile, Reading
from ivz.network.models import Area, AreaLink, AreaOutline, AreaPopulation, AreaSuccession
from ivz.network.models.areas import AreaKind
from ivz.network.rules import areas as rules
from ivz.network.states import Event
from ivz.tabular.reading import Problem, TableRefused
from ivz.workflow.changes import Snapshot, note_change, snapshot

LARGEST_OUTLINES_BYTES = 50_000_000
_IN_ORDER: tuple[type[models.Model], ...] = (
    Area,
    AreaLink,
    AreaSuccession,
    AreaPopulation,
    AreaOutline,
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

    def difference(self, row: models.Model, was: Snapshot) -> str:
        """Say in one line what changes in a row."""
        now = snapshot(row)
        parts = [
            f"{name} {was[name] or '…'} → {value or '…'}"
            for name, value in now.items()
            if value != was[name]
        ]
        return f"{row}: {', '.join(parts)}"

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


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _holds(start: str | None, until: str | None, on: date) -> bool:
    return (start or "") <= on.isoformat() < (until or "9999")


def read(content: bytes, *, name: str, reading: Reading) -> AreaFile:
    """Read a file of any kind; ``name`` tells JSON from CSV by its ending.

    Raises:
        TableRefused: it cannot be read; every problem has its line and column.
    """
    if name.lower().endswith(("json", "geojson", "topojson")):
        if len(content) > LARGEST_OUTLINES_BYTES:
            expected = _("a file of at most %(megabytes)s MB") % {"megabytes": 50}
            raise TableRefused([Problem(line=1, column="-", expected=expected)])
        return areas_outlines.read_outlines(reading_of.read_json(content), reading)
    header = set(reading_of.header_of(content))
    if header >= set(areas_origins.HEADER):
        return areas_origins.read_origins(content, reading)
    return _read_table(content, header)


def _read_table(content: bytes, header: Collection[str]) -> AreaFile:
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
    problems = areas_draft.take(draft, file)
    if not problems:
        problems = list(_broken_rules(draft))
    found = () if problems else tuple(rules.losses(draft.takeovers(), draft.counts()))
    if not accept_loss.strip():
        problems += [rules.loss_problem(loss, draft.lives()) for loss in found]
    if problems:
        raise TableRefused(sorted(set(problems), key=lambda problem: problem.line))
    for loss in found:
        _accept(draft, loss, reason=accept_loss.strip())
    draft.notices += _homeless(draft)
    return Plan(draft=draft, losses=found)


def _broken_rules(draft: Draft) -> Iterator[Problem]:
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
    """Warn of a new successor that lies nowhere while its predecessor did."""
    for row in draft.added(AreaSuccession):
        before = any(link.area == row.predecessor for link in draft.links)
        after = any(link.area == row.successor and link.is_in_force(row.on) for link in draft.links)
        if before and not after:
            yield _(
                "%(area)s lies in no larger area on %(day)s: give its place, or it drops out of "
                "every district."
            ) % {"area": row.successor.name, "day": row.on.isoformat()}


@transaction.atomic
def store(planned: Plan, *, reason: str, by: Actor) -> None:
    """Store everything a plan holds; what changed keeps ``reason``."""
    draft = planned.draft
    for model in _IN_ORDER:
        model._default_manager.bulk_create(draft.added(model), batch_size=500)
    for row, before in draft.changed:
        row.save()
        note_change(row, before=before, reason=reason, by=by)
    touched = [*draft.new, *(row for row, _before in draft.changed)]
    if touched:
        record(Event.AREAS_IMPORTED, subject=touched[0], by=by)


@transaction.atomic
def import_file(
    content: bytes, *, name: str, reading: Reading, accept_loss: str = "", by: Actor
) -> Plan:
    """Bring in a file, whole or not at all, and give what it changed.

    Raises:
        TableRefused: it cannot be read or breaks a rule; nothing was stored.
    """
    rules.check_may_import_areas(by=by)
    planned = plan(read(content, name=name, reading=reading), accept_loss=accept_loss)
    store(planned, reason=_("Imported from %(source)s") % {"source": reading.source}, by=by)
    return planned


def preview(content: bytes, *, name: str, reading: Reading, accept_loss: str = "") -> Plan:
    """Give what a file would change; stores nothing."""
    return plan(read(content, name=name, reading=reading), accept_loss=accept_loss)
