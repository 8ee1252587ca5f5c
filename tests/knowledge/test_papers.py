"""Memos of learning tables and results of research: written, kept with a theme, found, closed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.knowledge.actions import papers as actions
from ivz.knowledge.models import KnowledgePaper
from ivz.knowledge.states import PaperKind
from ivz.search import indexing
from ivz.search import queries as search
from ivz.search.queries import Asked
from tests.documents import files
from tests.factories import (
    BodyFactory,
    OrganisationFactory,
    SeatFactory,
    ThemeFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.knowledge.factories import KnowledgePaperFactory
from tests.meetings.pages import main_of, words_in

pytestmark = pytest.mark.django_db
LESSONS = "Spreek eerder af wie er belt.\n\nKijk samen terug."


@pytest.fixture
def theme():
    return ThemeFactory(code="openbare-orde", name="Openbare orde")


@pytest.fixture
def farm(platform):
    organisation = OrganisationFactory(name="Waterschap Oost")
    SeatFactory(body=platform, organisation=organisation)
    return organisation


def signed_in(client, actor):
    client.force_login(actor.user)
    return client


def memo(about, **other):
    return {
        "title": "Leertafel boerenprotesten",
        "theme": about.code,
        "on": "2016-03-01",
        "occasion": "De demonstraties van maart",
        "lessons": LESSONS,
        "summary": "",
        "source_url": "",
    } | other


def research(about, **other):
    return {
        "title": "Effecten van de integrale aanpak",
        "theme": about.code,
        "on": "2016-04-01",
        "made_by": "Lectoraat Veiligheid",
        "summary": "De aanpak helpt waar partners samen optrekken.",
        "source_url": "https://voorbeeld.nl/onderzoek",
    } | other


def found_by(words, actor):
    indexing.rebuild()
    rows = search.search(Asked(words=words), actor=actor).rows
    return [entry.title for entry in search.entries_of(rows, actor=actor)]


def test_a_memo_of_a_learning_table_says_occasion_who_took_part_and_its_lessons(
    client, municipality, theme, farm
):
    sent = memo(theme, organisations=[farm.pk])

    made = signed_in(client, municipality).post(
        f"{reverse('knowledge:new_paper')}?soort=memo", sent
    )

    row = KnowledgePaper.objects.get()
    assert made.url == row.get_absolute_url()
    assert (row.kind, row.openness, row.theme) == (PaperKind.MEMO, Openness.NETWORK, theme)
    assert AuditEntry.objects.filter(event="knowledge.paper_written").exists()
    page = main_of(client.get(row.get_absolute_url()))
    for words in ["1 maart 2016", "De demonstraties van maart", "Waterschap Oost", theme.name]:
        assert words in page, words
    assert row.lesson_lines == ["Spreek eerder af wie er belt.", "Kijk samen terug."]
    assert "Kijk samen terug." in page


def test_lessons_of_a_memo_are_found_by_the_search_and_with_their_theme(
    platform, municipality, theme, farm
):
    kept = {"network": platform.network, "theme": theme, "title": "Leertafel boerenprotesten"}
    row = KnowledgePaperFactory(**kept, lessons="Zet hekken eerder neer.")
    row.organisations.add(farm)

    for words in ["hekken", "openbare orde", "waterschap oost"]:
        assert row.title in found_by(words, municipality), words
    assert row.title not in found_by("hekken", visitor())


def test_research_says_by_whom_and_stands_with_its_theme(client, platform, coordinator, theme):
    sent = research(theme)

    signed_in(client, coordinator).post(f"{reverse('knowledge:new_paper')}?soort=research", sent)

    row = KnowledgePaper.objects.get()
    page = main_of(client.get(row.get_absolute_url()))
    assert "Lectoraat Veiligheid" in page
    assert "waar partners samen optrekken" in page
    assert row.title in found_by("lectoraat", coordinator)
    known = client.get(reverse("position:theme", args=[theme.code]))
    assert f'href="{row.get_absolute_url()}"' in known.content.decode()
    assert "Lectoraat Veiligheid" in main_of(known)


@pytest.mark.parametrize(
    ("kind", "wrong", "told"),
    [
        ("memo", {"lessons": " "}, "Dit veld is verplicht"),
        ("memo", {"theme": ""}, "Dit veld is verplicht"),
        ("memo", {"on": "2999-01-01"}, "Deze dag moet nog komen"),
        ("research", {"made_by": ""}, "Dit veld is verplicht"),
        ("research", {"source_url": "http://voorbeeld.nl"}, "https://"),
    ],
    ids=["lessons", "theme", "future", "by-whom", "plain"],
)
def test_what_nobody_could_follow_is_refused_in_place(
    client, municipality, theme, kind, wrong, told
):
    sent = (memo if kind == "memo" else research)(theme, **wrong)

    answer = signed_in(client, municipality).post(
        f"{reverse('knowledge:new_paper')}?soort={kind}", sent
    )

    assert answer.status_code == 422
    assert told in main_of(answer)
    assert not KnowledgePaper.objects.exists()


def test_an_action_refuses_a_memo_without_a_theme(platform, coordinator):
    details = actions.PaperDetails(
        kind=PaperKind.MEMO, title="Memo", on=dt.date(2016, 1, 1), occasion="-", lessons="-"
    )

    with pytest.raises(RuleBroken, match="thema"):
        actions.write(platform.network, details, by=coordinator)


def test_who_wrote_it_and_the_coordinator_change_it_and_nobody_else(
    platform, coordinator, municipality
):
    row = KnowledgePaperFactory(network=platform.network, noted_by_id=municipality.person_id)
    details = actions.PaperDetails(
        kind=PaperKind.MEMO, title="Anders", on=row.on, theme=row.theme, occasion="-", lessons="-"
    )

    actions.change(row, details, version=1, by=municipality)
    actions.change(row, details, version=2, by=coordinator)

    for other in (member_of(platform), secretary_of(BodyFactory()), visitor()):
        with pytest.raises(PermissionDenied):
            actions.change(row, details, version=3, by=other)


def test_a_stale_save_shows_both_texts(client, platform, coordinator, theme):
    row = KnowledgePaperFactory(network=platform.network, theme=theme)
    KnowledgePaper.objects.update(lessons="Andermans les.", version=2)

    answer = signed_in(client, coordinator).post(
        reverse("knowledge:change_paper", args=[row.key]), memo(theme, version=1)
    )

    assert answer.status_code == 409
    for words in ("Andermans les.", "Kijk samen terug.", 'name="version" value="2"'):
        assert words in answer.content.decode(), words


def test_a_visitor_reads_what_was_made_public_and_no_longer_once_it_is_closed(
    client, platform, coordinator
):
    row = KnowledgePaperFactory(network=platform.network)
    address = reverse("knowledge:paper_openness", args=[row.key])
    assert client.get(row.get_absolute_url()).status_code == 404

    signed_in(client, coordinator).post(address)
    client.logout()
    assert row.title in main_of(client.get(row.get_absolute_url()))
    signed_in(client, coordinator).post(address, {"sluiten": "1"})
    client.logout()

    assert client.get(row.get_absolute_url()).status_code == 404
    assert signed_in(client, member_of(platform)).post(address).status_code == 403


def test_its_file_is_as_open_as_the_paper(client, platform, coordinator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = KnowledgePaperFactory(network=platform.network)
    address = reverse("knowledge:put_paper_file", args=[row.key])
    content = files.pdf()
    sent = {"file": SimpleUploadedFile("onderzoek.pdf", content), "version": 1}

    answer = signed_in(client, coordinator).post(address, sent)

    assert answer.status_code == 302, main_of(answer)
    row.refresh_from_db()
    file = row.document.get_absolute_url()
    assert client.get(file).status_code == 200
    client.logout()
    assert client.get(file).status_code == 404
    actions.publish(row, by=coordinator)
    assert client.get(file).status_code == 200
    with pytest.raises(RuleBroken, match="iedereen"):
        actions.put_file(row, content, version=3, is_public_at_once=False, by=coordinator)


@pytest.mark.parametrize("suffix", ["pdf", "odt"])
def test_it_is_kept_as_a_document(client, platform, coordinator, farm, suffix):
    row = KnowledgePaperFactory(network=platform.network, lessons="Eerder overleggen")
    row.organisations.add(farm)

    file = signed_in(client, coordinator).get(
        reverse("knowledge:paper_file", args=[row.key, suffix])
    )

    told = words_in(file.content)
    for words in [row.title, "Eerder overleggen", "Waterschap Oost", row.theme.name]:
        assert words in told, words
    assert "_netwerk_" in file["Content-Disposition"]


def test_the_list_holds_what_was_chosen_and_an_empty_one_says_how_to_begin(
    client, platform, municipality, theme
):
    address = reverse("knowledge:papers")
    assert "Er is nog niets vastgelegd" in main_of(signed_in(client, municipality).get(address))
    kept = {"network": platform.network, "theme": theme}
    KnowledgePaperFactory(**kept, title="Gekozen memo")
    KnowledgePaperFactory(**kept, title="Ander soort", kind=PaperKind.RESEARCH)
    KnowledgePaperFactory(network=platform.network, title="Ander thema")

    shown = main_of(client.get(address, {"thema": theme.code, "soort": "memo"}))

    assert "Gekozen memo" in shown
    assert "Ander soort" not in shown
    assert "Ander thema" not in shown.replace("Alle Ander thema", "")


def test_pages_take_as_many_queries_for_many_as_for_few(
    client, platform, coordinator, django_assert_max_num_queries
):
    rows = KnowledgePaperFactory.create_batch(25, network=platform.network)
    signed_in(client, coordinator)

    for address in (reverse("knowledge:papers"), rows[0].get_absolute_url()):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200
