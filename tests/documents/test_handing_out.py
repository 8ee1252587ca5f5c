"""Downloads: who may have a file is asked at every request, and nothing else comes along.

Policy: docs/policy/documents.md#handing-out
"""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.clock import reading as clock
from ivz.documents import actions, storage
from ivz.documents.links import LASTS, link_to
from tests.documents import files
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
def _example_day():
    clock.move_to(TODAY)


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def annex(body):
    """Give an annex of a public proposal, open to the network, with a PDF."""
    proposal = ProposalFactory(body=body, openness=PUBLIC)
    return AnnexFactory(proposal=proposal, document=stored(body), title="Plan: Noord & Oost")


def stored(body, content=None):
    by = secretary_of(body)
    with actions.kept(content or files.pdf(), by=by) as file:
        return actions.add(file, by=by)


def client_of(actor=None):
    client = Client()
    if actor is not None:
        client.force_login(actor.user)
    return client


def set_openness(annex, level, *, reader=None):
    annex.openness = level
    if level == RESTRICTED:
        annex.restriction = RestrictionFactory(imposed_by__body=annex.body)
        annex.restriction.readers.add(reader.user.person)
    annex.save()


def same_as_unknown(answer):
    unknown = Client().get("/documenten/0123456789abcdef0123456789abcdef/")
    return answer.status_code == 404 and words_of(answer) == words_of(unknown)


def words_of(answer):
    text = re.sub(r"(?s)<(nav|header|footer|script).*?</\1>", "", answer.content.decode())
    return re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text[text.index("<main") :]))


def test_a_file_is_handed_out_as_a_download_that_can_do_nothing(annex, body):
    answer = client_of(member_of(body)).get(annex.document.get_absolute_url())

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Plan Noord & Oost.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_a_public_file_is_for_everyone_but_is_asked_for_anew_each_time(annex):
    set_openness(annex, PUBLIC)

    answer = client_of().get(annex.document.get_absolute_url())

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("level", [NETWORK, BODY, RESTRICTED])
def test_who_may_not_read_it_gets_the_page_of_what_does_not_exist(annex, body, level):
    set_openness(annex, level, reader=member_of(body))
    others = [None, member_of(BodyFactory())]
    others += [member_of(BodyFactory(network=body.network))] if level != NETWORK else []
    others += [member_of(body)] if level == RESTRICTED else []

    for other in others:
        for address in (annex.document.get_absolute_url(), first_version(annex)):
            assert same_as_unknown(client_of(other).get(address))


def first_version(annex):
    return annex.document.versions.get(number=1).get_absolute_url()


def test_what_it_hangs_on_counts_too(annex, body):
    set_openness(annex, PUBLIC)
    annex.proposal.openness = BODY
    annex.proposal.save()

    assert same_as_unknown(client_of().get(annex.document.get_absolute_url()))
    answer = client_of(member_of(body)).get(annex.document.get_absolute_url())
    assert "no-store" in answer["Cache-Control"]


def test_a_paper_of_a_meeting_in_preparation_is_for_the_network(body):
    meeting = MeetingFactory(body=body, state="draft")
    annex = AnnexFactory(proposal=None, meeting=meeting, openness=PUBLIC, document=stored(body))
    address = annex.document.get_absolute_url()

    assert same_as_unknown(client_of().get(address))
    assert client_of(member_of(body)).get(address).status_code == 200


def test_a_withdrawn_annex_is_handed_out_to_nobody(annex, body):
    secretary = secretary_of(body)
    annex.withdrawn_at, annex.withdrawn_by = "2016-10-10T10:30:00Z", secretary.user
    annex.save()

    assert same_as_unknown(client_of(secretary).get(annex.document.get_absolute_url()))


def test_a_document_that_hangs_nowhere_is_handed_out_to_nobody(annex, body):
    document = annex.document
    annex.document = None
    annex.save()

    assert same_as_unknown(client_of(secretary_of(body)).get(document.get_absolute_url()))


def revoke(member):
    member.user.person.seats.update(is_revoked=True)


def end(member):
    member.user.person.seats.update(valid_until=TODAY)


def lock(member):
    member.user.is_active = False
    member.user.save()


@pytest.mark.parametrize("taken", [revoke, end, lock])
def test_a_right_that_was_taken_counts_at_the_very_next_request(annex, body, taken):
    member = member_of(body)
    client = client_of(member)
    address = annex.document.get_absolute_url()
    assert client.get(address).status_code == 200

    taken(member)

    assert same_as_unknown(client.get(address))


def test_unknown_and_closed_take_the_same_queries(annex, body):
    outsider = client_of(member_of(BodyFactory()))
    outsider.get(annex.document.get_absolute_url())

    counted = []
    for address in (annex.document.get_absolute_url(), "/documenten/onbekend/"):
        with CaptureQueriesContext(connection) as queries:
            outsider.get(address)
        counted.append([without_values(query["sql"]) for query in queries])

    assert counted[0] == counted[1]


def without_values(sql):
    return re.sub(r"'[^']*'|\d+", "?", sql)


