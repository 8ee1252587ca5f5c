"""Every page of the example region: server time, queries and bytes, against what is promised.

The pages are found as a visitor finds them: by following links from the start page, up to twenty
of each kind (one view, with the same choices in its address). Of each kind two are measured: the
one found first, and the largest. Server time is that of the whole request in this process, warm;
bytes are what goes over the line at a first visit: the page, its style sheets, scripts and
pictures, compressed as the server does, and the font file for Dutch text.

The promise on time is held against the quickest of the repeats: whatever else the machine does
only adds. All pages are asked once, then all again, so that a slow minute of the machine does not
fall on one page. The median stands beside it, the least processor time of this process, and how
many thousands of function calls the request makes, which nothing else on the machine changes.
"""

import argparse
import cProfile
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from ivz.accounts.models import User
from ivz.web.memory import set_aside_what_stays

MOST_MILLISECONDS = 50
MOST_QUERIES = 20
MOST_KILOBYTES = 150
MOST_OF_A_KIND = 20
ROLES = ("anonymous", "voorbeeld-coordinator", "voorbeeld-administrator", "voorbeeld-auditor")
FILE_ATTRIBUTES = {"link": "href", "script": "src", "img": "src"}
FONT = re.compile(r"url\([\"']?([^\"')]*-latin-wght-normal[^\"')]*\.woff2)")
BROWSER = {"Accept": "text/html", "Accept-Encoding": "gzip", "Host": "localhost"}


@dataclass(frozen=True)
class Measurement:
    """What one page costs one kind of visitor."""

    role: str
    address: str
    status: int
    milliseconds: float = 0
    median: float = 0
    processor: float = 0
    calls: int = 0
    queries: int = 0
    kilobytes: float = 0

    @property
    def faults(self) -> list[str]:
        """Name the promises that this page breaks."""
        found = {
            f"status {self.status}": self.status != 200,
            f"over {MOST_MILLISECONDS} ms": self.milliseconds > MOST_MILLISECONDS,
            f"over {MOST_QUERIES} queries": self.queries > MOST_QUERIES,
            f"over {MOST_KILOBYTES} KB": self.kilobytes > MOST_KILOBYTES,
        }
        return [fault for fault, is_so in found.items() if is_so]


@dataclass(frozen=True)
class Found:
    """A page that a link led to; ``size`` is that of its HTML, uncompressed."""

    address: str
    status: int
    size: int
    files: frozenset[str] = frozenset()


Kind = tuple[str, tuple[str, ...]]


class References(HTMLParser):
    """What a page points at: other pages, and the files it needs itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pages: list[str] = []
        self.files: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address in a link, or that of a file."""
        values = dict(attrs)
        address = values.get("href" if tag == "a" else FILE_ATTRIBUTES.get(tag, "")) or ""
        if tag == "a":
            self.pages.append(address)
        elif address.startswith("/static/"):
            self.files.append(address)


def main() -> int:
    """Measure a choice of all pages and return the exit code: 0 when every promise is kept."""
    options = read_options()
    set_aside_what_stays()  # as a server does when it starts
    timings: list[Timing] = []
    visited = at_fault = 0
    for role in options.roles or ROLES:
        client = client_of(role)
        crawled = list(crawl(client))
        visited += len(crawled)
        timings += [Timing(client, role, page) for page in chosen(crawled)]
    measurements = measured(timings, repeats=options.repeats)
    print(f"{'ms':>6} {'median':>6} {'cpu':>6} {'calls':>6} {'SQL':>4} {'KB':>6}  page")
    for each in sorted(measurements, key=lambda each: (each.role, -each.milliseconds)):
        at_fault += bool(each.faults)
        print(describe(each))
    print(f"\n{visited} pages visited, {len(measurements)} measured, {at_fault} break a promise.")
    return 1 if at_fault or not measurements else 0


def read_options() -> argparse.Namespace:
    """Read what was asked on the command line."""
    parser = argparse.ArgumentParser(prog="bin/bench pages", description=__doc__)
    parser.add_argument("--as", dest="roles", action="append", help="user name, or anonymous")
    parser.add_argument("--repeats", type=int, default=7, help="timed requests per page")
    return parser.parse_args()


def describe(found: Measurement) -> str:
    """Return one line of the table."""
    faults = f"   <- {', '.join(found.faults)}" if found.faults else ""
    times = f"{found.milliseconds:6.1f} {found.median:6.1f} {found.processor:6.1f}"
    times += f" {found.calls / 1000:5.0f}k"
    costs = f"{found.queries:4d} {found.kilobytes:6.1f}"
    return f"{times} {costs}  {found.role}: {found.address}{faults}"


def client_of(role: str) -> Client:
    """Give the browser of this reader, signed in."""
    client = Client(raise_request_exception=False, headers=BROWSER)
    if role != "anonymous":
        client.force_login(User.objects.get(username=role))
    return client


