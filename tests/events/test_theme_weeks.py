"""Theme weeks: who announces them, the next from the last, who reads them, and calling one off."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.events import actions, queries
from ivz.events.actions import WeekDetails
from ivz.events.models import ThemeWeek
from ivz.search import indexing
from ivz.search import queries as searching
from ivz.search.queries import Asked
from ivz.workflow.versions import StaleEdit
from tests.events.factories import NetworkEventFactory, ThemeWeekFactory
from tests.factories import (
    BodyFactory,
    ThemeFactory,
    actor_with,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.pages import main_of, soup

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2017, 3, 6), dt.date(2017, 3, 12)
NEW = reverse("events:new_week")


def filled_in(**other):
    return {
        "title": "Ondermijningsweek",
        "starts_on": "2017-03-06",
        "ends_on": "2017-03-12",
    } | other


def details(**other):
    return WeekDetails(
        **{"title": "Ondermijningsweek", "starts_on": FIRST, "ends_on": LAST} | other
    )


def at(name, week):
    return reverse(f"events:{name}", args=[week.key])


def test_the_coordinator_announces_a_theme_week_in_march_and_begins_the_one_of_october_from_it(
    client, secretary, network
):
    theme = ThemeFactory(name="Ondermijning")
    client.force_login(secretary.user)
    sent = filled_in(theme=theme.code, closes_on="2017-02-20", about="Minstens één controle")
    client.post(NEW, sent)
    march = ThemeWeek.objects.get()

    next_one = soup(client.get(march.get_absolute_url())).find("a", href=f"{NEW}?na={march.key}")
    form = soup(client.get(next_one["href"]))
    given = {each["name"]: each.get("value", "") for each in form.select("main input[name]")}
    given |= {"theme": form.select_one("[name=theme] [selected]")["value"]}
    given |= {"about": form.select_one("[name=about]").text.strip()}
    days = {"starts_on": "2017-10-02", "ends_on": "2017-10-08"}
    made = client.post(next_one["href"], given | {"closes_on": ""} | days)

    assert given["starts_on"] == ""
    october = ThemeWeek.objects.get(starts_on=dt.date(2017, 10, 2))
    assert made.url == october.get_absolute_url()
    assert (october.title, october.theme, october.about) == (march.title, theme, march.about)
    assert (october.follows, october.network) == (march, network)
    assert october.last_day_to_announce == dt.date(2017, 10, 8)
    listed = main_of(client.get(reverse("events:weeks")))
    assert listed.index("2 oktober") < listed.index("6 maart")
    assert AuditEntry.objects.filter(event="theme_week.announced").count() == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ends_on": "2017-03-05"}, "ligt voor de eerste"),
        ({"ends_on": "2017-04-06"}, "hoogstens 31 dagen"),
        ({"closes_on": "2017-03-13"}, "de themaweek voorbij"),
        ({"title": ""}, "verplicht"),
        ({"theme": "bestaat-niet"}, "geldige keuze"),
    ],
)
def test_days_that_cannot_be_are_refused_in_place(client, secretary, wrong, told):
    client.force_login(secretary.user)

    answer = client.post(NEW, filled_in(**wrong))

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ThemeWeek.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": FIRST - dt.timedelta(days=1)},
        {"closes_on": LAST + dt.timedelta(days=1)},
        {"cancelled_on": FIRST},
        {"cancelled_why": "Zonder dag"},
    ],
)
def test_the_database_refuses_days_and_reasons_that_cannot_be(wrong):
    with pytest.raises(IntegrityError):
        ThemeWeekFactory(**wrong)


def test_only_who_manages_the_network_announces_changes_and_calls_off(
    platform, network, week, of_almelo
):
    for actor in [
        of_almelo,
        member_of(platform),
        secretary_of(BodyFactory(kind=BodyKind.PLATFORM)),
        actor_with(Role.MUNICIPAL_COORDINATOR, body=platform),
        visitor(),
    ]:
        for attempt in [
            lambda by: actions.announce_week(network, details(), by=by),
            lambda by: actions.change_week(week, details(), version=1, by=by),
            lambda by: actions.cancel_week(week, why="-", version=1, by=by),
            lambda by: actions.put_week_back(week, version=1, by=by),
        ]:
            with pytest.raises(PermissionDenied):
                attempt(actor)


def test_a_theme_week_is_not_begun_from_one_of_another_network(client, secretary, network):
    elsewhere = ThemeWeekFactory()
    client.force_login(secretary.user)

    assert client.get(f"{NEW}?na={elsewhere.key}").status_code == 404
    assert client.get(f"{NEW}?na=%00").status_code == 404
    with pytest.raises(RuleBroken):
        actions.announce_week(network, details(), follows=elsewhere, by=secretary)


def test_everybody_with_a_seat_in_the_network_reads_a_theme_week_and_nobody_else(
    client, platform, week
):
    addresses = [
        week.get_absolute_url(),
        reverse("events:week_file", args=[week.key, "csv"]),
        f"/api/v1/theme-weeks/{week.key}",
    ]
    lists = [reverse("events:weeks"), reverse("events:list"), reverse("meetings:year", args=[2017])]
    lists.append("/api/v1/theme-weeks")
    people = {
        "visitor": None,
        "elsewhere": member_of(BodyFactory()),
        "member": member_of(platform),
    }

    for name, actor in people.items():
        client.logout()
        if actor is not None:
            client.force_login(actor.user)
        for address in addresses:
            expected = 200 if name == "member" else 404
            assert client.get(address).status_code == expected, (name, address)
        for address in lists:
            told = client.get(f"{address}?netwerk=twente").content.decode()
            assert (week.title in told) == (name == "member"), (name, address)


def test_a_public_event_does_not_tell_a_visitor_of_the_theme_week(client, week, municipalities):
    event = NetworkEventFactory(
        network=week.network, organiser=municipalities[0], openness="public", theme_week=week
    )

    page = client.get(event.get_absolute_url())

    assert page.status_code == 200
    assert week.title not in page.content.decode()
    assert week.key not in page.content.decode()


def test_a_member_finds_nothing_to_press_and_is_refused(client, platform, week):
    client.force_login(member_of(platform).user)

    assert not soup(client.get(week.get_absolute_url())).select("main form, main .nl-button")
    assert client.get(NEW).status_code == 403
    assert client.get(at("change_week", week)).status_code == 403
    for name in ["cancel_week", "put_week_back", "join"]:
        answer = client.post(at(name, week), {"version": 1, "why": "-", "event": "-"})
        assert answer.status_code == 403, name


def test_calling_a_theme_week_off_says_why_and_is_taken_back(client, secretary, week):
    client.force_login(secretary.user)
    page = week.get_absolute_url()

    client.post(at("cancel_week", week), {"version": 1, "why": " "})
    week.refresh_from_db()
    assert not week.is_cancelled
    client.post(at("cancel_week", week), {"version": 1, "why": "Geen capaciteit"})

    assert "Geen capaciteit" in main_of(client.get(page))
    assert "Gaat niet door" in main_of(client.get(reverse("events:weeks")))
    assert "Gaat niet door" in main_of(client.get(reverse("events:list")))
    assert "gaat niet door" in main_of(client.get(reverse("meetings:year", args=[2017])))
    with pytest.raises(RuleBroken):
        actions.cancel_week(week, why="Nogmaals", version=2, by=secretary)
    client.post(at("put_week_back", week), {"version": 2})
    assert "Geen capaciteit" not in main_of(client.get(page))
    told = set(AuditEntry.objects.values_list("event", flat=True))
    assert {"theme_week.cancelled", "theme_week.put_back"} <= told


def test_two_who_change_one_theme_week_see_both_texts(client, secretary, week):
    actions.change_week(week, details(title="Van de eerste"), version=1, by=secretary)
    client.force_login(secretary.user)

    answer = client.post(at("change_week", week), filled_in(title="Van de tweede", version=1))

    assert answer.status_code == 409
    for text in ["Van de eerste", "Van de tweede"]:
        assert text in answer.content.decode()
    with pytest.raises(StaleEdit):
        actions.cancel_week(week, why="-", version=1, by=secretary)


def test_a_theme_week_is_changed_on_its_page(client, secretary, week):
    theme = ThemeFactory()
    client.force_login(secretary.user)
    form = soup(client.get(at("change_week", week)))
    version = form.select_one("[name=version]")["value"]

    sent = filled_in(title="Week van de ondermijning", theme=theme.code, version=version)
    client.post(at("change_week", week), sent)

    assert form.select_one("[name=starts_on]")["value"] == "2017-03-06"
    assert "Week van de ondermijning" in main_of(client.get(week.get_absolute_url()))
    assert theme.name in main_of(client.get(week.get_absolute_url()))
    assert AuditEntry.objects.filter(event="theme_week.changed").exists()


def test_a_theme_that_is_no_longer_in_force_stays_with_its_week(client, secretary, week):
    theme = ThemeFactory(valid_until=dt.date(2015, 1, 1))
    ThemeWeek.objects.filter(pk=week.pk).update(theme=theme)
    client.force_login(secretary.user)

    client.post(at("change_week", week), filled_in(theme=theme.code, version=1, about="Nieuw"))

    week.refresh_from_db()
    assert (week.about, week.theme) == ("Nieuw", theme)
    assert client.post(NEW, filled_in(theme=theme.code)).status_code == 422


def test_a_theme_week_is_found_by_its_network(platform, week):
    ThemeWeek.objects.filter(pk=week.pk).update(title="Vossenweek", about="Dassenburchten tellen")
    indexing.rebuild()

    def found_by(actor):
        rows = searching.search(Asked(words="dassenburchten"), actor=actor).rows
        return [entry.title for entry in searching.entries_of(rows, actor=actor)]

    assert found_by(member_of(platform)) == ["Vossenweek"]
    assert found_by(member_of(BodyFactory())) == []
    assert found_by(visitor()) == []


def test_the_page_with_events_names_the_two_theme_weeks_of_the_coming_year(platform, network):
    member = member_of(platform)
    for days in (-30, 150, 300, 360, 400):
        first = member.today + dt.timedelta(days=days)
        ThemeWeekFactory(network=network, title=f"Week {days}", starts_on=first, ends_on=first)

    ahead = queries.weeks_ahead(network, actor=member)

    assert [each.week.title for each in ahead] == ["Week 150", "Week 300"]
    assert queries.weeks_ahead(network, actor=visitor()) == []
