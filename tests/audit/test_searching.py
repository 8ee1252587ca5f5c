"""Searching takes the index of what tells most, so that a million entries take no longer."""

import pytest
from django.db import connection

from ivz.audit.actions import append
from ivz.audit.models import AuditEntry
from ivz.audit.queries import Search, entries

pytestmark = pytest.mark.django_db

ASKED = [
    # what is looked for, the index that SQLite takes
    ({}, "audit_at"),
    ({"by": "lid"}, "audit_by"),
    ({"subject_id": "1"}, "audit_number"),
    ({"subject_model": "meetings.Meeting", "subject_id": "1"}, "audit_number"),
    ({"by": "lid", "origin": "web"}, "audit_by"),
    ({"by": "lid", "origin": "web", "result": "done"}, "audit_by"),
    ({"by": "lid", "event": "meeting.planned"}, "audit_by"),
    ({"event": "meeting.planned", "subject_model": "meetings.Meeting"}, "audit_event"),
    ({"event": "meeting.planned", "result": "refused"}, "audit_result"),
    ({"by": "lid", "result": "refused"}, "audit_result"),
    ({"result": "done", "origin": "web"}, "audit_result"),
]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL goes by what it counted")
@pytest.mark.parametrize(("asked", "index"), ASKED)
def test_what_keeps_the_fewest_entries_is_looked_up(asked, index):
    plan = entries(Search(**asked)).explain()

    assert f"INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(("asked", "_index"), ASKED)
def test_everything_that_is_asked_counts(asked, _index):
    fitting = {
        "by": "lid",
        "event": "meeting.planned",
        "subject_model": "meetings.Meeting",
        "subject_id": "1",
        "origin": "web",
        "result": asked.get("result", "done"),
    }
    other = {"by": "-", "event": "-", "subject_model": "-", "subject_id": "-", "origin": "-"}
    other["result"] = "done" if fitting["result"] == "refused" else "refused"
    rows = [AuditEntry(**fitting)]
    rows += [AuditEntry(**fitting | {name: other[name]}) for name in asked]
    append(rows)

    found = list(entries(Search(**asked)))

    assert found == [rows[0]]
