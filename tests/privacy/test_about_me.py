"""People see what is held about them, correct their name, and ask for the rest.

Policy: docs/policy/privacy.md#seeing-and-correcting
"""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ivz.access.models import HelpSession
from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.errors import RuleBroken
from ivz.network.models import Person
from ivz.privacy import actions
from ivz.privacy.models import CorrectionRequest
from ivz.workflow.models import Change
from tests.factories import (
    BodyFactory,
    FollowUpFactory,
    NetworkFactory,
    member_of,
    secretary_of,
    someone_with_duty,
    visitor,
)

pytestmark = pytest.mark.django_db
PAGE = "/privacy/mijn-gegevens/"


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def keeper(network):
    return secretary_of(BodyFactory(network=network, kind=BodyKind.PLATFORM))


@pytest.fixture
def me(network, client):
    actor = member_of(BodyFactory(network=network, name="Overleg van mij"))
    Person.objects.filter(pk=actor.person_id).update(name="Jansen", aliases="J. Jansen")
    client.force_login(actor.user)
    return actor


def person_of(actor):
    return Person.objects.get(pk=actor.person_id)


def test_the_page_shows_account_person_seats_and_trail(client, me):
    client.post("/privacy/mijn-gegevens/naam/", {"version": 1, "name": "Janssen", "aliases": ""})

    page = client.get(PAGE).content.decode()

    for expected in (me.user.username, "Janssen", "Overleg van mij", "Eigen naam verbeterd"):
        assert expected in page


def test_the_page_shows_what_signs_one_in_and_who_looked_along(client, me):
    User.objects.filter(pk=me.user.pk).update(email="lid@example.org")
    Authenticator.objects.create(user=me.user, type=Authenticator.Type.TOTP, data={})
    now = timezone.now()
    helper = someone_with_duty("administrator").user
    given = {"helper": helper, "started_at": now, "until": now, "reason": "Scherm bleef leeg"}
    HelpSession.objects.create(user=me.user, code_digest="-", **given)

    told = client.get("/privacy/mijn-gegevens.json").content.decode()

    for expected in ("lid@example.org", "Code uit een app", "Scherm bleef leeg", "Sessies"):
        assert expected in told


def test_it_counts_where_one_is_named_and_shows_no_closed_text(client, me):
    closed = {"openness": Openness.BODY, "planned_openness": Openness.BODY}
    FollowUpFactory(owner=person_of(me), what="Besloten opdracht", **closed)

    page = client.get(PAGE).content.decode()

    assert "op 1 plek" in page
    assert "Besloten opdracht" not in page


def test_a_visitor_is_refused_and_nobody_sees_another(client, me):
    other = member_of(BodyFactory())
    Person.objects.filter(pk=other.person_id).update(name="Pietersen")

    assert "Pietersen" not in client.get(PAGE).content.decode()
    client.logout()
    assert client.get(PAGE).status_code == 403
    assert client.get("/privacy/mijn-gegevens.json").status_code == 403


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_it_can_be_taken_along(client, me, suffix):
    response = client.get(f"/privacy/mijn-gegevens.{suffix}")

    assert "Jansen" in response.content.decode()
    assert response["Content-Disposition"].startswith('attachment; filename="mijn-gegevens')
    assert AuditEntry.objects.filter(event="privacy.taken_away", by=me.name).exists()
    if suffix == "json":
        assert {"title", "rows"} == set(json.loads(response.content)[0])
    assert 'filename="mijn-gegevens_besloten_' in response["Content-Disposition"]


def test_the_file_for_a_program_says_who_kept_it_when_and_how_open_it_is(client, me):
    about = json.loads(client.get("/privacy/mijn-gegevens.json").content)[-1]

    assert about["title"] == "Over dit bestand"
    assert me.standing.function in [row["value"] for row in about["rows"]]
    assert len(about["rows"]) == 3


def test_another_kind_of_file_is_not_there(client, me):
    assert client.get("/privacy/mijn-gegevens.exe").status_code == 404


