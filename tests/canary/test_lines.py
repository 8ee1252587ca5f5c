"""Nothing is changed, refused, or read of what is restricted, without a line in the audit trail.

At every address, so also at those that come later; every form is sent as it stands on the page.
Policy: docs/policy/audit.md
"""

import re
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from ivz.accounts.kept_questions import kept_apart
from ivz.audit.models import AuditEntry, Result
from ivz.audit.states import Event
from ivz.authorization.openness import Openness
from ivz.decisions.models import Restriction
from ivz.decisions.models.register import GuardedQuerySet
from tests.addresses import parents
from tests.canary.filling import filled_in, forms_on
from tests.canary.planting import LOOKS_LIKE_A_WORD
from tests.canary.rules import is_levelled
from tests.canary.visits import NOT_SENT, text_of, visitor_called

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.slow]

WRITTEN = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
WITHOUT_A_LINE = {
    "audit.AuditEntry": "the trail itself",
    "audit.AuditHead": "the trail itself",
    "audit.AuditCheckpoint": "the trail itself",
    "mail.Mail": "what sends it leaves the line",
    "meetings.PrivateNote": "nobody but the writer knows of it",
    "search.Entry": "follows from the record",
    "search.Term": "follows from the record",
    "unsaved.ReceivedChange": "only counts once what was received",
    "unsaved.UnsavedText": "nothing was said yet, and nobody else reads it",
}
SEARCHES = [("zoeken/", "/zoeken/?q=qx"), ("api/v1/search", "/api/v1/search?q=qx")]
FURTHEST_UP = 3
TRIES = 3


class Watched:
    """A browser of which every request is taken back, with the lines that it left."""

    def __init__(self, name, opened):
        self.client = visitor_called(name, opened).client
        self.newest = AuditEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0

    def ask(self, method, path, sent=None):
        """Give an answer, what it says, the lines it left, and the kinds of record it wrote."""
        cookies = self.client.cookies.copy()
        reset_queries()  # the log keeps 9,000
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            answer = getattr(self.client, method)(path, sent)
            said = text_of(answer)
            written = {found[1] for each in asked.captured_queries if (found := wrote(each))}
            lines = list(AuditEntry.objects.filter(pk__gt=self.newest).order_by("pk"))
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answer, said, lines, {kinds()[table] for table in written & kinds().keys()}


def wrote(query):
    return WRITTEN.match(query["sql"])


def kinds():
    """Give our kinds of record by the name of their table."""
    models = apps.get_models(include_auto_created=True)
    return {each._meta.db_table: each._meta.label for each in models if "ivz." in each.__module__}


def is_whole(line):
    """Tell whether a line holds action, object, result, origin, actor and time."""
    told = (line.event, line.subject_model, line.subject_id, line.result, line.origin, line.by)
    return all(told) and line.at is not None


def readings(opened, name, addresses):
    """Read as somebody; give the restricted kinds that were read, and what left no line."""
    browser, read, silent = Watched(name, opened), set(), {}
    for pattern, path in addresses:
        _answer, said, lines, _written = browser.ask("get", path)
        noted = {
            (line.subject_model, line.subject_id)
            for line in lines
            if line.event == Event.RESTRICTED_READ and is_whole(line)
        }
        for word in set(LOOKS_LIKE_A_WORD.findall(said)) & opened.words.keys():
            record, field = opened.words[word]
            causes = restricted_by(record) if word not in path else set()
            if causes:
                read.add(record._meta.label)
            if causes and not any(is_noted(each, noted) for each in causes):
                silent[pattern, record._meta.label] = f"{path} shows {record._meta.label} {field}"
    return read, sorted(silent.values())


def name_in_every_restriction(opened, name):
    person = next(who.actor.person_id for who in opened.people if who.name == name)
    for restriction in Restriction.objects.all():
        restriction.readers.add(person)


def restricted_by(record, *, up=FURTHEST_UP):
    """Give what makes a record restricted: itself, or what it hangs on."""
    if isinstance(record, Restriction):
        return {record}
    if is_levelled(type(record)):
        return {record} if record.openness == Openness.RESTRICTED else set()
    above = parents(record) if up else []
    return set().union(*(restricted_by(each, up=up - 1) for each in above))


