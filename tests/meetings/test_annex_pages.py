"""The pages with which annexes are added, replaced, closed, withdrawn and sent.

Policy: docs/policy/documents.md
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.meetings.models import Annex
from tests.documents import files
from tests.documents.files import lying_around
from tests.factories import (
    TODAY,
    AnnexFactory,
    BodyFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
PUBLIC, NETWORK, BODY, RESTRICTED = Openness


@pytest.fixture(autouse=True)
def _today_and_uploads(settings, tmp_path):
    clock.move_to(TODAY)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def proposal():
    return ProposalFactory(body=BodyFactory(), register_number="E01A")


@pytest.fixture
def secretary(proposal):
    return client_of(secretary_of(proposal.body))


def client_of(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def upload(content, name="Plan van aanpak.pdf"):
    return SimpleUploadedFile(name, content, content_type="text/html")


def page_of(answer):
    return answer.content.decode()


def add(client, proposal, **fields):
    address = f"{proposal.get_absolute_url()}bijlage-erbij/"
    return client.post(address, {"planned_openness": NETWORK, **fields})


def added(secretary, proposal, content=None):
    add(secretary, proposal, file=upload(content or files.pdf()))
    return Annex.objects.get()


def act(client, annex, verb, **fields):
    annex.refresh_from_db()
    fields = {"version": annex.version, **fields}
    return client.post(f"{annex.get_absolute_url()}{verb}/", fields)


def test_a_file_is_added_under_its_name_and_stands_on_the_proposal(secretary, proposal):
    answer = add(secretary, proposal, file=upload(files.pdf()))

    annex = Annex.objects.get()
    assert answer["Location"] == annex.get_absolute_url()
    shown = page_of(secretary.get(proposal.get_absolute_url()))
    assert annex.document.get_absolute_url() in shown
    assert "Plan van aanpak" in shown
    assert "PDF" in shown
    assert "10\xa0oktober\xa02016" in shown


def test_a_title_without_a_file_stands_there_by_itself(secretary, proposal):
    add(secretary, proposal, title="Notitie")

    assert "het bestand ligt elders" in page_of(secretary.get(proposal.get_absolute_url()))


def test_neither_file_nor_title_is_asked_about(secretary, proposal):
    answer = add(secretary, proposal)

    assert answer.status_code == 422
    assert "Kies een bestand of geef een titel." in page_of(answer)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"<svg/>", "SVG"), (b"tekst", "Dit soort bestand kan hier niet"), (b"", "leeg")],
)
def test_a_refused_file_says_why_beside_the_field_and_keeps_the_rest(
    secretary, proposal, content, reason
):
    answer = add(secretary, proposal, file=upload(content), title="Mijn titel")

    assert answer.status_code == 422
    assert reason in page_of(answer)
    assert "Mijn titel" in page_of(answer)
    assert lying_around() == []


def test_a_file_over_the_limit_is_let_go_of_and_refused(secretary, proposal, settings):
    settings.DOCUMENT_MEGABYTES = 1

    answer = add(secretary, proposal, file=upload(b"%PDF-" + b"x" * 1_200_000))

    assert answer.status_code == 422
    assert "groter dan 1 MB" in page_of(answer)


def test_the_help_text_says_what_is_accepted_and_what_happens_to_names(secretary, proposal):
    shown = page_of(secretary.get(f"{proposal.get_absolute_url()}bijlage-erbij/"))

    assert "hoogstens 25 MB" in shown
    assert "Namen van makers" in shown
    assert 'enctype="multipart/form-data"' in shown


def test_whoever_adds_a_file_hears_what_stays_in_it(secretary, proposal):
    annex = added(secretary, proposal, content=files.xlsx())

    assert "opmerkingen" in page_of(secretary.get(annex.get_absolute_url()))
    reader = client_of(member_of(proposal.body))
    assert "opmerkingen" not in page_of(reader.get(annex.get_absolute_url()))


def test_a_new_version_and_the_earlier_one(secretary, proposal):
    annex = added(secretary, proposal)

    answer = act(secretary, annex, "vervang", file=upload(files.picture()))

    assert answer.status_code == 302
    shown = page_of(secretary.get(annex.get_absolute_url()))
    assert "versie 2" in shown
    assert f"{annex.document.get_absolute_url()}1/" in shown


def test_a_public_annex_asks_for_a_confirmation_first(secretary, proposal):
    proposal.openness = PUBLIC
    proposal.save()
    annex = AnnexFactory(proposal=proposal, openness=PUBLIC, planned_openness=PUBLIC)

    refused = act(secretary, annex, "vervang", file=upload(files.pdf()))
    done = act(secretary, annex, "vervang", file=upload(files.pdf()), is_public_at_once="on")

    assert refused.status_code == 422
    assert "Bevestig dat" in page_of(refused)
    assert done.status_code == 302


def test_a_stale_save_shows_both_texts(secretary, proposal):
    annex = added(secretary, proposal)
    old = annex.version
    act(secretary, annex, "wijzig", title="Van een ander", planned_openness=NETWORK)

    answer = act(secretary, annex, "wijzig", title="Van mij", planned_openness=BODY, version=old)

    assert answer.status_code == 409
    assert "Van een ander" in page_of(answer)
    assert "Van mij" in page_of(answer)


def test_a_withdrawn_annex_is_seen_by_its_editors_only_and_can_come_back(secretary, proposal):
    annex = added(secretary, proposal)
    reader = client_of(member_of(proposal.body))

    act(secretary, annex, "trek-in")

    assert "Plan van aanpak" not in page_of(reader.get(proposal.get_absolute_url()))
    assert reader.get(annex.get_absolute_url()).status_code == 404
    assert "ingetrokken" in page_of(secretary.get(proposal.get_absolute_url()))
    act(secretary, annex, "zet-terug")
    assert reader.get(annex.get_absolute_url()).status_code == 200


def test_removing_for_good_asks_for_a_tick(secretary, proposal):
    annex = added(secretary, proposal)
    act(secretary, annex, "trek-in")

    act(secretary, annex, "verwijder")
    assert Annex.objects.exists()
    act(secretary, annex, "verwijder", zeker="1")

    assert not Annex.objects.exists()


def test_an_annex_is_made_public_from_its_page(secretary, proposal):
    proposal.openness = PUBLIC
    proposal.save()
    annex = AnnexFactory(proposal=proposal, planned_openness=PUBLIC)
    assert "Nu openbaar maken" in page_of(secretary.get(annex.get_absolute_url()))

    act(secretary, annex, "maak-openbaar")

    assert annex.title in page_of(Client().get(proposal.get_absolute_url()))


def test_a_link_for_one_person_is_made_and_works(secretary, proposal):
    annex = added(secretary, proposal)
    reader = member_of(proposal.body)

    shown = page_of(act(secretary, annex, "link", person=reader.user.person.pk))

    address = shown.split('class="ivz-address" href="http://testserver')[1].split('"')[0]
    assert client_of(reader).get(address).status_code == 200
    assert secretary.get(address).status_code == 404


def test_a_link_is_not_made_for_people_outside_the_network(secretary, proposal):
    annex = added(secretary, proposal)
    outsider = member_of(BodyFactory()).user.person

    answer = act(secretary, annex, "link", person=outsider.pk)

    assert answer.status_code == 422
    assert "ivz-address" not in page_of(answer)
    assert outsider.function not in page_of(answer)


def test_a_reader_sees_no_tools_and_may_not_use_them(secretary, proposal):
    annex = added(secretary, proposal)
    reader = client_of(member_of(proposal.body))

    shown = page_of(reader.get(annex.get_absolute_url()))

    assert "Download het bestand" in shown
    assert "Intrekken" not in shown
    assert reader.get(f"{proposal.get_absolute_url()}bijlage-erbij/").status_code == 403
    for verb in ("wijzig", "vervang", "trek-in", "zet-terug", "maak-openbaar", "verwijder", "link"):
        fields = {"title": "x", "planned_openness": BODY, "zeker": "1"}
        answer = act(reader, annex, verb, file=upload(files.pdf()), **fields)
        assert answer.status_code == 403, verb
    assert Annex.objects.get().title == "Plan van aanpak"


@pytest.mark.parametrize("verb", ["", "wijzig/", "vervang/", "trek-in/", "verwijder/", "link/"])
def test_an_annex_of_others_does_not_exist(proposal, verb):
    annex = AnnexFactory(proposal=proposal, openness=BODY)
    outsider = client_of(secretary_of(BodyFactory(network=proposal.body.network)))

    answer = (outsider.post if verb else outsider.get)(f"{annex.get_absolute_url()}{verb}")

    assert answer.status_code == 404
    assert annex.title not in page_of(answer)


def test_a_closed_annex_shows_nowhere_to_who_may_not_read_it(proposal):
    proposal.openness = PUBLIC
    proposal.save()
    AnnexFactory(proposal=proposal, title="Gesloten stuk")

    shown = page_of(Client().get(proposal.get_absolute_url()))

    assert "Gesloten stuk" not in shown
    assert "Bijlagen" not in shown


def test_a_paper_hangs_on_a_meeting(proposal, secretary):
    meeting = MeetingFactory(body=proposal.body)
    address = f"{meeting.get_absolute_url()}bijlage-erbij/"

    secretary.post(address, {"planned_openness": NETWORK, "file": upload(files.pdf())})

    member = client_of(member_of(proposal.body))
    assert "Plan van aanpak" in page_of(member.get(meeting.get_absolute_url()))
    assert "Plan van aanpak" not in page_of(Client().get(meeting.get_absolute_url()))


def test_the_preview_of_the_agenda_names_the_annexes_that_go_along(proposal, secretary):
    meeting = MeetingFactory(body=proposal.body, state="draft")
    AnnexFactory(proposal=None, meeting=meeting, title="Kaart", planned_openness=PUBLIC)

    shown = page_of(secretary.get(f"{meeting.get_absolute_url()}bijeenroepen/"))

    assert "Bijlagen die openbaar worden" in shown
    assert "Kaart" in shown


def test_a_restricted_annex_is_seen_by_its_readers_only(proposal):
    reader, other = member_of(proposal.body), member_of(proposal.body)
    restriction = RestrictionFactory(imposed_by__body=proposal.body)
    restriction.readers.add(reader.user.person)
    annex = AnnexFactory(proposal=proposal, openness=RESTRICTED, restriction=restriction)

    assert client_of(reader).get(annex.get_absolute_url()).status_code == 200
    assert client_of(other).get(annex.get_absolute_url()).status_code == 404


def test_pages_with_annexes_ask_no_more_queries_for_more_of_them(
    proposal, secretary, django_assert_max_num_queries
):
    for _number in range(30):
        AnnexFactory(proposal=proposal)

    with django_assert_max_num_queries(20):
        secretary.get(proposal.get_absolute_url())
