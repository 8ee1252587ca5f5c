"""The register of areas as it would be after an import; nothing is stored here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from ivz.network.actions.areas_reading import (
    AreaFile,
    AreaRow,
    LinkRow,
    OutlineRow,
    PopulationRow,
    SuccessionRow,
)
from ivz.network.models import Area, AreaLink, AreaOutline, AreaPopulation, AreaSuccession
from ivz.network.rules.areas import Count, Life, Place, Takeover
from ivz.network.rules.seats import shown_day
from ivz.tabular.reading import Problem
from ivz.workflow.changes import Snapshot, snapshot

Row = TypeVar("Row", bound=models.Model)


@dataclass(kw_only=True)
class Draft:
    """Rows in memory, some of them new or changed.

    Attributes:
        new: rows to add.
        changed: rows to save again, each with how it was.
        lines: the line of the file that touches a row, by the identity of the row.
        tracked: the identities of the rows in ``new`` and ``changed``.
    """

    areas: dict[str, Area]
    links: list[AreaLink]
    populations: dict[tuple[str, date], AreaPopulation]
    successions: list[AreaSuccession]
    outlines: dict[str, AreaOutline]
    new: list[models.Model] = field(default_factory=list)
    changed: list[tuple[models.Model, Snapshot]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    tracked: set[int] = field(default_factory=set)

    def added(self, model: type[Row]) -> list[Row]:
        """Give the new rows of a model."""
        return [row for row in self.new if isinstance(row, model)]

    def altered(self, model: type[Row]) -> list[tuple[Row, Snapshot]]:
        """Give the changed rows of a model, each with how it was."""
        return [(row, before) for row, before in self.changed if isinstance(row, model)]

    def lives(self) -> dict[str, Life]:
        """Give every area as the rules see it."""
        return {
            code: Life(
                code=code,
                name=area.name,
                kind=area.kind,
                valid_from=area.valid_from,
                valid_until=area.valid_until,
            )
            for code, area in self.areas.items()
        }

    def places(self) -> list[Place]:
        """Give every link as the rules see it."""
        return [
            Place(
                child=link.area.code,
                parent=link.parent.code,
                valid_from=link.valid_from,
                valid_until=link.valid_until,
                line=self.lines.get(id(link)),
            )
            for link in self.links
        ]

    def takeovers(self) -> list[Takeover]:
        """Give every succession as the rules see it."""
        return [
            Takeover(
                predecessor=row.predecessor.code,
                successor=row.successor.code,
                on=row.on,
                line=self.lines.get(id(row)),
            )
            for row in self.successions
        ]

    def counts(self) -> list[Count]:
        """Give every number of inhabitants as the rules see it."""
        return [
            Count(area=code, on=on, inhabitants=row.inhabitants, line=self.lines.get(id(row)))
            for (code, on), row in self.populations.items()
        ]

    def add(self, row: models.Model, *, line: int) -> None:
        """Note a new row."""
        self.new.append(row)
        self.tracked.add(id(row))
        self.lines[id(row)] = line

    def change(self, row: models.Model, *, line: int, **values: object) -> None:
        """Change a row, if that makes a difference."""
        before = snapshot(row)
        for name, value in values.items():
            setattr(row, name, value)
        if snapshot(row) == before:
            return
        self.lines[id(row)] = line
        if id(row) not in self.tracked:
            self.tracked.add(id(row))
            self.changed.append((row, before))


def stored() -> Draft:
    """Give the register as it stands; five SQL queries."""
    areas = {area.code: area for area in Area.objects.all()}
    by_key = {area.pk: area for area in areas.values()}
    links = list(AreaLink.objects.all())
    for link in links:
        link.area, link.parent = by_key[link.area_id], by_key[link.parent_id]
    successions = list(AreaSuccession.objects.all())
    for row in successions:
        row.predecessor, row.successor = by_key[row.predecessor_id], by_key[row.successor_id]
    return Draft(
        areas=areas,
        links=links,
        populations={(by_key[p.area_id].code, p.on): p for p in AreaPopulation.objects.all()},
        successions=successions,
        outlines={by_key[row.area_id].code: row for row in AreaOutline.objects.all()},
    )


def take(draft: Draft, file: AreaFile) -> list[Problem]:
    """Bring everything a file says into the draft, and give what does not fit."""
    draft.notices += file.notices
    problems = [*_take_areas(draft, file.areas), *_take_links(draft, file.links)]
    problems += _take_successions(draft, file.successions)
    problems += _take_populations(draft, file.populations)
    problems += _take_outlines(draft, file.outlines)
    return problems


def _take_areas(draft: Draft, rows: Iterable[AreaRow]) -> Iterator[Problem]:
    left_out = 0
    for row in rows:
        area = draft.areas.get(row.code)
        if area is None and row.is_only_known:
            left_out += 1
            continue
        if area is None:
            area = draft.areas[row.code] = Area(
                code=row.code, name=row.name, kind=row.kind, aliases="\n".join(row.aliases)
            )
            draft.add(area, line=row.line)
        elif area.kind != row.kind:
            expected = _("%(code)s to stay what it is here: %(kind)s") % {
                "code": row.code,
                "kind": area.get_kind_display().lower(),
            }
            yield Problem(line=row.line, column="kind", expected=expected)
        _update(draft, area, row)
        if _is_backwards(area):
            yield _backwards(row.line)
    if left_out:
        draft.notices.append(
            _("%(count)s areas are not known here and stay out, unless you let them be added.")
            % {"count": left_out}
        )


def _update(draft: Draft, area: Area, row: AreaRow) -> None:
    known = {name.casefold() for name in area.names}
    aliases = [*filter(None, area.aliases.splitlines())]
    aliases += [alias for alias in row.aliases if alias.casefold() not in known]
    draft.change(
        area,
        line=row.line,
        name=area.name if row.name.casefold() in known else row.name,
        aliases="\n".join(aliases),
        valid_from=row.valid_from or area.valid_from,
        valid_until=row.valid_until or area.valid_until,
    )
    if row.valid_until:
        _end_links(draft, area, line=row.line)
    if row.valid_from:
        for link in draft.links:
            if area in (link.area, link.parent):
                draft.lines.setdefault(id(link), row.line)


def _end_links(draft: Draft, area: Area, *, line: int) -> None:
    """Let every place of an area, and every place in it, end no later than the area."""
    until = area.valid_until
    for link in draft.links:
        lasts = link.valid_until is None or (until is not None and link.valid_until > until)
        if area in (link.area, link.parent) and until and lasts:
            draft.change(link, line=line, valid_until=until)


def _is_backwards(row: Area | AreaLink) -> bool:
    return bool(row.valid_from and row.valid_until and row.valid_until <= row.valid_from)


def _backwards(line: int) -> Problem:
    return Problem(line=line, column="valid_until", expected=_("a day after the first day"))


def _take_links(draft: Draft, rows: Iterable[LinkRow]) -> Iterator[Problem]:
    for row in rows:
        missing = _unknown(draft, row.line, child=row.child, parent=row.parent)
        if missing:
            yield from missing
            continue
        known = _known_link(draft, row)
        if known:
            draft.change(known, line=row.line, valid_until=row.valid_until or known.valid_until)
            continue
        link = _new_link(draft, row)
        if _is_backwards(link):
            yield _backwards(row.line)
        draft.links.append(link)
        draft.add(link, line=row.line)


def _unknown(draft: Draft, line: int, **codes: str) -> list[Problem]:
    expected = _("the code of an area that is known here, not “%(code)s”")
    return [
        Problem(line=line, column=column, expected=expected % {"code": code})
        for column, code in codes.items()
        if code not in draft.areas
    ]


def _known_link(draft: Draft, row: LinkRow) -> AreaLink | None:
    same = (
        link
        for link in draft.links
        if (link.area.code, link.parent.code) == (row.child, row.parent)
        and (row.is_fitted or link.valid_from == row.valid_from)
    )
    return next(same, None)


def _new_link(draft: Draft, row: LinkRow) -> AreaLink:
    child, parent = draft.areas[row.child], draft.areas[row.parent]
    start, until = row.valid_from, row.valid_until
    if row.is_fitted:
        start = max(filter(None, (child.valid_from, parent.valid_from)), default=None)
        until = min(filter(None, (child.valid_until, parent.valid_until)), default=None)
    return AreaLink(area=child, parent=parent, valid_from=start, valid_until=until)


def _take_successions(draft: Draft, rows: Iterable[SuccessionRow]) -> Iterator[Problem]:
    known = {(row.predecessor.code, row.successor.code, row.on) for row in draft.successions}
    for row in rows:
        missing = _unknown(draft, row.line, predecessor=row.predecessor, successor=row.successor)
        if missing or (row.predecessor, row.successor, row.on) in known:
            yield from missing
            continue
        if row.predecessor == row.successor:
            expected = _("another area than the predecessor")
            yield Problem(line=row.line, column="successor", expected=expected)
            continue
        predecessor = draft.areas[row.predecessor]
        if not row.is_part:
            yield from _end(draft, predecessor, row)
        succession = AreaSuccession(
            predecessor=predecessor,
            successor=draft.areas[row.successor],
            on=row.on,
            source=row.source,
        )
        draft.successions.append(succession)
        draft.add(succession, line=row.line)


def _end(draft: Draft, area: Area, row: SuccessionRow) -> Iterator[Problem]:
    if area.valid_until not in (None, row.on):
        expected = _(
            "%(day)s, the day on which %(area)s ended; or yes for a part, where it took over a part"
        ) % {"day": shown_day(area.valid_until), "area": area.name}
        yield Problem(line=row.line, column="on", expected=expected)
        return
    draft.change(area, line=row.line, valid_until=row.on)
    _end_links(draft, area, line=row.line)


def _take_populations(draft: Draft, rows: Iterable[PopulationRow]) -> Iterator[Problem]:
    for row in rows:
        missing = _unknown(draft, row.line, area=row.area)
        if missing:
            yield from missing
            continue
        known = draft.populations.get((row.area, row.on))
        if known is None:
            number = AreaPopulation(
                area=draft.areas[row.area],
                on=row.on,
                inhabitants=row.inhabitants,
                dwellings=row.dwellings,
                source=row.source,
            )
            draft.populations[row.area, row.on] = number
            draft.add(number, line=row.line)
        elif (known.inhabitants, row.dwellings) != (row.inhabitants, known.dwellings):
            draft.change(
                known,
                line=row.line,
                inhabitants=row.inhabitants,
                dwellings=known.dwellings if row.dwellings is None else row.dwellings,
                source=row.source,
            )


def _take_outlines(draft: Draft, rows: Iterable[OutlineRow]) -> Iterator[Problem]:
    for row in rows:
        missing = _unknown(draft, row.line, area=row.area)
        if missing:
            yield from missing
            continue
        known = draft.outlines.get(row.area)
        if known is None:
            known = draft.outlines[row.area] = AreaOutline(
                area=draft.areas[row.area], geometry=row.geometry, source=row.source
            )
            draft.add(known, line=row.line)
        elif known.geometry != row.geometry:
            draft.change(known, line=row.line, geometry=row.geometry, source=row.source)
