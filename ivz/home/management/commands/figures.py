"""Print every recomputed figure beside the published one."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand

from ivz.accounts.actors import Actor, system_actor
from ivz.clock import reading as clock
from ivz.finance import queries as finance
from ivz.finance.models import Scheme
from ivz.insight import queries as insight
from ivz.insight.models import DataSet
from ivz.insight.queries import CheckedClaim
from ivz.meetings.models import Proposal
from ivz.meetings.queries import proposals as papers

COLUMNS = ("source", "figure", "theme", "area", "published", "recomputed", "verdict", "cause")
LONGEST_CELL = 34

Row = dict[str, str]


class Command(BaseCommand):
    help = "Print every recomputed public figure beside the published one, with verdict and cause."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON list, for programs")

    def handle(self, *_args: object, **options: Any) -> None:
        rows = list(recomputed(by=system_actor(clock.today())))
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for line in table(rows):
            self.stdout.write(line)
        differing = sum(row["verdict"] == "differs" for row in rows)
        self.stdout.write(f"{len(rows)} figures, {differing} differ from what was published.")


def recomputed(*, by: Actor) -> Iterator[Row]:
    """Give the figures of every public data set, scheme and proposal, in that order."""
    for data_set in DataSet.objects.visible_to(by).order_by("slug"):
        for figure in insight.recomputed(data_set, by):
            yield _row(data_set.slug, **figure)
    proposals = Proposal.objects.visible_to(by).select_related("body__network")
    read = [(proposal, papers.checked_claims(proposal)) for proposal in proposals]
    for scheme in Scheme.objects.visible_to(by).select_related("network").order_by("pk"):
        stated = [
            claim
            for proposal, claims in read
            if proposal.body.network_id == scheme.network_id
            for claim in claims
        ]
        for amount in finance.recomputed(scheme, stated):
            yield _row(f"{scheme.network.slug}-{scheme.year}", **amount)
    for proposal, claims in read:
        yield from _claims(proposal, claims)


def table(rows: list[Row]) -> Iterator[str]:
    """Lay rows out in columns that a person can read."""
    shown = [COLUMNS, *(tuple(_short(row[name]) for name in COLUMNS) for row in rows)]
    widths = [max(len(cells[place]) for cells in shown) for place in range(len(COLUMNS))]
    for cells in shown:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _claims(proposal: Proposal, claims: Iterable[CheckedClaim]) -> Iterator[Row]:
    for finding in (checked.finding for checked in claims):
        yield _row(
            proposal.register_number,
            figure=finding.code,
            published=finding.published,
            recomputed=finding.recomputed,
            verdict=finding.verdict,
            cause=finding.cause,
            sentence=finding.sentence,
        )


def _row(source: str, **cells: Any) -> Row:
    empty = dict.fromkeys(("area", "theme", "unit", "sentence"), "")
    return {"source": source, **empty, **cells}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
