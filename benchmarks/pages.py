"""Every page of the example region: server time, queries and bytes, against what is promised.

The pages are found as a visitor finds them: by following links from the start page. Server time
is that of the whole request in this process, warm; bytes are what goes over the line at a first
visit: the page, its style sheets, scripts and pictures, compressed as the server does, and the
font file for Dutch text.

The promise on time is held against the quickest of the repeats: whatever else the machine does
only adds. The median stands beside it.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ivz.accounts.models import User

MOST_MILLISECONDS = 50
MOST_QUERIES = 20
MOST_KILOBYTES = 150
ROLES = ("anonymous", "voorbeeld-coordinator")
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
    """Measure all pages and return the exit code: 0 when every promise is kept."""
    options = read_options()
    measurements = [
        measurement
        for role in options.roles or ROLES
        for measurement in measure_as(role, repeats=options.repeats)
    ]
    print(f"{'ms':>6} {'median':>6} {'SQL':>4} {'KB':>6}  page")
    for found in sorted(measurements, key=lambda found: (found.role, -found.milliseconds)):
        print(describe(found))
    at_fault = [found for found in measurements if found.faults]
    print(f"\n{len(measurements)} pages, {len(at_fault)} break a promise.")
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
    return (
        f"{found.milliseconds:6.1f} {found.median:6.1f} {found.queries:4d} {found.kilobytes:6.1f}"
        f"  {found.role}: {found.address}{faults}"
    )


def measure_as(role: str, *, repeats: int) -> Iterator[Measurement]:
    """Follow every link as this visitor and give a measurement per page."""
    client = Client(raise_request_exception=False, headers=BROWSER)
    if role != "anonymous":
        client.force_login(User.objects.get(username=role))
    waiting, seen = ["/"], {kind_of("/")}
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        html = text_of(client, address) if is_page(answer) else ""
        found = [*References(html).pages, *redirect_of(answer)]
        for link in (urldefrag(urljoin(address, link)).url for link in found):
            if link.startswith("/") and kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
        if html:
            yield measure(client, role, address, html=html, repeats=repeats)
        elif answer.status_code >= 400:
            yield Measurement(role, address, answer.status_code)


def kind_of(address: str) -> tuple[str, tuple[str, ...]]:
    """Return what makes a page another page: its path, and which choices it takes."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted(name for name, _ in parse_qsl(parts.query)))


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


def measure(client: Client, role: str, address: str, *, html: str, repeats: int) -> Measurement:
    """Time a page, count its queries and weigh it with its files."""
    durations = []
    for _ in range(repeats):
        started = time.perf_counter()
        answer = client.get(address)
        durations.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    weight = len(body_of(answer)) + sum(map(weight_of, set(References(html).files)))
    return Measurement(
        role=role,
        address=address,
        status=answer.status_code,
        milliseconds=min(durations),
        median=statistics.median(durations),
        queries=len(queries),
        kilobytes=weight / 1024,
    )


@cache
def weight_of(address: str) -> int:
    """Return the bytes of a static file, and of the font files that a style sheet asks for."""
    visitor = Client(headers=BROWSER)
    answer = visitor.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} is not served; run bin/setup")
    fonts = FONT.findall(text_of(visitor, address)) if ".css" in address else []
    return len(body_of(answer)) + sum(weight_of(urljoin(address, font)) for font in fonts)


if __name__ == "__main__":
    sys.exit(main())
