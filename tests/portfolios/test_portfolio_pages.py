"""Pages on portfolios: who held what on a day and by which decision, and changing it."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.network.models import Theme
from ivz.portfolios.models import Portfolio
from ivz.portfolios.states import PortfolioState
from ivz.workflow.models import Change
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    NetworkFactory,
    PersonFactory,
    ThemeFactory,
    member_of,
    secretary_of,
)
from tests.portfolios.factories import (
    PortfolioFactory,
    decider,
    deciding_network,
    held,
    platform_of,
)

pytestmark = pytest.mark.django_db

THAT_DAY = {"peildatum": "2023-03-01"}


@pytest.fixture
def network():
    return deciding_network()


@pytest.fixture
def undermining(network):
    """A theme held by one mayor until 2022, by another since, by decision."""
    theme = ThemeFactory(code="georganiseerde-criminaliteit", aliases="ondermijning")
    decision = DecisionFactory(
        body=network.deciding_body, decided_on=dt.date(2021, 12, 1), year=2021, number=7
    )
    held(
        network,
        theme=theme,
        holder=decider(network, function="Burgemeester van Losser"),
        valid_until=dt.date(2022, 1, 1),
    )
    held(
        network,
        theme=theme,
        holder=decider(network, function="Burgemeester van Borne"),
        decided_in="",
        decision=decision,
        valid_from=dt.date(2022, 1, 1),
    )
    return theme


def of(name, network, *args):
    return reverse(f"portfolios:{name}", args=[network.slug, *args])


def test_the_theme_page_answers_who_held_it_on_a_day_and_by_which_decision(
    client, network, undermining
):
    page = client.get(of("theme", network, undermining.code), THAT_DAY)

    current = page.context["current"]
    assert current.portfolio.holder.function == "Burgemeester van Borne"
    assert "DVO 2021-7" in page.content.decode()
    earlier = client.get(of("theme", network, undermining.code), {"peildatum": "2021-12-31"})
    assert earlier.context["current"].portfolio.holder.function == "Burgemeester van Losser"


def test_a_theme_is_found_by_the_name_people_use(client, network, undermining):
    answer = client.get(of("theme", network, "ondermijning"))

    assert answer.url == of("theme", network, undermining.code)


def test_a_closed_decision_is_not_named_to_a_visitor(client, network, undermining):
    portfolio = Portfolio.objects.get(decision__isnull=False)
    portfolio.decision.openness = Openness.BODY
    portfolio.decision.save()

    text = client.get(of("theme", network, undermining.code), THAT_DAY).content.decode()

    assert "Burgemeester van Borne" in text
    assert "DVO 2021-7" not in text
    assert portfolio.decision.title not in text


def test_a_theme_shows_who_held_the_theme_it_came_from(client, network):
    new = ThemeFactory(name="Ondermijning")
    old = ThemeFactory(name="Georganiseerde criminaliteit")
    held(network, theme=old)
    Theme.objects.filter(pk=old.pk).update(successor=new)

    page = client.get(of("theme", network, new.code))

    assert "Toen: Georganiseerde criminaliteit" in page.content.decode()


def test_the_overview_holds_for_the_chosen_day_with_vacancies_first(client, network):
    held(network, theme=ThemeFactory(name="Ex-detentie"), holder=None, state="vacant")
    held(network, theme=ThemeFactory(name="Jeugd"), valid_until=dt.date(2016, 6, 1))

    text = client.get(of("overview", network), {"peildatum": "2016-05-31"}).content.decode()

    assert text.index("Ex-detentie") < text.index("Jeugd")
    later = client.get(of("overview", network), {"peildatum": "2016-06-01"})
    assert later.context["overview"].held == []


def test_the_number_of_queries_does_not_grow_with_the_portfolios(
    client, network, django_assert_max_num_queries
):
    decision = DecisionFactory(body=network.deciding_body)
    PortfolioFactory.create_batch(12, network=network, decision=decision)

    with django_assert_max_num_queries(14):
        client.get(of("overview", network))


def test_the_theme_page_has_few_queries_also_with_history(
    client, network, django_assert_max_num_queries
):
    secretary = secretary_of(platform_of(network))
    client.force_login(secretary.user)
    theme = ThemeFactory()
    for year in range(2001, 2012):
        held(
            network,
            theme=theme,
            holder=decider(network, valid_from=dt.date(2000, 1, 1)),
            valid_from=dt.date(year, 1, 1),
            valid_until=dt.date(year + 1, 1, 1),
        )

    with django_assert_max_num_queries(20):
        page = client.get(of("theme", network, theme.code))

    assert len(page.context["changes"]) == 11


def test_buttons_show_only_to_who_may_assign(client, network):
    portfolio = held(network)
    address = of("succeed", network, portfolio.theme.code, portfolio.pk)
    where = of("theme", network, portfolio.theme.code)

    client.force_login(member_of(platform_of(network)).user)
    assert address not in client.get(where).content.decode()
    assert client.get(address).status_code == 403
    client.force_login(secretary_of(platform_of(network)).user)
    assert address in client.get(where).content.decode()


def test_the_secretary_assigns_by_a_decision_from_the_list(client, network):
    client.force_login(secretary_of(platform_of(network)).user)
    theme, holder = ThemeFactory(), decider(network)
    decision = DecisionFactory(body=network.deciding_body, number=8)

    answer = client.post(
        of("assign", network),
        {
            "theme": theme.code,
            "holder": holder.pk,
            "valid_from": "2016-09-01",
            "basis": decision.reference,
        },
    )

    assert answer.url == of("theme", network, theme.code)
    portfolio = Portfolio.objects.get()
    assert (portfolio.decision, portfolio.holder) == (decision, holder)


def test_words_say_where_it_was_decided_when_the_register_does_not_hold_it(client, network):
    client.force_login(secretary_of(platform_of(network)).user)

    client.post(
        of("assign", network),
        {
            "theme": ThemeFactory().code,
            "state": "recruiting",
            "valid_from": "2016-09-01",
            "basis": "Regionaal College, juni 2012",
        },
    )

    portfolio = Portfolio.objects.get()
    assert portfolio.decided_in == "Regionaal College, juni 2012"
    assert portfolio.state == PortfolioState.RECRUITING


def test_a_refusal_stands_in_the_form_and_keeps_what_was_typed(client, network):
    client.force_login(secretary_of(platform_of(network)).user)
    portfolio = held(network)

    page = client.post(
        of("assign", network),
        {
            "theme": portfolio.theme.code,
            "holder": portfolio.holder_id,
            "valid_from": "2016-09-01",
            "basis": "DVO van juni",
        },
    )

    assert page.status_code == 422
    assert "DVO van juni" in page.content.decode()
    assert portfolio.holder.function in page.content.decode()


def test_ending_asks_what_comes_after(client, network):
    client.force_login(secretary_of(platform_of(network)).user)
    portfolio = held(network)

    client.post(
        of("end", network, portfolio.theme.code, portfolio.pk),
        {"version": 1, "last_day": "2016-12-31", "then": "recruiting", "reason": "Vertrek"},
    )

    portfolio.refresh_from_db()
    vacancy = Portfolio.objects.get(holder=None)
    assert portfolio.valid_until == vacancy.valid_from == dt.date(2017, 1, 1)


def test_succeeding_names_the_next_holder(client, network):
    client.force_login(secretary_of(platform_of(network)).user)
    portfolio, successor = held(network), decider(network, function="Burgemeester van Almelo")

    client.post(
        of("succeed", network, portfolio.theme.code, portfolio.pk),
        {
            "version": 1,
            "holder": successor.pk,
            "valid_from": "2016-12-01",
            "basis": "DVO 2016-10",
            "reason": "Vertrek",
        },
    )

    assert Portfolio.objects.get(valid_until=None).holder == successor


def test_two_people_putting_one_portfolio_right_see_both_texts(client, network):
    client.force_login(secretary_of(platform_of(network)).user)
    portfolio = held(network)
    address = of("change", network, portfolio.theme.code, portfolio.pk)
    fields = {"holder": portfolio.holder_id, "valid_from": "2015-01-01", "reason": "Juister"}
    client.post(address, {**fields, "version": 1, "note": "Eerste tekst"})

    page = client.post(address, {**fields, "version": 1, "note": "Tweede tekst"})

    text = page.content.decode()
    assert page.status_code == 409
    assert "Eerste tekst" in text
    assert "Tweede tekst" in text
    client.post(address, {**fields, "version": 2, "note": "Samen"})
    portfolio.refresh_from_db()
    assert portfolio.note == "Samen"


def test_a_decision_closed_to_the_editor_stays_when_something_else_is_put_right(client, network):
    elsewhere = BodyFactory(network=network)
    decision = DecisionFactory(body=elsewhere, openness=Openness.BODY)
    portfolio = held(network, decision=decision, decided_in="")
    client.force_login(secretary_of(platform_of(network)).user)

    client.post(
        of("change", network, portfolio.theme.code, portfolio.pk),
        {
            "version": 1,
            "holder": portfolio.holder_id,
            "valid_from": "2015-01-01",
            "reason": "Opmerking",
            "note": "Nieuw",
        },
    )

    portfolio.refresh_from_db()
    assert (portfolio.note, portfolio.decision) == ("Nieuw", decision)


def test_a_change_is_taken_back_on_the_page(client, network):
    portfolio = held(network)
    change = Change.objects.get()
    address = of("undo_portfolio", network, portfolio.theme.code, change.pk)

    client.force_login(member_of(platform_of(network)).user)
    assert client.post(address).status_code == 403
    client.force_login(secretary_of(platform_of(network)).user)
    client.post(address)

    assert not Portfolio.objects.exists()


def test_the_history_is_for_who_may_change_it(client, network):
    portfolio = held(network, decided_in="Vertrouwelijk beraad")
    change = Change.objects.get()
    change.reason = "Reden van de secretaris"
    change.save()
    address = of("theme", network, portfolio.theme.code)

    assert "Reden van de secretaris" not in client.get(address).content.decode()
    client.force_login(secretary_of(platform_of(network)).user)
    assert "Reden van de secretaris" in client.get(address).content.decode()


def test_the_files_hold_for_the_chosen_day(client, network, undermining):
    text = client.get(of("overview_file", network, "csv"), THAT_DAY).content.decode()

    assert "Burgemeester van Borne" in text
    assert "Burgemeester van Losser" not in text
    years = client.get(of("overview_file", network, "csv"), {"thema": undermining.code})
    assert "Burgemeester van Losser" in years.content.decode()
    ods = client.get(of("overview_file", network, "ods"))
    assert ods.content.startswith(b"PK")
    assert client.get(of("overview_file", network, "exe")).status_code == 404


def test_people_outside_the_body_are_not_offered_as_holder(client, network):
    client.force_login(secretary_of(platform_of(network)).user)
    PersonFactory(function="Directeur elders")
    decider(network, function="Burgemeester van Almelo")

    text = client.get(of("assign", network)).content.decode()

    assert "Burgemeester van Almelo" in text
    assert "Directeur elders" not in text


def test_an_empty_network_says_so(client, network):
    text = client.get(of("overview", network)).content.decode()

    assert "ivz-empty" in text
    assert client.get(of("theme", network, ThemeFactory().code)).status_code == 200
    assert client.get(of("theme", network, "bestaat-niet")).status_code == 404
    assert TODAY.year == 2016


def test_only_who_sits_in_the_network_is_offered_an_agenda(client, network):
    where = of("theme", network, held(network).theme.code)

    def offers():
        return "/vergaderingen/voorleggen/" in client.get(where).content.decode()

    client.force_login(member_of(platform_of(network)).user)
    assert offers()
    client.force_login(member_of(BodyFactory(network=NetworkFactory())).user)
    assert not offers()


def test_the_page_of_a_person_tells_what_they_hold_and_lead_on_the_day(client, network):
    mayor = decider(network)
    held(network, theme=ThemeFactory(name="Ondermijning"), holder=mayor)
    held(network, theme=ThemeFactory(name="Jeugd"), project_leader=mayor)
    held(network, theme=ThemeFactory(name="Voorbij"), holder=mayor, valid_until=dt.date(2023, 3, 1))
    address = reverse("network:person", args=[network.slug, mayor.slug])

    page = client.get(address, THAT_DAY)

    told = [(str(fact.label), fact.text) for fact in page.context["record"].facts]
    assert told == [
        ("Portefeuillehouder", f"Ondermijning ({network})"),
        ("Projectleider", f"Jeugd ({network})"),
    ]
    assert client.get(page.context["record"].facts[0].url).status_code == 200
