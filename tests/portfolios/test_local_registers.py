"""What each municipality answers: registers such as the coffeeshop policy."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.errors import RuleBroken
from ivz.portfolios.actions import municipalities as actions
from ivz.portfolios.actions.municipalities import LocalPolicyDetails, LocalRegisterDetails
from ivz.portfolios.models import LocalPolicy, LocalRegister
from ivz.portfolios.rules.municipalities import ChangedSince
from ivz.workflow.models import Change
from tests.factories import member_of, secretary_of
from tests.portfolios.factories import (
    COMMAND,
    LocalPolicyFactory,
    LocalRegisterFactory,
    coordinator_of,
    deciding_network,
    municipality_in,
    platform_of,
)

pytestmark = pytest.mark.django_db

START = dt.date(2016, 1, 1)


@pytest.fixture
def network():
    return deciding_network()


@pytest.fixture
def almelo(network):
    return municipality_in(network)


@pytest.fixture
def register(network):
    return LocalRegisterFactory(
        network=network, slug="coffeeshopbeleid", name="Coffeeshopbeleid", question="Welk beleid?"
    )


def details(register, municipality, **given):
    return LocalPolicyDetails(
        **{
            "register": register,
            "municipality": municipality,
            "answer": "Maximaal twee",
            "source": "Beleidsregel 2016",
            "valid_from": START,
            **given,
        }
    )


def of(name, network, *args):
    return reverse(f"portfolios:{name}", args=[network.slug, *args])


def test_a_new_answer_ends_the_earlier_one(register, network, almelo):
    earlier = LocalPolicyFactory(register=register, municipality=almelo)

    actions.set_local_policy(details(register, almelo), by=coordinator_of(almelo, network=network))

    earlier.refresh_from_db()
    assert earlier.valid_until == START
    assert LocalPolicy.objects.get(valid_until=None).answer == "Maximaal twee"


def test_an_answer_from_the_same_day_is_put_right(register, almelo):
    actions.set_local_policy(details(register, almelo), by=COMMAND)
    actions.set_local_policy(details(register, almelo, answer="Nul"), by=COMMAND)

    assert LocalPolicy.objects.get().answer == "Nul"
    assert Change.objects.count() == 2


def test_an_answer_under_a_later_one_is_refused(register, almelo):
    LocalPolicyFactory(register=register, municipality=almelo, valid_from=dt.date(2018, 1, 1))

    with pytest.raises(RuleBroken):
        actions.set_local_policy(details(register, almelo), by=COMMAND)


def test_the_coordinator_answers_for_the_own_municipality_only(register, network, almelo):
    elsewhere = municipality_in(network, name="Borne")

    with pytest.raises(PermissionDenied):
        actions.set_local_policy(
            details(register, elsewhere), by=coordinator_of(almelo, network=network)
        )


def test_an_answer_over_a_change_by_somebody_else_is_stopped(register, almelo):
    LocalPolicyFactory(register=register, municipality=almelo)

    with pytest.raises(ChangedSince):
        actions.set_local_policy(details(register, almelo), by=COMMAND, seen="")


def test_only_who_manages_a_network_begins_a_register(network, almelo):
    new = LocalRegisterDetails(name="Handhaving", question="Wie handhaaft?")
    other = secretary_of(platform_of(deciding_network()))

    for stranger in (coordinator_of(almelo, network=network), other):
        with pytest.raises(PermissionDenied):
            actions.add_local_register(new, slug="handhaving", network=network, by=stranger)
    by = secretary_of(platform_of(network))
    assert actions.add_local_register(new, slug="handhaving", network=network, by=by).pk
    with pytest.raises(RuleBroken):
        actions.add_local_register(new, slug="handhaving", network=network, by=COMMAND)


def test_the_register_shows_every_municipality_on_the_chosen_day(client, register, network, almelo):
    municipality_in(network, name="Borne")
    LocalPolicyFactory(register=register, municipality=almelo, answer="Gedogen", valid_until=START)

    then = client.get(of("register", network, register.slug), {"peildatum": "2015-12-31"})
    now = client.get(of("register", network, register.slug), {"peildatum": "2016-01-01"})

    assert then.context["given"] == 1
    assert [row.municipality.name for row in now.context["rows"]] == ["Almelo", "Borne"]
    assert "Gedogen" not in now.content.decode()


def test_the_list_of_registers_counts_answers_in_this_network_only(
    client, register, network, almelo
):
    LocalPolicyFactory(register=register, municipality=almelo)
    LocalPolicyFactory(register=register)

    page = client.get(of("registers", network))

    assert [found.answered for found in page.context["registers"]] == [1]


def test_the_secretary_begins_a_register_on_the_page(client, network):
    client.force_login(secretary_of(platform_of(network)).user)

    answer = client.post(
        of("add_register", network), {"name": "Wie handhaaft?", "question": "Welke organisatie?"}
    )

    assert answer.url == of("register", network, LocalRegister.objects.get().slug)
    client.force_login(member_of(platform_of(network)).user)
    assert client.get(of("add_register", network)).status_code == 403


def test_the_coordinator_answers_and_takes_it_back(client, register, network, almelo):
    client.force_login(coordinator_of(almelo, network=network).user)
    address = of("answer", network, register.slug, almelo.code)
    fields = {"answer": "Nul", "source": "Nota", "valid_from": "2016-01-01", "reason": "Nieuw"}

    client.post(address, {**fields, "seen": ""})
    assert LocalPolicy.objects.get().answer == "Nul"
    assert client.post(address, {**fields, "answer": "Twee", "seen": ""}).status_code == 409
    change = Change.objects.get()
    client.post(of("undo_answer", network, register.slug, almelo.code, change.pk))

    assert not LocalPolicy.objects.exists()


def test_the_file_names_also_who_did_not_answer(client, register, network, almelo):
    text = client.get(of("register_file", network, register.slug, "csv")).content.decode()

    assert f"{almelo.code},Almelo,,,,," in text


def test_the_register_page_has_few_queries(
    client, register, network, django_assert_max_num_queries
):
    for number in range(20):
        area = municipality_in(network, name=f"Gemeente {number}")
        LocalPolicyFactory(register=register, municipality=area)

    with django_assert_max_num_queries(12):
        client.get(of("register", network, register.slug))
