"""All papers of a meeting as one file: complete, and for this reader alone.

Policy: docs/policy/documents.md#all-papers-in-one-file
"""

import subprocess

import pytest
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.documents import binding, storage
from ivz.meetings.actions import annexes
from ivz.meetings.actions.annexes import AnnexDetails
from tests.documents import files
from tests.factories import (
    AdvicePointFactory,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
CLOSED = "Inzet jaarwisseling"


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def meeting():
    """Build a meeting with one paper, and a closed item for named people."""
    made = MeetingFactory(body__short_name="DVO")
    paper = ProposalFactory(
        body=made.body, register_number="E01A", openness=Openness.NETWORK, summary="Samen sterk."
    )
    AdvicePointFactory(proposal=paper, label="1", title="Samenwerking werkt")
    AgendaItemFactory(meeting=made, label="D1", proposal=paper, openness=Openness.NETWORK)
    AgendaItemFactory(
        meeting=made,
        label="D2",
        title=CLOSED,
        openness=Openness.RESTRICTED,
        planned_openness=Openness.RESTRICTED,
        restriction=RestrictionFactory(),
    )
    return made


def hang(meeting, title, content):
    paper = meeting.items.get(label="D1").proposal
    details = AnnexDetails(title=title, planned_openness=Openness.NETWORK)
    return annexes.add(paper, details, content=content, by=secretary_of(meeting.body))


def ask(client, meeting, actor):
    client.force_login(actor.user)
    return client.get(reverse("meetings:papers_pdf", args=[meeting.body.slug, meeting.slug]))


def pages_of(answer):
    assert answer.status_code == 200
    program = ["pdftotext", "-", "-"]
    found = subprocess.run(program, input=answer.content, capture_output=True, check=True)
    return [" ".join(page.split()) for page in found.stdout.decode().split("\f")[:-1]]


@pytest.fixture
def unbound(monkeypatch):
    """Leave the front as the page it was made from: who reads what does not hang on paper."""
    monkeypatch.setattr(
        binding, "bind", lambda front, parts, *, mark: front([7] * len(parts)).encode()
    )


def test_a_member_gets_agenda_papers_and_annexes_with_own_mark_on_them(client, meeting):
    hang(meeting, "Notitie", files.pdf())
    hang(meeting, "Tabel", files.xlsx())
    member = member_of(meeting.body)

    answer = ask(client, meeting, member)

    agenda, paper, annex = pages_of(answer)
    for said in ("Notitie", "Tabel", "niet in dit bestand"):
        assert said in agenda, said
    assert "Samen sterk." in paper
    assert "Samenwerking werkt" in paper
    assert member.standing.function in annex
    assert answer["Cache-Control"] == "private, no-store"
    assert "netwerk" in answer["Content-Disposition"]


@pytest.mark.usefixtures("unbound")
def test_who_may_not_read_an_item_finds_no_trace_of_it(client, meeting):
    answer = ask(client, meeting, member_of(meeting.body))

    assert answer.status_code == 200
    assert CLOSED not in answer.content.decode()


@pytest.mark.usefixtures("unbound")
def test_a_named_reader_gets_it_and_that_is_kept_in_the_trail(client, meeting):
    reader = member_of(meeting.body)
    item = meeting.items.get(label="D2")
    item.restriction.readers.add(reader.user.person)

    answer = ask(client, meeting, reader)

    assert CLOSED in answer.content.decode()
    assert "besloten" in answer["Content-Disposition"]
    assert AuditEntry.objects.filter(subject_id=str(item.pk), event="restricted.read").exists()


def test_nobody_outside_the_network_gets_a_file(client, meeting):
    address = reverse("meetings:papers_pdf", args=[meeting.body.slug, meeting.slug])

    assert client.get(address).status_code == 404
    assert ask(client, meeting, member_of(BodyFactory(network__slug="elders"))).status_code == 404


@pytest.mark.usefixtures("unbound")
def test_a_file_that_is_not_what_was_kept_stays_out(client, meeting):
    annex = hang(meeting, "Notitie", files.pdf())
    storage.path_of(annex.document.versions.get().stored_as).write_bytes(files.pdf() + b"x")

    answer = ask(client, meeting, member_of(meeting.body))

    rows = [row.split("</tr>")[0] for row in answer.content.decode().split("<tr>")]
    assert ["niet in dit bestand" in row for row in rows if "Notitie" in row] == [True]


def test_too_many_pages_leads_back_with_what_to_do(client, meeting, monkeypatch):
    monkeypatch.setattr(binding, "MOST_PAGES", 1)

    answer = ask(client, meeting, member_of(meeting.body))

    assert answer.status_code == 302
    assert "Open de bijlagen een voor een" in client.get(answer["Location"]).content.decode()
