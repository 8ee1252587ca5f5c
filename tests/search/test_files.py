"""The text of a file is found with the annex it hangs on, by who may read that annex and no other.

Policy: docs/policy/search.md#files
"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from ivz.authorization.openness import Openness
from ivz.documents import actions, tasks
from ivz.documents.models import FileWords
from ivz.documents.states import ReadingResult
from ivz.home.queries.integrity.documents import document_findings
from ivz.search import indexing, queries
from ivz.search.models import Entry
from ivz.search.queries import Asked
from tests.documents import files
from tests.documents.factories import FileWordsFactory
from tests.factories import (
    TODAY,
    AnnexFactory,
    BodyFactory,
    DecisionFactory,
    DocumentFactory,
    ProposalFactory,
    RestrictionFactory,
    VersionFactory,
    member_of,
    secretary_of,
    visitor,
)

pytestmark = pytest.mark.django_db
PUBLIC, NETWORK, BODY, RESTRICTED = Openness


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body():
    return BodyFactory(slug="dvo", short_name="DVO")


def annex_saying(words, body, *, title="Tabel", **more):
    """Make an annex of a public proposal, with a file of which these words were read."""
    document = DocumentFactory()
    FileWordsFactory(version__document=document, words=words)
    more = {"openness": PUBLIC, "proposal": ProposalFactory(body=body, openness=PUBLIC)} | more
    return AnnexFactory(document=document, title=title, **more)


def found(words, actor):
    rows = queries.search(Asked(words=words), actor=actor).rows
    return [entry.title for entry in queries.entries_of(rows, actor=actor)]


def test_an_annex_is_found_by_the_text_of_its_file_and_says_so(body, client):
    annex_saying("vossenjacht", body)
    indexing.rebuild()

    page = client.get("/zoeken/", {"q": "vossenjacht"}).content.decode()

    assert found("vossenjacht", visitor()) == ["Tabel"]
    assert "Gevonden in: de tekst van het bestand" in page


def test_uploading_reading_and_finding_go_from_end_to_end(body, django_capture_on_commit_callbacks):
    by = secretary_of(body)
    proposal = ProposalFactory(body=body, openness=PUBLIC)
    with django_capture_on_commit_callbacks(execute=True):
        with actions.kept(files.pdf_saying("Vossenjacht"), by=by) as file:
            document = actions.add(file, by=by)
        AnnexFactory(proposal=proposal, document=document, title="Tabel", openness=PUBLIC)
    indexing.rebuild()
    assert found("vossenjacht", by) == []

    with django_capture_on_commit_callbacks(execute=True):
        tasks.read_words(TODAY)

    assert found("vossenjacht", by) == found("vossenjacht", visitor()) == ["Tabel"]


@pytest.mark.parametrize("openness", [NETWORK, BODY, RESTRICTED])
def test_the_text_of_a_closed_file_changes_nothing_for_who_may_not_read_it(body, openness):
    DecisionFactory(body=body, title="Woninginbraken")
    reader = member_of(body)
    asked = ["vossenjacht", "vossn jacht", "inbraak", "inbraak vossenjacht", "woninginbrakn"]

    def told(actor):
        indexing.rebuild()
        answers = [queries.search(Asked(words=words), actor=actor) for words in asked]
        return [(each.way, len(each.rows), each.kinds, each.bodies) for each in answers]

    before = told(visitor())
    closed = {"openness": openness}
    if openness == RESTRICTED:
        closed["restriction"] = RestrictionFactory(imposed_by__body=body)
        closed["restriction"].readers.add(reader.user.person)
    annex_saying("vossenjacht woninginbrakn inbraak", body, title="Dicht", **closed)

    assert told(visitor()) == told(member_of(BodyFactory())) == before
    assert found("vossenjacht", reader) == ["Dicht"]


def test_a_public_annex_of_a_closed_paper_is_not_found_by_its_file(body):
    annex_saying("vossenjacht", body, proposal=ProposalFactory(body=body, openness=NETWORK))
    indexing.rebuild()

    assert found("vossenjacht", visitor()) == []
    assert found("vossenjacht", member_of(body)) == ["Tabel"]


def test_only_the_newest_version_is_found(body, django_capture_on_commit_callbacks):
    annex = annex_saying("vossenjacht", body)
    indexing.rebuild()
    by = secretary_of(body)

    with (
        django_capture_on_commit_callbacks(execute=True),
        actions.kept(files.pdf_saying("Dassenburcht"), by=by) as file,
    ):
        actions.replace(annex.document, file, by=by)
    assert found("vossenjacht", by) == []
    with django_capture_on_commit_callbacks(execute=True):
        tasks.read_words(TODAY)

    assert found("vossenjacht", by) == []
    assert found("dassenburcht", by) == ["Tabel"]


def test_words_that_an_earlier_version_left_behind_are_not_indexed_and_the_check_names_them(body):
    annex = annex_saying("vossenjacht", body)
    VersionFactory(document=annex.document, number=2)
    indexing.rebuild()

    assert found("vossenjacht", visitor()) == []
    assert "are of a file that is not the newest" in " ".join(map(str, document_findings()))


def test_a_withdrawn_annex_is_found_by_its_file_no_longer(body):
    annex = annex_saying("vossenjacht", body)
    indexing.rebuild()
    annex.withdrawn_at, annex.withdrawn_by = timezone.now(), member_of(body).user
    annex.save()

    assert found("vossenjacht", visitor()) == []
    indexing.bring_up_to_date()
    assert not Entry.objects.filter(kind="annex").exists()


def test_what_is_removed_for_good_takes_its_words_along(body):
    annex = annex_saying("vossenjacht", body)
    document = annex.document
    annex.delete()

    actions.remove(document, by=secretary_of(body))

    assert not FileWords.objects.exists()


def test_no_piece_of_a_file_is_kept_or_shown(body):
    annex_saying("vossenjacht geheimpje", body)
    indexing.rebuild()

    entry = Entry.objects.get(kind="annex")

    assert "geheimpje" not in f"{entry.title} {entry.text} {entry.also}"


def test_making_the_index_anew_reads_what_is_not_read_yet_and_tells_what_could_not_be(body):
    by = secretary_of(body)
    with actions.kept(files.pdf_saying("Vossenjacht"), by=by) as file:
        document = actions.add(file, by=by)
    proposal = ProposalFactory(body=body, openness=PUBLIC)
    AnnexFactory(proposal=proposal, document=document, title="Tabel", openness=PUBLIC)
    VersionFactory()  # without its file on disk
    said = StringIO()

    call_command("search", "rebuild", stdout=said)

    assert "2 files were read; 1 could not be read." in said.getvalue()
    assert found("vossenjacht", visitor()) == ["Tabel"]


def test_the_check_names_a_file_that_waits_longer_than_a_day(body):
    version = annex_saying("", body).document.versions.get()
    FileWords.objects.all().delete()
    assert "is not read" not in " ".join(map(str, document_findings()))
    long_ago = timezone.now() - timedelta(days=2)
    type(version).objects.update(added_at=long_ago)

    assert "is not read for the search yet" in " ".join(map(str, document_findings()))


def test_whoever_manages_an_annex_sees_that_its_text_could_not_be_read(body, client):
    annex = annex_saying("", body)
    FileWords.objects.update(result=ReadingResult.UNREADABLE)
    address = reverse("meetings:annex", args=[body.slug, annex.pk])
    client.force_login(secretary_of(body).user)

    page = client.get(address).content.decode()

    assert "De tekst kon niet gelezen worden" in page
    client.logout()
    assert "De tekst kon niet gelezen worden" not in client.get(address).content.decode()


def test_a_file_of_very_many_words_is_indexed_as_far_as_there_is_room(body):
    many = " ".join(f"w{number:x}woord{'a' * 40}" for number in range(30_000))
    annex_saying(f"vossenjacht {many}", body)

    indexing.rebuild()

    assert found("vossenjacht", visitor()) == ["Tabel"]
