"""The decision list as PDF: tagged, complete, and nothing but the public part."""

import io
import subprocess

import pikepdf
import pytest
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.meetings.actions import publishing, recording
from ivz.meetings.models import Meeting
from tests.factories import AgendaItemFactory, PersonFactory, member_of, secretary_of
from tests.meetings.nine_points import (
    OPEN_QUESTION,
    accepted,
    decide_all,
    item_with_points,
    later_meeting,
    record,
)

pytestmark = pytest.mark.django_db
CLOSED = "Inzet jaarwisseling"


@pytest.fixture
def meeting():
    """Build a published meeting: nine public decisions, and one for the body only."""
    item = item_with_points()
    secretary = secretary_of(item.meeting.body)
    closed = AgendaItemFactory(
        meeting=item.meeting,
        label="D2",
        title=CLOSED,
        minutes=CLOSED,
        planned_openness=Openness.BODY,
        openness=Openness.BODY,
    )
    decide_all(item, by=secretary, returns_in=later_meeting(item))
    record(item, by=secretary)
    recording.save_draft(closed, accepted(CLOSED), point=None, version=0, by=secretary)
    record(closed, by=secretary)
    return publishing.publish(item.meeting, by=secretary)


def test_the_document_is_tagged_in_dutch_and_has_a_title(client, meeting):
    with pikepdf.open(io.BytesIO(pdf_of(client, meeting))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "nl"
        title = str(document.docinfo.Title).replace("\u00a0", " ")
        assert title == "Besluitenlijst DVO, 10 oktober 2016"
        assert document.Root.ViewerPreferences.DisplayDocTitle


def test_every_header_cell_says_what_it_is_the_header_of(client, meeting):
    with pikepdf.open(io.BytesIO(pdf_of(client, meeting))) as document:
        scopes = [str(cell.A.Scope) for cell in cells_in(document.Root.StructTreeRoot, "/TH")]

    assert scopes.count("/Column") == 5 + 3
    assert scopes.count("/Row") == 9 + 1


def cells_in(element, role):
    found = [element] if str(element.get("/S", "")) == role else []
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += cells_in(child, role)
    return found


def test_the_text_holds_nine_decisions_and_no_closed_word(client, meeting):
    text = text_of(pdf_of(client, meeting))

    for number in range(1, 10):
        assert f"DVO 2016-{number}" in text
    assert OPEN_QUESTION in text
    assert "concept, nog vast te stellen" in text
    assert "Besluitenlijst DVO, 10 oktober 2016, openbaar deel" in text
    assert "pagina 1 van" in text
    for closed in [CLOSED, "D2", "2016-10 "]:
        assert closed not in text


def test_the_properties_of_the_file_hold_no_closed_word(client, meeting):
    with pikepdf.open(io.BytesIO(pdf_of(client, meeting))) as document:
        with document.open_metadata() as metadata:
            properties = str(metadata)
        assert CLOSED not in properties + str(document.docinfo)


def test_whoever_asks_gets_the_same_public_part(client, meeting):
    public = pdf_of(client, meeting)
    client.force_login(member_of(meeting.body).user)

    assert pdf_of(client, meeting) == public


def test_the_language_of_the_reader_does_not_change_the_document(client, meeting):
    dutch = pdf_of(client, meeting)

    english = client.get(address(meeting), headers={"Accept-Language": "en"}).content

    assert english == dutch


def test_an_unchanged_document_is_not_sent_again(client, meeting):
    first = client.get(address(meeting))

    again = client.get(address(meeting), headers={"If-None-Match": first["ETag"]})
    Meeting.objects.filter(pk=meeting.pk).update(place="Elders")
    changed = client.get(address(meeting), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_an_unpublished_document_does_not_exist_not_even_for_the_secretary(client):
    item = item_with_points(count=1)
    secretary = secretary_of(item.meeting.body)
    decide_all(item, by=secretary)
    record(item, by=secretary)
    client.force_login(secretary.user)

    assert client.get(address(item.meeting)).status_code == 404


def test_practice_stands_on_the_document(client, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(is_practice=True)

    assert "Oefening, verzonnen ter illustratie" in text_of(pdf_of(client, meeting))


def test_people_stand_in_it_by_function(client, meeting):
    chair = PersonFactory(function="Voorzitter van het overleg", name="Naam van iemand")
    Meeting.objects.filter(pk=meeting.pk).update(chair=chair)

    text = text_of(pdf_of(client, meeting))

    assert "Voorzitter van het overleg" in text
    assert "Naam van iemand" not in text


def address(meeting):
    return reverse("meetings:decision_list_pdf", args=[meeting.body.slug, meeting.slug])


def pdf_of(client, meeting):
    response = client.get(address(meeting))
    assert response["Content-Type"] == "application/pdf"
    return response.content


def text_of(pdf):
    read = subprocess.run(
        ["pdftotext", "-", "-"],  # noqa: S607
        input=pdf,
        capture_output=True,
        check=True,
    )
    return " ".join(read.stdout.decode().split())
