"""What somebody may not do leaves a line in the trail."""

import pytest
from django.urls import reverse

from ivz.audit.models import AuditEntry, Result
from tests.factories import MeetingFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_attempt_to_do_what_one_may_not_is_kept(client):
    meeting = MeetingFactory()
    reader = UserFactory(username="lid")
    SeatFactory(body=meeting.body, person__user=reader)
    client.force_login(reader)
    address = reverse("meetings:add_item", args=[meeting.body.slug, meeting.slug])

    assert client.get(address).status_code == 403

    entry = AuditEntry.objects.get(result=Result.REFUSED)
    assert (entry.by, entry.subject_id, entry.subject_model) == ("lid", address, "GET")


def test_what_does_not_exist_leaves_no_line(client):
    client.get("/bestaat-niet/")

    assert not AuditEntry.objects.exists()
