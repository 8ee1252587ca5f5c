"""What hangs on an item of the agenda: as closed as the item, on agenda and in the records.

Policy: docs/policy/documents.md#where-documents-hang
"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from odfdo import Document as OpenDocument

from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.decisions.guarded import kind_of
from ivz.meetings.actions import agendas, planning, publishing
from ivz.meetings.actions import annexes as actions
from ivz.meetings.actions.annexes import AnnexDetails
from ivz.meetings.models import Annex
from ivz.meetings.queries.bundles import bundle
from ivz.meetings.queries.decision_lists import decision_list
from ivz.meetings.states import MeetingState, Part
from tests.documents import files
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AnnexFactory,
    MeetingFactory,
    member_of,
    secretary_of,
    visitor,
)

pytestmark = pytest.mark.django_db
PUBLIC, NETWORK, BODY, RESTRICTED = Openness
LETTER = "Brief van de minister"


@pytest.fixture(autouse=True)
def _today_and_uploads(settings, tmp_path):
    clock.move_to(TODAY)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def item():
    meeting = MeetingFactory(state=MeetingState.DRAFT, has_minutes=True, has_feedback_note=True)
    return AgendaItemFactory(
        meeting=meeting, label="C1", title="Zorgfraude", planned_openness=PUBLIC, minutes="Kort."
    )


@pytest.fixture
def secretary(item):
    return secretary_of(item.meeting.body)


def hang(item, by, *, planned=PUBLIC, content=None):
    details = AnnexDetails(title=LETTER, planned_openness=planned)
    return actions.add(item, details, content=content, by=by)


def client_of(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def read_by(actor):
    return Annex.objects.visible_to(actor).exists()


def test_a_film_hangs_on_an_item_and_stands_beside_it_on_the_agenda(item, secretary):
    client = client_of(secretary)
    address = f"{item.meeting.get_absolute_url()}agenda/{item.pk}/bijlage-erbij/"
    editing = client.get(f"{item.meeting.get_absolute_url()}?bewerk=1").content.decode()
    file = SimpleUploadedFile("film.mp4", files.film())

    answer = client.post(
        address, {"title": LETTER, "file": file, "planned_openness": NETWORK}, follow=True
    )

    assert address in editing
    assert "MP4" in answer.content.decode()
    annex = Annex.objects.get()
    row = client.get(item.meeting.get_absolute_url()).content.decode()
    row = row[row.index(f'id="bijlagen-{item.pk}"') :].partition("</li>")[0]
    assert LETTER in row
    assert annex.document.get_absolute_url() in row


def test_what_is_public_opens_with_the_agenda_and_not_before(item, secretary):
    closed = AgendaItemFactory(
        meeting=item.meeting, label="C2", planned_openness=BODY, openness=BODY
    )
    hang(closed, secretary)
    annex = hang(item, secretary)
    assert not read_by(visitor())

    planning.convene(item.meeting, previewed=[item.pk], annexes=[annex.pk], by=secretary)

    assert list(Annex.objects.visible_to(visitor())) == [annex]
    assert Annex.objects.get(item=closed).openness == BODY


def test_closing_the_item_closes_what_hangs_on_it(item, secretary):
    hang(item, secretary)
    planning.convene(item.meeting, previewed=[item.pk], by=secretary)
    assert read_by(visitor())
    item.refresh_from_db()

    agendas.close_item(item, to=BODY, version=item.version, by=secretary)

    annex = Annex.objects.get()
    assert annex.openness == BODY
    assert not read_by(visitor())
    assert read_by(member_of(item.meeting.body))
    assert list(kind_of(item).hanging(item)) == [annex]
    assert kind_of(annex).ceiling(annex) == (BODY, None)


def test_who_may_not_read_the_item_reads_nothing_of_what_hangs_on_it(item):
    annex = AnnexFactory(proposal=None, item=item, openness=NETWORK)
    neighbour = member_of(MeetingFactory(body__network=item.meeting.body.network).body)
    assert read_by(neighbour)
    assert bundle(item.meeting, actor=neighbour).annexes == [annex]

    type(item).objects.update(openness=BODY, planned_openness=BODY)

    assert not read_by(neighbour)
    assert bundle(item.meeting, actor=neighbour).annexes == []


def test_what_hung_on_an_item_that_leaves_stays_with_the_meeting_and_opens_no_further(
    item, secretary
):
    closed = AgendaItemFactory(
        meeting=item.meeting, label="C2", planned_openness=BODY, openness=BODY
    )
    hang(closed, secretary)
    page = client_of(secretary).get(
        f"{item.meeting.get_absolute_url()}agenda/{closed.pk}/verwijder/"
    )

    agendas.remove_item(closed, version=closed.version, by=secretary)
    planning.convene(item.meeting, previewed=[item.pk], by=secretary)

    annex = Annex.objects.get()
    assert "bijlagen van de vergadering" in page.content.decode()
    assert annex.hangs_on == item.meeting
    assert (annex.planned_openness, annex.openness) == (BODY, BODY)


def test_incoming_papers_say_where_they_are_discussed_to_who_may_read_them(item, secretary):
    AgendaItemFactory(meeting=item.meeting, label="B1", part=Part.INCOMING, openness=PUBLIC)
    details = AnnexDetails(title=LETTER, sender="De minister", planned_openness=PUBLIC)
    actions.add(item, details, content=None, by=secretary)

    def shown(client):
        page = client.get(item.meeting.get_absolute_url()).content.decode()
        return page.partition('id="punt-B1"')[2].partition("</li>")[0]

    assert 'href="#punt-C1"' in shown(client_of(secretary))
    assert f"{LETTER}, van De minister" in shown(client_of(secretary))
    type(item.meeting).objects.update(state=MeetingState.CONVENED)
    assert "punt-B1" in Client().get(item.meeting.get_absolute_url()).content.decode()
    assert "minister" not in shown(Client())


def published(item, by):
    """Publish the list of a meeting, with a closed annex beside the public one."""
    hang(item, by, content=files.pdf())
    AnnexFactory(proposal=None, item=item, title="Alleen voor ons", planned_openness=BODY)
    planning.convene(item.meeting, previewed=[item.pk], by=by)
    type(item.meeting).objects.update(state=MeetingState.HELD)
    item.meeting.refresh_from_db()
    return publishing.publish(item.meeting, by=by)


def test_every_record_names_the_annexes_of_an_item_and_none_that_is_closed(item, secretary):
    meeting = published(item, secretary)

    for name in ["decision_list", "minutes", "feedback_note"]:
        shown = Client().get(reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug]))
        table = shown.content.decode().partition('id="bijlagen"')[2].partition("</table>")[0]
        assert LETTER in table, name
        assert "Alleen voor ons" not in table
        assert "Alleen voor ons" in "".join(
            annex.title
            for each in decision_list(meeting, actor=secretary).items
            for annex in each.annexes
        )
    for name in ["besluitenlijst", "verslag", "terugkoppeling"]:
        odt = Client().get(f"{meeting.get_absolute_url()}{name}.odt").content
        text = OpenDocument(io.BytesIO(odt)).get_formatted_text()
        assert LETTER in text, name
        assert "Alleen voor ons" not in text
