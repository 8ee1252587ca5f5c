"""What somebody may not do leaves a line in the trail."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.audit.models import AuditEntry, Result
from ivz.meetings import api as meetings_api
from tests.factories import MeetingFactory, ProposalFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_attempt_to_do_what_one_may_not_is_kept(client):
    meeting = MeetingFactory()
    reader = UserFactory(username="lid")
    SeatFactory(body=meeting.body, person__user=reader)
    client.force_login(reader)
    address = reverse("meetings:add_item", args=[meeting.body.slug, meeting.slug])

    assert client.get(address).status_code == 403

    entry = AuditEntry.objects.get(result=Result.REFUSED)
    without_meeting = address.replace(meeting.slug, "<meeting>")
    assert (entry.by, entry.subject_id, entry.subject_model) == ("lid", without_meeting, "GET")


def test_a_refusal_keeps_numbers_and_no_word_that_could_be_closed(client):
    paper = ProposalFactory(register_number="geheim-plan")
    reader = SeatFactory(body=paper.body, person__user=UserFactory()).person.user
    client.force_login(reader)

    answer = client.get(paper.get_absolute_url() + "wijzig/")

    assert answer.status_code == 403
    assert "geheim" not in AuditEntry.objects.get(result=Result.REFUSED).subject_id


def test_a_call_of_the_interface_that_is_refused_is_kept(client, monkeypatch):
    monkeypatch.setattr(meetings_api, "paged", refuse)
    client.force_login(UserFactory(username="lid"))

    answer = client.get("/api/v1/meetings?network=twente")

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    entry = AuditEntry.objects.get(result=Result.REFUSED)
    assert (entry.by, entry.origin, entry.subject_model) == ("lid", "api", "GET")
    assert entry.subject_id == "/api/v1/meetings"


def refuse(*args, **kwargs):
    raise PermissionDenied


def test_what_does_not_exist_leaves_no_line(client):
    client.get("/bestaat-niet/")

    assert not AuditEntry.objects.exists()
