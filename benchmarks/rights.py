"""What the rights cost: list pages at the size of a whole unit, with and without their filter.

Each page is asked in turn as it is, and with every ``visible_to`` letting everything through; that
is done here only. The audit trail tells of restricted records either way. The turns alternate, so
that whatever else the machine does meets both alike. Without the filter a page may hold more rows:
then it costs more, and the rights cost nothing.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.db import connection
from django.test import Client

from benchmarks.pages import client_of
from benchmarks.registers import NETWORKS, WORDS, highest, largest_published
from ivz.accounts.kept_questions import Questions, kept_apart
from ivz.network.models import Network
from ivz.web.memory import set_aside_what_stays

MOST_APART = 1.2
ROLES = ("voorbeeld-coordinator", "voorbeeld-mayor")
REPEATS = 60
_ASKED_FOR_EVERYTHING: tuple[Questions, Questions] = ({}, {})


@dataclass
class Cost:
    """The times of one page, in milliseconds: on the clock, and of the processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def add(self, client: Client, address: str) -> None:
        """Ask the page once more; a page that cannot be had says nothing about rights."""
        started, began = time.perf_counter(), time.process_time()
        answer = client.get(address)
        self.clock.append((time.perf_counter() - started) * 1000)
        self.processor.append((time.process_time() - began) * 1000)
        if answer.status_code != 200:
            sys.exit(f"{address} answers {answer.status_code}: nothing was measured")


def main() -> int:
    """Measure the pages and return the exit code: 0 when rights cost at most a fifth."""
    options = read_options()
    set_aside_what_stays()  # as a server does when it starts
    print(f"{connection.vendor}; with rights, without, and how many times as much\n")
    print(f"{'p95':>6} {'p95':>6} {'':>5} {'cpu50':>6} {'cpu50':>6} {'':>5}  page")
    at_fault = measured = 0
    for role in options.roles or ROLES:
        client = client_of(role)
        for address in addresses():
            measured += 1
            at_fault += not is_kept(role, client, address, repeats=options.repeats)
    print(f"\n{measured} pages; on {at_fault} the rights cost more than a fifth.")
    return 1 if at_fault or not measured else 0


def read_options() -> argparse.Namespace:
    """Read what was asked on the command line."""
    parser = argparse.ArgumentParser(prog="bin/bench rights", description=__doc__)
    parser.add_argument("--as", dest="roles", action="append", help="user name, or anonymous")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="requests per page, each way")
    return parser.parse_args()


def addresses() -> Iterator[str]:
    """Give the pages on which what one may read decides what stands in a list."""
    meeting = largest_published()
    here = f"/vergaderingen/{meeting.body.slug}/{meeting.slug}/"
    yield from ("/", "/vergaderingen/", "/vergaderingen/?pagina=4", here, f"{here}besluitenlijst/")
    for network in Network.objects.filter(slug__in=NETWORKS).order_by("slug"):
        yield f"/netwerk/{network.slug}/portefeuilles/"
        yield f"/netwerk/{network.slug}/zoek/?q={WORDS[4]}"


def is_kept(role: str, client: Client, address: str, *, repeats: int) -> bool:
    """Measure a page both ways, write a line, and tell whether rights cost at most a fifth."""
    with_rights, without = Cost(), Cost()
    for turn in range(repeats + 1):
        with_rights.add(client, address)
        with everything_readable():
            without.add(client, address)
        if turn == 0:  # to warm up
            with_rights, without = Cost(), Cost()
    told = highest(with_rights.clock), highest(without.clock)
    used = statistics.median(with_rights.processor), statistics.median(without.processor)
    apart = told[0] / told[1]
    fault = "" if apart <= MOST_APART else "   <- rights cost more than a fifth"
    print(
        f"{told[0]:6.1f} {told[1]:6.1f} {apart:5.2f} {used[0]:6.1f} {used[1]:6.1f}"
        f" {used[0] / used[1]:5.2f}  {role}: {address}{fault}"
    )
    return not fault


@contextmanager
def everything_readable() -> Iterator[None]:
    """Let every ``visible_to`` give all rows."""
    with ExitStack() as patches:
        patches.enter_context(kept_apart(*_ASKED_FOR_EVERYTHING))
        for kind in _guarded():
            patches.enter_context(patch.object(kind, "visible_to", _everything))
        yield


def _everything(rows: Any, actor: Any) -> Any:
    """Give all rows; that somebody reads what is restricted is noted all the same."""
    return rows.all().read_by(actor) if hasattr(rows, "read_by") else rows.all()


def _guarded() -> set[type[Any]]:
    """Give the query sets that narrow down to what one may read themselves."""
    return {
        kind
        for model in apps.get_models()
        for kind in model._default_manager.get_queryset().__class__.__mro__
        if "visible_to" in vars(kind)
    }


if __name__ == "__main__":
    sys.exit(main())
