"""Minutes and feedback note beside the decision list: one source, three forms, the same rights."""

import datetime as dt
import io
import zipfile

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.text import slugify

from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.actions import planning, publishing, recording, records
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.states import ItemKind, MeetingState, Presence
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    AgendaItemFactory,
    AnnexFactory,
    MeetingFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.meetings.nine_points import (
    LATER,
    OPEN_QUESTION,
    accepted,
    decide_all,
    item_with_points,
    later_meeting,
    record,
)
from tests.meetings.pages import address, main_of, words_in

pytestmark = pytest.mark.django_db
CLOSED = "Inzet jaarwisseling"
SAID = "De portefeuillehouder licht de notitie toe.\n\nEen lid vraagt aandacht voor toezicht."
CONCLUSION = "Het voorstel is akkoord."
FORMS = ["minutes", "feedback_note"]
FILES = {"minutes": "minutes_file", "feedback_note": "feedback_file"}


@pytest.fixture
def meeting():
    """Build a published meeting with all forms, nine public decisions and one closed item."""
    item = item_with_points()
    found, secretary = item.meeting, secretary_of(item.meeting.body)
    AgendaItem.objects.filter(pk=item.pk).update(minutes=SAID)
    opening = {"kind": ItemKind.PROCEDURE, "planned_openness": Openness.PUBLIC}
    AgendaItemFactory(meeting=found, label="A", title="Opening", minutes="Welkom.", **opening)
    closed = AgendaItemFactory(
        meeting=found,
        label="D2",
        title=CLOSED,
        minutes=CLOSED,
        planned_openness=Openness.BODY,
        openness=Openness.BODY,
    )
    decide_all(item, by=secretary, returns_in=later_meeting(item))
    record(item, by=secretary, conclusion=CONCLUSION)
    recording.save_draft(closed, accepted(CLOSED), point=None, version=0, by=secretary)
    record(closed, by=secretary, conclusion=CLOSED)
    found.refresh_from_db()
    make_all(found, by=secretary)
    return publishing.publish(found, by=secretary)


def make_all(meeting, *, by):
    both = {"has_minutes": True, "has_feedback_note": True}
    return records.choose_forms(meeting, **both, version=meeting.version, by=by)


def texts_of(client, meeting):
    """Give what a visitor reads in each form: page, PDF and ODT."""
    found = {}
    for form in FORMS:
        found[form, "page"] = main_of(client.get(address(form, meeting)))
        for suffix in ["pdf", "odt"]:
            response = client.get(address(FILES[form], meeting, suffix))
            assert response.status_code == 200
            found[form, suffix] = read(response.content, suffix)
    return found


def read(content, suffix):
    if suffix == "pdf":
        with pikepdf.open(io.BytesIO(content)) as document:
            titles = [str(document.docinfo.Title)]
            names = str(document.Root.StructTreeRoot)
            shown = b"".join(page.Contents.read_bytes() for page in document.pages)
        return f"{titles} {names} {shown!r}"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode() for name in ["content.xml", "meta.xml"])


def test_minutes_tell_what_was_said_and_decided(client, meeting):
    text = main_of(client.get(address("minutes", meeting)))

    for told in ["Een lid vraagt aandacht voor toezicht.", CONCLUSION, "DVO 2016-1", "Welkom."]:
        assert told in text
    assert "Aanwezig" in text


def test_a_feedback_note_is_short_and_names_who_does_what(client, meeting):
    text = main_of(client.get(address("feedback_note", meeting)))

    assert CONCLUSION in text
    assert OPEN_QUESTION in text
    assert "Eigenaar 1" in text
    for left_out in ["Een lid vraagt", "Welkom.", "Aanwezig"]:
        assert left_out not in text