def is_noted(cause, noted):
    """Tell whether a line names what was read; of a restriction, also what lies under it."""
    if (cause._meta.label, str(cause.pk)) in noted or not isinstance(cause, Restriction):
        return (cause._meta.label, str(cause.pk)) in noted
    told = [(apps.get_model(label), key) for label, key in noted]
    rows = [model.objects.filter(pk=key) for model, key in told if is_levelled(model)]
    return any(row.filter(restriction=cause).exists() for row in rows)


@pytest.mark.parametrize("name", ["reader", "secretary in the board"])
def test_canary_whoever_reads_what_is_restricted_leaves_a_line(opened, name):
    name_in_every_restriction(opened, name)

    read, silent = readings(opened, name, [*opened.addresses, *SEARCHES])

    assert len(read) >= 15
    assert not silent, "\n".join(silent)


def test_canary_a_reading_that_leaves_no_line_is_found(opened, monkeypatch):
    monkeypatch.setattr(GuardedQuerySet, "read_by", lambda rows, actor: rows.all())
    held = [each for each in opened.addresses if "kanarie-held" in each[1]]

    with kept_apart({}, {}):
        _read, silent = readings(opened, "reader", held)

    assert any("shows meetings.AgendaItem" in each for each in silent)


@pytest.mark.parametrize(
    ("name", "method"),
    [("nobody", "post"), ("member in the board", "get"), ("member in the board", "post")],
)
def test_canary_whoever_is_refused_leaves_one_line(opened, name, method):
    browser, refused, silent = Watched(name, opened), 0, []
    for_everyone = {403} if name == "nobody" else {403, 404}

    for pattern, path in opened.addresses:
        if method == "post" and pattern in NOT_SENT:
            continue
        answer, _said, lines, _written = browser.ask(method, path)
        if answer.status_code in for_everyone:
            refused += 1
            told = [line for line in lines if line.result == Result.REFUSED and is_whole(line)]
            silent += [f"{answer.status_code} at {path}"] if len(told) != 1 else []

    assert refused > 20
    assert not silent, "\n".join(silent)


def writings(opened, name, addresses):
    """Send the forms of every page as they stand there, until each of them wrote something.

    Give by its address what each wrote, and those that left no line.
    """
    browser, wrote_what, tried, silent = Watched(name, opened), {}, {}, []
    for _pattern, path in addresses:
        answer, _said, _lines, _written = browser.ask("get", path)
        for place, form in forms_on(answer, path):
            action = urljoin(path, place)
            route = route_of(action)
            if route in NOT_SENT or route in wrote_what or tried.get(route, 0) >= TRIES:
                continue
            tried[route] = tried.get(route, 0) + 1
            for sent in filled_in(form):
                _told, _said, lines, written = browser.ask("post", action, sent)
                written -= WITHOUT_A_LINE.keys()
                if written:
                    wrote_what[route] = written
                silent += [f"{action} writes {sorted(written)}"] if written and not lines else []
    return wrote_what, silent


def route_of(address):
    try:
        return resolve(address.partition("?")[0]).route
    except Resolver404:
        return ""


@pytest.mark.parametrize(
    ("name", "at_least"),
    [("secretary in the board", 25), ("secretary in the platform", 45), ("administrator", 5)],
)
def test_canary_whatever_a_form_writes_leaves_a_line(opened, name, at_least):
    wrote_what, silent = writings(opened, name, opened.addresses)

    assert not silent, "\n".join(silent)
    assert len(wrote_what) >= at_least, sorted(wrote_what)


def test_canary_a_form_that_writes_without_a_line_is_found(opened, monkeypatch):
    monkeypatch.setattr("ivz.audit.actions.append", lambda entries: len(list(entries)))
    held = [each for each in opened.addresses if "kanarie-held" in each[1]]

    _wrote_what, silent = writings(opened, "secretary in the board", held)

    assert silent
