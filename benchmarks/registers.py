"""Lists, search and as-of pages at the size of a whole regional unit, against what is promised.

Server time is that of the whole request in this process, warm, rights applied, compression
included. Judged is the 95th percentile. Beside it stands the processor time of this process,
which another program on the same machine stretches less; that of the server of PostgreSQL comes
on top. Every
page is also asked on the small example: more rows must not ask more queries of the database.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.pages import client_of
from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.decisions.models import Decision
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.states import MeetingState
from ivz.network.models import Body, Network, Organisation, Person, Seat
from ivz.projects.models import Project
from ivz.web.memory import set_aside_what_stays

MOST_MILLISECONDS = 100
MOST_QUERIES = 20
MOST_EMPTY = 4  # kinds of rows that the small example lacks, so that nothing is asked about them
FEWEST_REQUESTS = 30
ROLES = ("anonymous", "voorbeeld-coordinator", "voorbeeld-mayor")
EARLIER = "2019-06-01"
WORDS = (
    "burgemeester",
    "gemeente",
    "almelo",
    "coördinator",
    "inbraak",
    "expertteam overlast",
    "zz",
)
COUNTED = (User, Network, Body, Organisation, Person, Seat, Meeting, AgendaItem, Decision, Project)

# Name of the page, and its address; several addresses are asked in turn.
REGISTERS = {
    "bodies and seats": ["overlegstructuur/"],
    "bodies and seats, earlier": [f"overlegstructuur/?peildatum={EARLIER}"],
    "drawing": ["tekening/"],
    "drawing, earlier": [f"tekening/?peildatum={EARLIER}"],
    "people": ["mensen/"],
    "people, earlier": [f"mensen/?peildatum={EARLIER}"],
    "people, searched": [f"mensen/?zoek={word}" for word in WORDS],
    "organisations": ["organisaties/"],
    "areas": ["gebieden/"],
    "areas, earlier": ["gebieden/?peildatum=2016-10-10"],
    "portfolios": ["portefeuilles/"],
    "portfolios, earlier": [f"portefeuilles/?peildatum={EARLIER}"],
    "priorities": ["prioriteiten/"],
    "priorities, earlier": [f"prioriteiten/?peildatum={EARLIER}"],
    "plays in many places": ["prioriteiten/vaak/"],
    "coverage": ["dekking/"],
    "coverage, earlier": [f"dekking/?peildatum={EARLIER}"],
    "themes": ["themas/"],
    "questions": ["vragen/"],
    "who may decide": ["vragen/wie-beslist/"],
    "who leaves or rotates": ["vragen/wie-wisselt/"],
    "search": [f"zoek/?q={word}" for word in WORDS],
    "search, earlier": [f"zoek/?q={word}&peildatum={EARLIER}" for word in WORDS],
}
PROGRAMS = {
    f"{name}, API": [f"/api/v1/{name}?asOf={EARLIER}&pageSize=100"]
    for name in ("areas", "bodies", "seats", "portfolios", "priorities", "meetings", "decisions")
}
# No project of the example has a light: choosing one is held against the whole list there.
ONE_LIGHT = ", one light"
# The portfolio of the network with the most projects.
PORTFOLIO = {
    "portfolio": "/projecten/",
    "portfolio, all phases": "/projecten/?fase=all",
    "portfolio, a later page": "/projecten/?fase=all&pagina=7",
    f"portfolio{ONE_LIGHT}": "/projecten/?stand=adjust",
    "projects in time": "/projecten/in-de-tijd/",
    "projects, own": "/projecten/mijn/",
    "projects, API": "/api/v1/projects",
    f"projects, API{ONE_LIGHT}": "/api/v1/projects?light=watch",
}
# Everything that can be found by words: common and rare, more of them, misspelled, half, none.
SEARCHED = (
    "inbraak",
    "woninginbraken",
    "plan van aanpak",
    "jeugdoverlast zomer",
    "ondermijnng vakantieparken",
    "burgemeester almelo",
    "informatiedeling partners",
    "geheimhouding",
    "onderdeel 2",
    "evaluatie jaarwisseling 12",
    "handhaving buitengebied subsidie",
    "zz",
)
SEARCH = {
    "search everything": [f"/zoeken/?q={quote(words)}" for words in SEARCHED],
    "search everything, narrowed down": [
        f"/zoeken/?q={quote(words)}&soort=decision{year}"
        for year in ("", "&jaar=2020")  # the example has no decisions of that year
        for words in SEARCHED
    ],
    "search everything, a later page": [
        f"/zoeken/?q={quote(words)}&pagina=5" for words in SEARCHED
    ],
    "search everything, API": [f"/api/v1/search?q={quote(words)}" for words in SEARCHED],
}
# Of these the answer follows from how many networks and districts there are, not from the rows.
NETWORKS = ("twente", "oost-nederland")


@dataclass(frozen=True)
class Page:
    """One page of the table: who asks for it, what it is called, where it is."""

    role: str
    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Measurement:
    """What one page costs one kind of reader."""

    role: str
    name: str
    status: int
    p50: float = 0
    p95: float = 0
    cpu: float = 0
    cpu95: float = 0
    queries: int = 0

    @property
    def key(self) -> str:
        """What makes it the same page in both sizes."""
        return f"{self.role}: {self.name}"


def main() -> int:
    """Measure all pages and return the exit code: 0 when every promise is kept."""
    options = read_options()
    set_aside_what_stays()  # as a server does when it starts
    found = list(measured(options.roles or ROLES, repeats=options.repeats))
    if options.keep:
        options.keep.write_text(json.dumps({each.key: asdict(each) for each in found}))
        return 0
    small = json.loads(options.beside.read_text()) if options.beside else {}
    print(", ".join(f"{model._default_manager.count()} {model.__name__}" for model in COUNTED))
    print(f"{AuditEntry.objects.count()} AuditEntry; {connection.vendor}\n")
    print(f"{'p50':>6} {'p95':>6} {'cpu50':>6} {'cpu95':>6} {'SQL':>4} {'small':>5}  page")
    at_fault = slow = 0
    for each in found:
        beside = small.get(each.key.removesuffix(ONE_LIGHT), {}).get("queries")
        faults = list(faults_of(each, beside=beside))
        at_fault += bool(faults)
        slow += each.cpu95 > MOST_MILLISECONDS
        told = f"   <- {', '.join(faults)}" if faults else ""
        times = f"{each.p50:6.1f} {each.p95:6.1f} {each.cpu:6.1f} {each.cpu95:6.1f}"
        print(f"{times} {each.queries:4d} {beside!s:>5}  {each.key}{told}")
    print(f"\n{len(found)} pages, {at_fault} break a promise; {slow} take over")
    print(f"{MOST_MILLISECONDS} ms of processor time in this process, at the 95th percentile.")
    return 1 if at_fault or not found else 0


def read_options() -> argparse.Namespace:
    """Read what was asked on the command line."""
    parser = argparse.ArgumentParser(prog="bin/bench registers", description=__doc__)
    parser.add_argument("--as", dest="roles", action="append", help="user name, or anonymous")
    parser.add_argument("--repeats", type=int, default=FEWEST_REQUESTS, help="requests per page")
    parser.add_argument("--keep", type=Path, help="write what was found to this file, no table")
    parser.add_argument("--beside", type=Path, help="compare the queries with this file")
    return parser.parse_args()


def faults_of(found: Measurement, *, beside: int | None) -> Iterator[str]:
    """Name the promises that this page breaks."""
    if found.status != 200:
        yield f"status {found.status}"
    if found.p95 > MOST_MILLISECONDS:
        yield f"over {MOST_MILLISECONDS} ms"
    if found.queries > MOST_QUERIES:
        yield f"over {MOST_QUERIES} queries"
    if beside is not None and found.queries > beside + MOST_EMPTY:
        yield "more queries than on the example"


def measured(roles: Sequence[str], *, repeats: int) -> Iterator[Measurement]:
    """Ask every page as every reader."""
    for role in roles:
        client = client_of(role)
        for page in pages(role):
            yield measure(client, page, repeats=repeats)
        choose_network(client, with_most_projects())
        for name, address in PORTFOLIO.items():
            yield measure(client, Page(role, name, (address,)), repeats=repeats)


def with_most_projects() -> str:
    """Name the network whose portfolio is the longest."""
    counted = Network.objects.annotate(projects=Count("bodies__projects"))
    return counted.order_by("-projects")[0].slug


def choose_network(client: Client, slug: str) -> None:
    """Choose a network at the top of the page."""
    client.post(reverse("network:choose"), {"network": slug})


def pages(role: str) -> Iterator[Page]:
    """Give the pages for one reader: today, the meetings, and the registers of two networks."""
    yield Page(role, "today", ("/",))
    yield Page(role, "meetings", ("/vergaderingen/",))
    yield Page(role, "meetings, a later page", ("/vergaderingen/?pagina=4",))
    for name, places in (SEARCH | PROGRAMS).items():
        yield Page(role, name, tuple(places))
    meeting = largest_published()
    here = f"/vergaderingen/{meeting.body.slug}/{meeting.slug}/"
    yield Page(role, "a meeting", (here,))
    yield Page(role, "decision list", (f"{here}besluitenlijst/",))
    for network in NETWORKS:
        for name, places in REGISTERS.items():
            addresses = tuple(f"/netwerk/{network}/{place}" for place in places)
            yield Page(role, f"{network}, {name}", addresses)


def largest_published() -> Meeting:
    """Give the published meeting of the example's own board that came last."""
    held = Meeting.objects.filter(
        body__slug="dvo-twente", is_practice=False, published_at__isnull=False
    )
    adopted = held.filter(state__in=[MeetingState.ADOPTED, MeetingState.HELD])
    return adopted.select_related("body").order_by("-date")[0]


def measure(client: Client, page: Page, *, repeats: int) -> Measurement:
    """Time a page after a warm-up of every address, and count its queries."""
    counts = [queries_of(client, address) for address in page.addresses]
    durations, processor = [], []
    status = 200
    for turn in range(repeats):
        address = page.addresses[turn % len(page.addresses)]
        started, began = time.perf_counter(), time.process_time()
        answer = client.get(address)
        durations.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - began) * 1000)
        status = max(status, answer.status_code)
    return Measurement(
        role=page.role,
        name=page.name,
        status=status,
        p50=statistics.median(durations),
        p95=highest(durations),
        cpu=statistics.median(processor),
        cpu95=highest(processor),
        queries=max(counts),
    )


def highest(times: Sequence[float]) -> float:
    """Give the 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def queries_of(client: Client, address: str) -> int:
    """Ask an address twice and count the queries of the second time."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


if __name__ == "__main__":
    sys.exit(main())