def test_earlier_versions_are_for_people_of_the_network_only(annex, body):
    set_openness(annex, PUBLIC)
    by = secretary_of(body)
    with actions.kept(files.picture(), by=by) as file:
        actions.replace(annex.document, file, by=by)
    newest = annex.document.versions.get(number=2).get_absolute_url()

    visitor, member = client_of(), client_of(member_of(body))

    assert same_as_unknown(visitor.get(first_version(annex)))
    assert visitor.get(newest)["Content-Disposition"].endswith('(versie 2).jpg"')
    assert member.get(first_version(annex))["Content-Type"] == "application/pdf"


def test_reading_a_restricted_document_is_noted_and_its_name_tells_nothing(annex, body):
    reader = member_of(body)
    set_openness(annex, RESTRICTED, reader=reader)

    answer = client_of(reader).get(annex.document.get_absolute_url())

    version = annex.document.versions.get()
    noted = AuditEntry.objects.filter(event="restricted.read", subject_model="documents.Version")
    assert [(entry.subject_id, entry.by) for entry in noted] == [
        (str(version.pk), reader.user.username)
    ]
    assert "Plan" not in answer["Content-Disposition"]
    assert "Besloten stuk" in answer["Content-Disposition"]


def test_a_document_under_a_restricted_proposal_is_noted_too(annex, body):
    reader = member_of(body)
    proposal = annex.proposal
    proposal.openness, proposal.restriction = RESTRICTED, RestrictionFactory(imposed_by__body=body)
    proposal.save()
    proposal.restriction.readers.add(reader.user.person)

    answer = client_of(reader).get(annex.document.get_absolute_url())

    assert answer.status_code == 200
    assert AuditEntry.objects.filter(
        event="restricted.read", subject_model="documents.Version"
    ).exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('../../etc/"passwd"', "etc passwd.pdf"),
        ("regel\r\nSet-Cookie: a=b", "regel Set-Cookie a b.pdf"),
        ("...", "Document.pdf"),
        ("x" * 200, f"{'x' * 80}.pdf"),
        ("rapport\u202efdp.exe", "rapport fdp.exe.pdf"),
    ],
)
def test_the_name_of_a_file_holds_nothing_that_a_computer_trips_over(annex, body, title, name):
    annex.title = title
    annex.save()

    answer = client_of(member_of(body)).get(annex.document.get_absolute_url())

    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_letters_beyond_ascii_travel_in_the_name(annex, body):
    annex.title = "Coördinatie"
    annex.save()

    answer = client_of(member_of(body)).get(annex.document.get_absolute_url())

    assert "filename*=utf-8''Co%C3%B6rdinatie.pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize("path", ["../secret-key/", "..%2f..%2fsecret-key/", "%2e%2e/", "a/../b/"])
def test_no_address_leads_out_of_the_documents(path):
    assert Client().get(f"/documenten/{path}").status_code in {301, 404}


def test_a_file_that_is_gone_from_disk_says_so_without_failing(annex, body):
    storage.remove(annex.document.versions.get().stored_as)

    answer = client_of(member_of(body)).get(annex.document.get_absolute_url())

    assert answer.status_code == 503
    assert "beheerder" in answer.content.decode()


def test_a_link_works_for_the_one_person_it_was_made_for(annex, body):
    member, other = member_of(body), member_of(body)
    address = link_to(annex.document, bound_to=member.user)

    assert client_of(member).get(address).status_code == 200
    assert same_as_unknown(client_of(other).get(address))
    signing_in = client_of().get(address)
    assert signing_in.status_code == 302
    assert signing_in["Location"].startswith("/inloggen/?next=%2Fdocumenten%2Flink%2F")


def test_a_link_gives_no_right_that_was_taken_since(annex, body):
    member = member_of(body)
    address = link_to(annex.document, bound_to=member.user)

    revoke(member)

    assert same_as_unknown(client_of(member).get(address))


def test_an_unbound_link_opens_what_is_public_and_nothing_else(annex):
    address = link_to(annex.document, bound_to=None)

    assert same_as_unknown(client_of().get(address))
    set_openness(annex, PUBLIC)
    assert client_of().get(address).status_code == 200


def test_a_link_ends_and_says_so(annex, body, monkeypatch):
    member = member_of(body)
    address = link_to(annex.document, bound_to=member.user)
    now = signing.time.time()
    monkeypatch.setattr(
        signing.time, "time", lambda: now + (LASTS + timedelta(seconds=5)).total_seconds()
    )

    answer = Client().get(address)

    assert answer.status_code == 410
    assert "verlopen" in answer.content.decode()


def test_a_forged_link_does_not_exist(annex, body):
    member = member_of(body)
    address = link_to(annex.document, bound_to=member.user)
    token = address.split("/")[-2]
    elsewhere = signing.dumps([annex.document.key, member.user.pk], salt="another")
    strange = signing.dumps({"a": 1, "b": 2, "c": 3}, salt="ivz.documents.link")

    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", elsewhere, strange):
        assert same_as_unknown(client_of(member).get(f"/documenten/link/{forged}/"))


def test_a_seat_on_another_day_gives_nothing_today(annex, body):
    member = Actor(user=member_of(body).user, today=TODAY)
    member.user.person.seats.update(valid_from=TODAY + timedelta(days=1))

    assert same_as_unknown(client_of(member).get(annex.document.get_absolute_url()))
