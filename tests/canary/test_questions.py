"""No closed word behind a question in an address either: a filter, a day, a page, a way to edit.

What can be asked is gathered from the links of every page, as those see it who see most.
Policy: docs/policy/openness.md
"""

import re
from html import unescape
from urllib.parse import parse_qsl, urljoin

import pytest
from django.urls import Resolver404, resolve

from ivz.accounts.kept_questions import kept_apart
from ivz.projects.models.projects import ProjectQuerySet
from tests.canary import people
from tests.canary.visits import Visitor, visitor_called

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.slow]

SEES_MOST = ["secretary in the board", "secretary in the platform"]
LINK = re.compile(rb'(?:href|action|hx-get)="([^"#]*\?[^"#]+)"')
OF_A_KIND = 3


@pytest.fixture(scope="module")
def gathered():
    """Hold the questions, once they are gathered."""
    return []


@pytest.fixture
def questions(opened, gathered):
    """Give addresses with a question: of each page, for each set of names in it, a few."""
    gathered[:] = gathered or list(asked_on_pages(opened))
    return gathered


def asked_on_pages(opened):
    found = {}
    for name in SEES_MOST:
        client = visitor_called(name, opened).client
        for _pattern, path in opened.addresses:
            answer = client.get(path)
            for link in [] if answer.streaming else LINK.findall(answer.content):
                address = urljoin(path, unescape(link.decode()))
                same = found.setdefault(kind_of(address), {})
                if len(same) < OF_A_KIND:
                    same[address] = None
    for (route, _names), alike in found.items():
        yield from ((route, address) for address in alike if route is not None)


def kind_of(address):
    """Give which page is asked, and the names in the question."""
    place, _mark, asked = address.partition("?")
    try:
        route = resolve(place).route
    except Resolver404:
        route = None
    return route, tuple(sorted({name for name, _value in parse_qsl(asked)}))


def leaks_behind(questions, visitor):
    for pattern, path in questions:
        yield from visitor.read(pattern, path)


def test_canary_nobody_finds_a_word_by_asking_a_page_what_it_offers_others(opened, questions):
    visitors = people.furthest_apart(opened.people)

    leaks = [leak for who in visitors for leak in leaks_behind(questions, Visitor(who, opened))]

    assert len({pattern for pattern, _path in questions}) > 30
    assert not leaks, "\n".join(leaks)


def test_canary_a_question_that_forgets_who_asks_is_found(opened, questions, monkeypatch):
    monkeypatch.setattr(ProjectQuerySet, "visible_to", lambda rows, actor: rows.all())
    visitor = visitor_called("nobody", opened)

    with kept_apart({}, {}):
        leaks = list(leaks_behind(questions, visitor))

    assert any("projects.Project" in leak for leak in leaks)