def crawl(client: Client) -> Iterator[Found]:
    """Follow links, up to so many of a kind; give the pages, and what could not be had."""
    waiting, seen, kinds = ["/"], {place_of("/")}, Counter[Kind]()
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address, headers={"Accept-Encoding": "identity"})
        html = body_of(answer).decode() if is_page(answer) else ""
        references = References(html)
        for link in [*references.pages, *redirect_of(answer)]:
            target = urldefrag(urljoin(address, link)).url
            if not target.startswith("/") or place_of(target) in seen:
                continue
            seen.add(place_of(target))
            kinds[kind_of(target)] += 1
            if kinds[kind_of(target)] <= MOST_OF_A_KIND:
                waiting.append(target)
        if html or answer.status_code >= 400:
            files = frozenset(references.files)
            yield Found(address, answer.status_code, len(html), files)


def place_of(address: str) -> Kind:
    """Return what makes an address another page: its path, and which choices it takes."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted(name for name, _ in parse_qsl(parts.query)))


def kind_of(address: str) -> Kind:
    """Return what makes a page another kind of page: its view, and which choices it takes."""
    path, choices = place_of(address)
    try:
        return resolve(path).view_name, choices
    except Resolver404:
        return path, choices


def chosen(pages: Iterable[Found]) -> list[Found]:
    """Choose of each kind the first and the largest page, and all that could not be had."""
    first: dict[Kind, Found] = {}
    largest: dict[Kind, Found] = {}
    failed = [page for page in pages if page.status >= 400]
    for page in pages:
        kind = kind_of(page.address)
        first.setdefault(kind, page)
        largest[kind] = max(largest.get(kind, page), page, key=lambda each: each.size)
    return list(dict.fromkeys([*first.values(), *largest.values(), *failed]))


def is_page(answer: HttpResponseBase) -> bool:
    """Tell whether this is a page, not a document, a data file or a redirect."""
    return answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")


def redirect_of(answer: HttpResponseBase) -> list[str]:
    """Return where the answer points instead, if it does."""
    return [answer["Location"]] if "Location" in answer else []


def text_of(client: Client, address: str) -> str:
    """Read a page or a file as text, uncompressed."""
    return body_of(client.get(address, headers={"Accept-Encoding": "identity"})).decode()


def body_of(answer: HttpResponseBase) -> bytes:
    """Return all bytes of an answer, streamed or not."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    answer.close()
    return body


@dataclass
class Timing:
    """A page that is timed in every round, for one reader; in milliseconds."""

    client: Client
    role: str
    page: Found
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def ask(self) -> None:
        """Ask the page twice in a row, and time the second: warm, as for readers in turn."""
        self.client.get(self.page.address)
        started, began = time.perf_counter(), time.process_time()
        self.client.get(self.page.address)
        self.clock.append((time.perf_counter() - started) * 1000)
        self.processor.append((time.process_time() - began) * 1000)


def measured(timings: list[Timing], *, repeats: int) -> list[Measurement]:
    """Time all pages in rounds, count their queries and weigh them with their files."""
    for _round in range(repeats):
        for timing in timings:
            if timing.page.status == 200:
                timing.ask()
    return [_measurement(timing) for timing in timings]


def _measurement(timing: Timing) -> Measurement:
    client, page = timing.client, timing.page
    if page.status != 200:
        return Measurement(timing.role, page.address, page.status)
    answer = client.get(page.address)
    return Measurement(
        role=timing.role,
        address=page.address,
        status=answer.status_code,
        milliseconds=min(timing.clock),
        median=statistics.median(timing.clock),
        processor=min(timing.processor),
        calls=calls_of(client, page.address),
        queries=queries_of(client, page.address),
        kilobytes=(len(body_of(answer)) + sum(map(weight_of, with_fonts(page.files)))) / 1024,
    )


def queries_of(client: Client, address: str) -> int:
    """Count the queries of one request, at once: the next request empties the log of them."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def calls_of(client: Client, address: str) -> int:
    """Count the function calls of one request; ask the page before, so that it is warm."""
    profile = cProfile.Profile()
    profile.runcall(client.get, address)
    return sum(entry.callcount for entry in profile.getstats())


@cache
def weight_of(address: str) -> int:
    """Return the bytes of a static file."""
    answer = Client(headers=BROWSER).get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} is not served; run bin/setup")
    return len(body_of(answer))


def with_fonts(files: Iterable[str]) -> set[str]:
    """Add the font files that style sheets ask for; a page can ask for them ahead as well."""
    sheets = [address for address in files if ".css" in address]
    return {*files, *(font for sheet in sheets for font in fonts_of(sheet))}


@cache
def fonts_of(sheet: str) -> list[str]:
    """Return the font files for Dutch text that a style sheet asks for."""
    text = text_of(Client(headers=BROWSER), sheet)
    return [urljoin(sheet, font) for font in FONT.findall(text)]


if __name__ == "__main__":
    sys.exit(main())
