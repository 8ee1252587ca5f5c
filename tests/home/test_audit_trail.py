"""The audit trail as the auditor reads it: Dutch words, no codes."""

import ast
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from ivz.accounts.actors import Actor
from ivz.audit.actions import mark, record
from ivz.audit.models import AuditEntry
from ivz.authorization.roles import Duty
from ivz.finance.states import Choice
from ivz.home.queries.audit_trail import EVENTS, KINDS, ORIGINS
from ivz.schedule.actions import run_due
from ivz.schedule.models import ScheduledAction
from ivz.schedule.tasks import VERIFICATION
from tests.factories import TODAY, AgendaItemFactory, someone_with_duty

SOURCES = [
    path
    for path in sorted(Path(settings.BASE_DIR, "ivz").rglob("*.py"))
    if "migrations" not in path.parts
]


def calls_of_record(path):
    """Give the first argument of every call that writes the trail."""
    text = path.read_text()
    if "ivz.audit.actions" not in text:
        return []
    return [
        node.args[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"audit", "record"}
        and node.args
    ]


def written_codes(argument):
    """Give the codes that an argument can be; none where it is a member of an enumeration."""
    if isinstance(argument, ast.Constant):
        return [argument.value]
    if isinstance(argument, ast.JoinedStr):
        start, _choice, end = argument.values
        return [f"{start.value}{choice}{end.value}" for choice in Choice]
    return []


def event_enumerations():
    found = []
    for app in apps.get_app_configs():
        if app.name.startswith("ivz.") and Path(app.path, "states.py").exists():
            states = import_string(f"{app.name}.states.__dict__")
            found += [states["Event"]] if "Event" in states else []
    return found


def test_every_event_has_a_label_in_dutch():
    members = {code for enumeration in event_enumerations() for code in enumeration.values}
    literal = {
        code for path in SOURCES for call in calls_of_record(path) for code in written_codes(call)
    }

    assert "meeting.adopted" in members
    assert "contribution.money_chosen" in literal
    assert (members | literal) - set(EVENTS) == set()


@pytest.mark.parametrize("labels", [EVENTS, KINDS, ORIGINS], ids=["events", "kinds", "origins"])
def test_the_labels_are_dutch_and_differ(labels):
    with translation.override("nl"):
        dutch = [str(label) for label in labels.values()]
    with translation.override("en"):
        english = {str(label) for label in labels.values()}

    assert len(set(dutch)) == len(dutch)
    assert set(dutch) & english <= {"API", "Project"}


def test_every_kind_that_is_named_exists():
    assert set(KINDS) <= {model._meta.label for model in apps.get_models()}


@pytest.fixture
def added(db):
    item = AgendaItemFactory()
    by = Actor(today=item.meeting.date, origin="command")
    return record("meeting.item_added", subject=item, by=by)


def test_the_auditor_reads_words_and_no_codes(client, added):
    client.force_login(someone_with_duty(Duty.AUDITOR).user)

    row = BeautifulSoup(client.get(reverse("home:audit_trail")).content, "html.parser").select_one(
        "tbody tr"
    )

    cells = [" ".join(cell.text.split()) for cell in row.select("td")]
    assert cells[1:3] == ["Agendapunt toegevoegd", f"Agendapunt {added.subject_id}"]
    assert cells[4:6] == ["het platform zelf", "Opdracht op de server"]


def test_the_page_says_how_the_trail_stands(client, added):
    client.force_login(someone_with_duty(Duty.AUDITOR).user)
    mark()
    now = timezone.now()
    ScheduledAction.objects.create(name=VERIFICATION, last_run_at=now, last_success_at=now)

    text = client.get(reverse("home:audit_trail")).content.decode()

    assert f"tot en met regel {added.pk}" in text.replace(".", "")  # 1.000 in Dutch
    assert "Ongeschonden" in text


def test_a_fault_in_the_trail_stands_on_the_page(client, added):
    client.force_login(someone_with_duty(Duty.AUDITOR).user)
    AuditEntry.objects.filter(pk=added.pk).update(by="iemand anders")

    run_due(now=timezone.now(), today=TODAY)
    text = client.get(reverse("home:audit_trail")).content.decode()

    assert f"Entry {added.pk} was changed." in text