@pytest.fixture
def seats(meeting):
    """Keep one member present, one absent with notice and one replaced by a deputy."""
    present, absent, replaced = SeatFactory.create_batch(3, body=meeting.body)
    deputy = SeatFactory(body=meeting.body).person
    given = {"present": Presence.PRESENT, "absent": Presence.ABSENT_WITH_NOTICE}
    for seat, presence in [(present, given["present"]), (absent, given["absent"])]:
        meeting.attendance.create(seat=seat, presence=presence)
    meeting.attendance.create(seat=replaced, presence=Presence.DEPUTISED, deputy=deputy)
    told = {"present": present.person, "absent": absent.person}
    return told | {"replaced": replaced.person, "deputy": deputy}


def plain(client, name, meeting, suffix):
    """Give the words of a record as page, PDF or ODT."""
    if suffix == "page":
        return main_of(client.get(address(name, meeting)))
    if name == "decision_list":
        return words_in(client.get(address(f"{name}_{suffix}", meeting)).content)
    return words_in(client.get(address(FILES[name], meeting, suffix)).content)


@pytest.mark.parametrize("name", ["decision_list", "minutes"])
@pytest.mark.parametrize("suffix", ["page", "pdf", "odt"])
def test_a_record_names_who_was_there_who_was_not_and_who_took_whose_place(
    client, meeting, seats, name, suffix
):
    text = plain(client, name, meeting, suffix)

    there, away = text.split("Afwezig met bericht:")[0], text.split("Afwezig met bericht:")[1]
    assert str(seats["present"]) in there.split("Wie er waren:")[1]
    assert str(seats["absent"]) in away.split("Vervangen:")[0]
    assert f"{seats['replaced']} door {seats['deputy']}" in away.split("Vervangen:")[1]


@pytest.mark.parametrize("name", ["decision_list", "minutes", "feedback_note"])
@pytest.mark.parametrize("suffix", ["page", "pdf", "odt"])
def test_a_record_tells_senders_presenters_and_who_asked(client, meeting, name, suffix):
    Meeting.objects.filter(pk=meeting.pk).update(has_minutes=name == "minutes")
    asked_in = MeetingFactory(body=meeting.body, date=dt.date(2016, 7, 4), state=MeetingState.HELD)
    shown = {"meeting": meeting, "openness": Openness.PUBLIC, "minutes": "Toegelicht."}
    told = {"kind": ItemKind.INFORM, "asked_by": member_of(meeting.body).user.person}
    AgendaItemFactory(label="B1", title="Straatroof", sender="politie", position=30_090, **shown)
    AgendaItemFactory(label="B2", title="Personeel", sender="politie", position=30_091, **shown)
    item = AgendaItemFactory(
        label="G", presenters="twee adviseurs", asked_in=asked_in, position=30_092, **told | shown
    )
    AnnexFactory(
        proposal=None, item=item, title="Brief", sender="een zorgkantoor", openness=Openness.PUBLIC
    )

    text = plain(client, name, meeting, suffix)

    assert text.count("Mededelingen vanuit politie") == 1
    assert text.index("Mededelingen vanuit politie") < text.index("Straatroof")
    assert "Ter kennisgeving" in text
    assert "presentatie door twee adviseurs" in text
    assert f"Op verzoek van {told['asked_by']} in {meeting.body.short_name} van 4 juli" in text
    if suffix == "odt":
        assert "Brief, van een zorgkantoor" in text


def test_with_minutes_the_decision_list_repeats_no_report(client, meeting):
    with_minutes = main_of(client.get(address("decision_list", meeting)))
    Meeting.objects.update(has_minutes=False)
    without = main_of(client.get(address("decision_list", meeting)))

    assert "Een lid vraagt" in without
    assert "Een lid vraagt" not in with_minutes
    assert client.get(address("minutes", meeting)).status_code == 404
    assert client.get(address("minutes_file", meeting, "pdf")).status_code == 404


def test_a_member_sends_on_a_file_that_holds_the_public_part_alone(client, meeting):
    member = member_of(meeting.body)
    client.force_login(member.user)

    assert CLOSED in main_of(client.get(address("minutes", meeting)))
    for form in FORMS:
        file = client.get(address(FILES[form], meeting, "odt"))
        assert CLOSED not in read(file.content, "odt")


