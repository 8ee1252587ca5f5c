"""Pages and list of signals: what they say, for whom, and how one is handled there."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.roles import BodyKind, Role
from ivz.insight.models import Signal
from ivz.insight.states import SignalState
from tests.factories import (
    TODAY,
    BodyFactory,
    DataSetFactory,
    actor_with,
    member_of,
    secretary_of,
)
from tests.insight.factories import SignalFactory

LIST = "/inzicht/signalen/"
API = "/api/v1/signals"
DECLINED = {"state": "declined", "reason": "Al bekend.", "handled_on": TODAY}


def main_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


@pytest.fixture
def platform(network, analyst):
    return network.bodies.get()


@pytest.fixture
def table(network):
    return DataSetFactory(network=network)


@pytest.fixture
def signal(table):
    return SignalFactory(data_set=table, theme__name="Fietsendiefstal")


@pytest.fixture
def coordinator(client, platform):
    actor = secretary_of(platform)
    client.force_login(actor.user)
    return actor


def handle_address(signal):
    return reverse("insight:handle_signal", args=[signal.key])


def test_what_waits_stands_above_what_was_handled(client, coordinator, table, signal):
    SignalFactory(data_set=table, theme__name="Autokraak", observed=9, expected=1, **DECLINED)
    SignalFactory(data_set=table, theme__name="Vernieling", observed=9, expected=2)

    listed = main_of(client.get(LIST))

    places = [listed.index(word) for word in ("Vernieling", "Fietsendiefstal", "Autokraak")]
    assert places == sorted(places)
    assert listed.index("Afgehandeld") < listed.index("Autokraak")
    assert "Al bekend." in listed
    assert "Bron: Notitie bij een voorstel" in listed


def test_an_empty_list_says_what_comes_here(client, coordinator):
    assert "komen hier vanzelf" in main_of(client.get(LIST))


def test_the_page_says_what_a_signal_does_not_prove(client, coordinator, signal):
    signal.theme.more_is_not_worse = True
    signal.theme.save()
    signal.data_set.interpretation = "Alleen aangiften."
    signal.data_set.save()

    shown = main_of(client.get(signal.get_absolute_url()))

    assert "7,61" in shown
    assert "6,37" in shown
    for words in ("niet bewijst", "geen bewijs", "gemeld", "één dader", "Alleen aangiften."):
        assert words in shown
    assert "Meer is hier niet slechter" in shown


def test_the_page_of_a_lapsed_signal_does_not_say_that_the_figure_lies_higher(
    client, coordinator, signal
):
    assert "ten minste een tiende hoger" in main_of(client.get(signal.get_absolute_url()))
    lapsed = {"state": SignalState.WITHDRAWN, "reason": "Verbeterd.", "handled_on": TODAY}
    Signal.objects.update(**lapsed)

    shown = main_of(client.get(signal.get_absolute_url()))

    assert "ten minste een tiende hoger" not in shown
    assert "van vóór de verbetering" in shown


def test_somebody_follows_it_up_from_the_page(client, coordinator, signal, platform):
    person = member_of(platform).user.person
    page = client.get(signal.get_absolute_url()).content.decode()
    assert handle_address(signal) in page

    typed = {"version": 1, "kind": "follow", "followed_by": person.pk, "reason": ""}
    answer = client.post(handle_address(signal), typed, follow=True)

    assert answer.redirect_chain == [(signal.get_absolute_url(), 302)]
    assert person.function in main_of(answer)
    step = Signal.objects.get().steps.first()
    client.post(reverse("insight:undo_signal", args=[signal.key, step.pk]))
    assert Signal.objects.get().state == SignalState.OPEN


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "follow"}, "followed_by"),
        ({"kind": "leave", "reason": " "}, "reason"),
        ({}, "kind"),
    ],
)
def test_what_is_missing_is_asked_in_place(client, coordinator, signal, typed, field):
    answer = client.post(handle_address(signal), {"version": 1, **typed})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert page.select_one(f"[name={field}]").find_parent(class_="ivz-field--invalid") or (
        page.select_one(".ivz-field__error")
    )
    assert Signal.objects.get().state == SignalState.OPEN


def test_where_somebody_else_was_first_both_stand_there(client, coordinator, signal):
    Signal.objects.update(version=2, **{**DECLINED, "reason": "Andermans reden."})

    typed = {"version": 1, "kind": "leave", "reason": "Mijn reden."}
    answer = client.post(handle_address(signal), typed)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Andermans reden." in shown
    assert "Mijn reden." in shown


def test_a_member_reads_and_does_not_handle(client, signal, platform):
    client.force_login(member_of(platform).user)

    page = client.get(signal.get_absolute_url())

    assert "Fietsendiefstal" in main_of(page)
    assert handle_address(signal) not in page.content.decode()
    assert client.get(handle_address(signal)).status_code == 403
    assert client.post(handle_address(signal), {"version": 1}).status_code == 403


def test_for_others_a_signal_is_not_there(client, signal, network):
    signal.data_set.openness = "public"
    signal.data_set.save()
    addresses = [
        signal.get_absolute_url(),
        handle_address(signal),
        f"{LIST}onbekend/",
        f"{LIST}onbekend/afhandelen/",
    ]

    for somebody in (None, secretary_of(BodyFactory(kind=BodyKind.PLATFORM))):
        if somebody:
            client.force_login(somebody.user)
        assert [client.get(address).status_code for address in addresses] == [404] * 4
        assert client.get(API).json()["items"] == []
    client.logout()
    listed = main_of(client.get(LIST))
    assert "Fietsendiefstal" not in listed
    assert "een zetel heeft" in listed


def test_the_table_leads_its_network_to_the_signals(client, data_set, platform):
    pages = [data_set.get_absolute_url(), "/inzicht/"]
    for_visitors = [client.get(address).content.decode() for address in pages]
    client.force_login(actor_with(Role.MEMBER, body=platform).user)

    for_members = [client.get(address).content.decode() for address in pages]

    assert not [page for page in for_visitors if f'href="{LIST}"' in page]
    assert not [page for page in for_members if f'href="{LIST}"' not in page]
    assert "4 signalen in deze cijfers" in for_members[0]


def test_other_programs_read_the_same(client, coordinator, table, signal):
    SignalFactory(data_set=table, **DECLINED)

    everything = client.get(API, {"network": table.network.slug}).json()
    asked = client.get(API, {"state": "open", "dataSet": table.slug}).json()["items"]

    assert everything["total"] == 2
    (told,) = asked
    assert (told["observed"], told["expected"], told["ratio"]) == (7.61, 6.37, 1.19)
    assert told["title"] == signal.title
    assert client.get(API, {"network": "onbekend"}).status_code == 404


def test_the_pages_take_few_queries(client, coordinator, table, django_assert_max_num_queries):
    rows = SignalFactory.create_batch(30, data_set=table)
    client.get(LIST)

    with django_assert_max_num_queries(12):
        client.get(LIST)
    with django_assert_max_num_queries(14):
        client.get(rows[0].get_absolute_url())