def test_one_corrects_ones_own_name_at_once_with_history(me):
    actions.correct_own_name(person_of(me), name="Janssen", aliases="", version=1, by=me)

    assert person_of(me).name == "Janssen"
    change = Change.objects.get(subject_model="network.Person")
    assert (change.before["name"], change.after["name"]) == ("Jansen", "Janssen")
    assert AuditEntry.objects.get(event="privacy.corrected").by == me.name


@pytest.mark.parametrize("other", [visitor, lambda: member_of(BodyFactory())])
def test_nobody_corrects_the_name_of_another(me, other):
    with pytest.raises(PermissionDenied):
        actions.correct_own_name(person_of(me), name="X", aliases="", version=1, by=other())

    assert person_of(me).name == "Jansen"


def test_a_name_that_changed_meanwhile_is_shown_beside_ones_own(client, me):
    Person.objects.filter(pk=me.person_id).update(name="Van een ander", version=2)

    response = client.post(
        "/privacy/mijn-gegevens/naam/", {"version": 1, "name": "Mijn eigen", "aliases": ""}
    )

    assert response.status_code == 409
    assert "Van een ander" in response.content.decode()
    assert 'value="Mijn eigen"' in response.content.decode()
    assert 'name="version" value="2"' in response.content.decode()


def test_a_request_reaches_the_secretary_and_the_answer_comes_back(client, me, keeper):
    client.post("/privacy/mijn-gegevens/verzoek/", {"text": "Mijn functie klopt niet."})
    asked = CorrectionRequest.objects.get()

    client.force_login(keeper.user)
    assert "/privacy/verzoeken/" in client.get("/").content.decode()
    assert "Mijn functie klopt niet." in client.get("/privacy/verzoeken/").content.decode()
    answered = client.post(f"/privacy/verzoeken/{asked.pk}/", {"answer": "Aangepast."})

    assert answered.status_code == 302
    assert "/privacy/verzoeken/" not in client.get("/").content.decode()
    client.force_login(me.user)
    assert "Aangepast." in client.get(PAGE).content.decode()


def test_one_asks_one_thing_at_a_time(client, me):
    for _time in range(2):
        response = client.post("/privacy/mijn-gegevens/verzoek/", {"text": "Klopt niet."})

    assert response.status_code == 422
    assert "wacht nog op antwoord" in response.content.decode()
    assert CorrectionRequest.objects.count() == 1


def test_a_request_is_not_there_for_others(client, me, keeper):
    asked = actions.ask_correction(person_of(me), text="Klopt niet.", by=me)
    elsewhere = secretary_of(BodyFactory(kind=BodyKind.PLATFORM))

    for other in (elsewhere, member_of(BodyFactory(network=NetworkFactory()))):
        client.force_login(other.user)
        assert client.get(f"/privacy/verzoeken/{asked.pk}/").status_code == 404
        assert "Klopt niet." not in client.get("/privacy/verzoeken/").content.decode()
        with pytest.raises(PermissionDenied):
            actions.answer_correction(asked, answer="Nee", by=other)


def test_only_who_keeps_the_registers_answers_and_once(me, keeper):
    asked = actions.ask_correction(person_of(me), text="Klopt niet.", by=me)

    with pytest.raises(PermissionDenied):
        actions.answer_correction(asked, answer="Ja", by=me)
    actions.answer_correction(asked, answer="Ja", by=keeper)
    with pytest.raises(RuleBroken):
        actions.answer_correction(asked, answer="Nee", by=keeper)


def test_pages_stay_within_twenty_queries(client, me, keeper, django_assert_max_num_queries):
    for _number in range(5):
        FollowUpFactory(owner=person_of(me))
    with django_assert_max_num_queries(20):
        client.get(PAGE)
    client.force_login(keeper.user)
    with django_assert_max_num_queries(20):
        client.get("/privacy/verzoeken/")
