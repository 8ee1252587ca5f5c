"""What somebody may not do leaves a line in the trail."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from ivz.audit.actions import record
from ivz.audit.models import AuditEntry, Result
from ivz.audit.states import Event
from ivz.meetings import api as meetings_api
from ivz.meetings.states import MeetingState
from tests.factories import (
    AnnexFactory,
    MeetingFactory,
    ProposalFactory,
    SeatFactory,
    UserFactory,
    secretary_of,
)

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


def line_of(client, address, *, method="get"):
    """Give what the trail says of an answer 404, but for the moment and the chain."""
    known = set(AuditEntry.objects.values_list("pk", flat=True))
    assert getattr(client, method)(address).status_code == 404
    (line,) = AuditEntry.objects.exclude(pk__in=known).values()
    return {name: line[name] for name in line if name not in {"id", "at", "previous", "digest"}}


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_closed_and_what_is_not_there_leave_the_same_line(client, method):
    meeting = MeetingFactory(state=MeetingState.DRAFT)
    client.force_login(UserFactory(username="buurman"))
    closed = reverse("meetings:add_item", args=[meeting.body.slug, meeting.slug])
    unknown = reverse("meetings:add_item", args=[meeting.body.slug, "bestaat-niet"])

    line = line_of(client, closed, method=method)

    assert line == line_of(client, unknown, method=method)
    assert (line["event"], line["result"]) == (Event.NOT_FOUND, Result.REFUSED)
    assert (line["by"], line["subject_model"]) == ("buurman", method.upper())
    assert line["subject_id"] == closed.replace(meeting.slug, "<meeting>")


def test_the_interface_tells_the_trail_no_more_than_a_page(client):
    meeting = MeetingFactory(state=MeetingState.DRAFT)
    client.force_login(UserFactory(username="buurman"))

    line = line_of(client, f"/api/v1/meetings/{meeting.body.slug}_{meeting.slug}")

    assert line == line_of(client, "/api/v1/meetings/bestaat-niet")
    assert (line["origin"], line["subject_id"]) == ("api", "/api/v1/meetings/<id>")


def test_the_line_stays_though_what_was_done_is_taken_back(client, monkeypatch):
    annex = AnnexFactory()
    client.force_login(secretary_of(annex.body).user)
    monkeypatch.setattr("ivz.meetings.actions.annexes.withdraw", changes_and_misses)

    answer = client.post(reverse("meetings:withdraw_annex", args=[annex.body.slug, annex.pk]))

    assert answer.status_code == 404
    assert [entry.event for entry in AuditEntry.objects.all()] == [Event.NOT_FOUND]


@transaction.atomic
def changes_and_misses(annex, *, by, **_given):
    record("annex.withdrawn", subject=annex, by=by)
    raise Http404


@pytest.mark.parametrize("address", ["/bestaat-niet/", "/favicon.ico"])
def test_an_address_that_leads_to_no_page_leaves_no_line(client, address):
    client.force_login(UserFactory())

    assert client.get(address).status_code == 404

    assert not AuditEntry.objects.exists()


def test_a_visitor_who_finds_nothing_leaves_no_line(client):
    meeting = MeetingFactory(state=MeetingState.DRAFT)

    for slug in (meeting.slug, "bestaat-niet"):
        address = reverse("meetings:add_item", args=[meeting.body.slug, slug])
        assert client.get(address).status_code == 404

    assert not AuditEntry.objects.exists()


def test_who_finds_nothing_too_often_waits_and_fills_no_trail(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "not_found": "2/m/user"}
    client.force_login(UserFactory())
    addresses = [reverse("projects:project", args=[f"bestaat-niet-{each}"]) for each in "abc"]

    answers = [client.get(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[-1]["Retry-After"]
    assert AuditEntry.objects.count() == 2
    assert client.get("/api/v1/projects/bestaat-niet").status_code == 429
    assert client.get("/zoeken/").status_code == 200  # what is there is there
    client.force_login(UserFactory())
    assert client.get(addresses[0]).status_code == 404  # counted for each of them
