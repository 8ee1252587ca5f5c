"""What is not yours cannot be told from what is not there: by status, words, queries or time.

For every address with an object in it, so also for those that come later.
Policy: docs/policy/openness.md#not-there-and-not-yours
"""

import re
import statistics
import time
from urllib.parse import quote

import pytest
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from tests.addresses import ARGUMENT
from tests.canary.visits import visitor_called

pytestmark = pytest.mark.django_db

OUTSIDERS = ["nobody", "neighbour", "above", "administrator"]
INSIDERS = ["secretary in the platform", "reader", "secretary in the board", "neighbour"]
UNKNOWN = {"int": "32000", "slug": "bestaat-niet", "str": "bestaat-niet"}  # fits every column
TIMED = [
    ("nobody", "vergaderingen/<slug:body>/<slug:meeting>/besluiten/<str:label>/"),
    ("nobody", "vergaderingen/<slug:body>/voorstel/<slug:register_number>/"),
    ("nobody", "inzicht/<slug:slug>/"),
    ("nobody", "api/v1/meetings/<slug:id>"),
    ("neighbour", "vergaderingen/<slug:body>/voorstel/<slug:register_number>/"),  # leaves a line
]
ROUNDS, REQUESTS, APART = 3, 200, 0.10


@pytest.fixture(scope="module")
def openable():
    """Give the addresses that are there for somebody, gathered once."""
    return {}


def is_there(path, opened, openable):
    """Tell whether one of those who may read closed things finds this address."""
    if path not in openable:
        clients = openable.setdefault("clients", [])
        clients[:] = clients or [visitor_called(name, opened).client for name in INSIDERS]
        openable[path] = any(client.get(path).status_code != 404 for client in clients)
    return openable[path]


def closed_and_unknown(opened):
    """Give the addresses with an object, beside the same with an object that does not exist."""
    for pattern, path in opened.addresses:
        converters = dict(reversed(each) for each in ARGUMENT.findall(pattern))
        if not converters or "token" in converters:  # nobody guesses what is signed
            continue
        last = list(converters)[-1]
        shape = re.escape("/" + pattern)
        for name, converter in converters.items():
            argument = re.escape(f"<{converter}:{name}>")
            shape = shape.replace(argument, f"(?P<{name}>[^/]+?)")
        found = re.fullmatch(shape, path)
        start, end = found.span(last)
        yield pattern, path, path[:start] + UNKNOWN[converters[last]] + path[end:]


def answer_to(client, method, path):
    """Give status, words and queries of an answer; what it changed is taken back."""
    cookies = client.cookies.copy()
    reset_queries()  # the log keeps 9,000
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = getattr(client, method)(path)
        queries = [without_values(each["sql"]) for each in asked.captured_queries]
        transaction.set_rollback(True)
    client.cookies = cookies  # a message of one answer would show in the next
    return answer.status_code, words_of(answer, path), queries


def words_of(answer, path):
    page = answer.content.decode(errors="replace")
    page = re.sub(r'("X-CSRFToken": |name="csrfmiddlewaretoken" value=)"[^"]+"', "", page)
    for written in (path, quote(path), quote(path, safe="")):
        page = page.replace(written, "")
    return page


def without_values(sql):
    return re.sub(r"'[^']*'|\b\d+\b", "?", sql)


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTSIDERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_canary_closed_and_unknown_give_one_answer(opened, openable, name, method):
    client = visitor_called(name, opened).client
    compared, told_apart = set(), []
    for pattern, closed, unknown in closed_and_unknown(opened):
        first = answer_to(client, method, closed)
        if first[0] != 404 or not is_there(closed, opened, openable):
            continue
        compared.add(pattern)
        second = answer_to(client, method, unknown)
        parts = zip(("status", "words", "queries"), first, second, strict=True)
        told_apart += [
            f"{part} of {closed}: {one} and {other}" for part, one, other in parts if one != other
        ]

    assert len(compared) >= 10  # a neighbour reads most of it, as it is public
    assert not told_apart, "\n".join(told_apart)


@pytest.mark.one_engine
@pytest.mark.slow
@pytest.mark.parametrize(("name", "timed"), TIMED)
def test_canary_closed_and_unknown_take_as_long(opened, name, timed):
    client = visitor_called(name, opened).client
    closed, unknown = next(
        (closed, unknown)
        for pattern, closed, unknown in closed_and_unknown(opened)
        if pattern == timed and client.get(closed).status_code == 404
    )
    assert client.get(unknown).status_code == 404

    apart = [difference(client, closed, unknown)]
    while apart[-1] > APART and len(apart) < ROUNDS:
        apart.append(difference(client, closed, unknown))

    assert min(apart) <= APART, apart


def difference(client, closed, unknown):
    """Give how far the medians of interleaved requests lie apart, in processor time."""
    spent = {closed: [], unknown: []}
    for _number in range(REQUESTS):
        for path, times in spent.items():
            started = time.process_time()
            client.get(path)
            times.append(time.process_time() - started)
    first, second = (statistics.median(times) for times in spent.values())
    return abs(first - second) / min(first, second)