def test_closed_text_leaves_no_trace_in_any_form(client, meeting):
    before = texts_of(client, meeting)
    AgendaItem.objects.filter(label="D2").update(title="Iets anders", minutes="Veel " * 999)

    after = texts_of(client, meeting)

    for place, text in after.items():
        assert CLOSED not in text, place
        if place[1] != "odt":
            assert text == before[place], place
    inside = [after[form, "odt"].partition("<office:body>")[2] for form in FORMS]
    assert inside == [before[form, "odt"].partition("<office:body>")[2] for form in FORMS]


def test_the_files_are_tagged_named_and_readable_elsewhere(client, meeting):
    response = client.get(address("minutes_file", meeting, "pdf"))
    with pikepdf.open(io.BytesIO(response.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert "Verslag van maandag 10 oktober 2016" in str(document.docinfo.Title).replace(
            "\u00a0", " "
        )
    odt = client.get(address("decision_list_odt", meeting))

    assert "verslag-dvo-" in response["Content-Disposition"]
    assert odt["Content-Type"] == "application/vnd.oasis.opendocument.text"
    assert "DVO 2016-1" in read(odt.content, "odt")
    assert client.get(address("minutes_file", meeting, "docx")).status_code == 404


@pytest.mark.parametrize("form", [*FORMS, "decision_list"])
def test_a_copy_to_work_on_says_who_kept_it_when_and_how_open_it_is(client, meeting, form):
    member = member_of(meeting.body)
    client.force_login(member.user)

    asked = (FILES[form], meeting, "odt") if form in FILES else ("decision_list_odt", meeting)
    odt = client.get(address(*asked))

    who = member.standing.function
    assert f"_openbaar_{timezone.localtime():%Y-}" in odt["Content-Disposition"]
    assert odt["Content-Disposition"].endswith(f'_{slugify(who)}.odt"')
    with zipfile.ZipFile(io.BytesIO(odt.content)) as packed:
        assert who in packed.read("meta.xml").decode()
        assert who not in packed.read("content.xml").decode()


def test_members_read_along_and_strangers_wait_for_publication(client, meeting):
    Meeting.objects.update(published_at=None, published_by=None)
    assert client.get(address("minutes", meeting)).status_code == 404

    client.force_login(member_of(meeting.body).user)

    assert CLOSED in main_of(client.get(address("minutes", meeting)))
    assert client.get(address("minutes_file", meeting, "pdf")).status_code == 404


def test_the_next_meeting_starts_with_the_same_forms(meeting):
    secretary = secretary_of(meeting.body)

    planned = planning.plan(
        planning.MeetingDetails(date=LATER), body=meeting.body, by=secretary, is_practice=True
    )

    assert (planned.has_minutes, planned.has_feedback_note) == (True, True)


def test_only_who_publishes_chooses_and_only_before_adoption(meeting):
    with pytest.raises(PermissionDenied):
        make_all(meeting, by=member_of(meeting.body))
    secretary = secretary_of(meeting.body)
    with pytest.raises(StaleEdit):
        records.choose_forms(
            meeting, has_minutes=False, has_feedback_note=False, version=0, by=secretary
        )
    Meeting.objects.update(state=MeetingState.ADOPTED)
    with pytest.raises(RuleBroken, match="vastgesteld in de vormen"):
        make_all(meeting, by=secretary)


def test_the_secretary_chooses_on_the_decision_list(client, meeting):
    client.force_login(secretary_of(meeting.body).user)
    chosen = {"has_feedback_note": "on", "version": meeting.version}

    answer = client.post(address("choose_records", meeting), chosen, follow=True)

    meeting.refresh_from_db()
    assert (meeting.has_minutes, meeting.has_feedback_note) == (False, True)
    assert "Gekozen." in main_of(answer)
