"""What each of the four questions takes for an answer, and what it keeps."""

import pytest

from ivz.authorization.roles import BodyKind, Duty
from ivz.clock import reading as clock
from ivz.home.queries.founding import is_empty_installation
from ivz.network.models import Body
from tests.factories import TODAY, BodyFactory, NetworkFactory, someone_with_duty
from tests.home.founding import (
    ASSEN,
    BOARD,
    MEETING,
    MUNICIPALITIES,
    NETWORK,
    PLATFORM,
    answer,
    answer_all,
    errors_in,
    page_of,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def example_date():
    clock.move_to(TODAY)


@pytest.mark.parametrize("name", ["", "  ", "!!!", "x" * 41])
def test_a_name_without_anything_to_read_is_refused(client, name):
    response = answer(client, "network", {"name": name})

    assert response.status_code == 422
    assert len(errors_in(response)) == 1


def test_a_name_that_another_network_has_is_refused(client):
    NetworkFactory(name="Drenthe", slug="drenthe")
    client.force_login(someone_with_duty(Duty.ADMINISTRATOR).user)

    response = answer(client, "network", {"name": "drenthe"})

    assert errors_in(response) == ["Er is al een netwerk dat drenthe heet. Kies een andere naam."]


def test_a_body_that_is_there_already_is_refused(client):
    BodyFactory(slug="dvo-drenthe")
    client.force_login(someone_with_duty(Duty.ADMINISTRATOR).user)
    answer(client, "network", NETWORK)
    answer(client, "municipalities", MUNICIPALITIES)

    response = answer(client, "bodies", rows(BOARD, PLATFORM))

    assert errors_in(response) == [
        "Er is al een overleg dat DVO Drenthe heet. Kies een andere korte naam."
    ]


@pytest.mark.parametrize(
    "chosen", [[], ["GM9999"], [ASSEN, "<b>"]], ids=["none", "unknown", "no code"]
)
def test_municipalities_come_from_the_list(client, chosen):
    answer(client, "network", NETWORK)

    response = answer(client, "municipalities", {"municipalities": chosen})

    assert response.status_code == 422
    assert len(errors_in(response)) == 1


@pytest.mark.parametrize(
    ("bodies", "reason"),
    [
        ([PLATFORM], "bestuur nodig"),
        ([BOARD], "Platform nodig"),
        ([], "bestuur nodig"),
        ([BOARD, PLATFORM, {**BOARD, "name": "Ander"}], "Twee overleggen"),
        ([BOARD, PLATFORM, {**BOARD, "short_name": ""}], "verplicht"),
        ([BOARD, PLATFORM, {**BOARD, "short_name": "X", "kind": "unit_board"}], "unit_board"),
    ],
)
def test_bodies_that_cannot_work_are_refused(client, bodies, reason):
    answer(client, "network", NETWORK)
    answer(client, "municipalities", MUNICIPALITIES)

    response = answer(client, "bodies", rows(*bodies))

    assert response.status_code == 422
    assert any(reason in error for error in errors_in(response))


def test_a_row_without_names_counts_for_nothing(client):
    nothing = {"name": " ", "short_name": "", "kind": "expert_group"}

    answer_all(client, bodies=rows(BOARD, nothing, PLATFORM))

    assert Body.objects.count() == 2


def test_adding_and_leaving_out_bodies_keeps_what_was_typed(client):
    answer(client, "network", NETWORK)
    answer(client, "municipalities", MUNICIPALITIES)
    half = {**PLATFORM, "short_name": "", "name": "Half getypt"}

    answer(client, "bodies", {**rows(BOARD, half), "add": "1"})
    added = page_of(client.get("/begin/overleggen/"))
    answer(client, "bodies", {**rows(BOARD, half, PLATFORM), "remove": "0"})
    left = page_of(client.get("/begin/overleggen/"))

    assert values(added, "name") == ["Veiligheidsoverleg Drenthe", "Half getypt", ""]
    assert values(left, "name") == ["Half getypt", "Platform IV Drenthe"]


def values(page, field):
    inputs = page.select(f"input[name$=-{field}]")
    return [each.get("value", "") for each in inputs]


def test_the_bodies_nearly_every_network_has_are_filled_in(client):
    answer(client, "network", NETWORK)
    answer(client, "municipalities", MUNICIPALITIES)

    page = page_of(client.get("/begin/overleggen/"))

    assert values(page, "short_name") == ["DVO Drenthe", "Platform Drenthe"]
    chosen = page.select("select option[selected]")
    assert [option["value"] for option in chosen] == [BodyKind.BOARD, BodyKind.PLATFORM]


def test_going_back_keeps_what_is_not_finished(client):
    answer(client, "network", NETWORK)
    answer(client, "municipalities", MUNICIPALITIES)
    answer(client, "bodies", rows(BOARD, PLATFORM))

    response = answer(client, "meeting", {"place": "Assen", "date": "", "back": "1"})

    assert response.url == "/begin/overleggen/"
    place = page_of(client.get("/begin/vergadering/")).select_one("input[name=place]")
    assert place["value"] == "Assen"


@pytest.mark.parametrize("question", ["gemeenten", "overleggen", "vergadering"])
def test_a_question_waits_for_the_ones_before_it(client, question):
    assert client.get(f"/begin/{question}/").url == "/begin/"


def test_a_meeting_in_the_past_is_refused(client):
    response = answer_all(client, meeting={**MEETING, "date": "2016-10-09"})

    assert errors_in(response) == ["Kies vandaag of een latere dag; de zetels gaan vandaag in."]
    assert is_empty_installation()


def test_a_body_outside_the_list_cannot_meet(client):
    response = answer_all(client, meeting={**MEETING, "body": "7"})

    assert response.status_code == 422
    assert is_empty_installation()
