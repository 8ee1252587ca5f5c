"""Activities in a theme week: who puts which event in it, until when, and takes it off."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.events import actions, queries
from ivz.events.actions import EventDetails
from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.network.models import AreaLink
from ivz.network.models.people import OrganisationKind
from tests.events.factories import ThemeWeekFactory, counting, planned
from tests.factories import AreaFactory, BodyFactory, OrganisationFactory, member_of
from tests.meetings.pages import main_of, soup

pytestmark = pytest.mark.django_db
DAY = dt.date(2017, 3, 8)


def counted_by(actor, week):
    return [one.area.name for one in queries.week_overview(week, actor=actor).counted]


def at(name, row):
    return reverse(f"events:{name}", args=[row.key])


def filled_in(organiser, **other):
    return {
        "title": "Controle bedrijventerrein",
        "organiser": organiser.pk,
        "starts_on": "2017-03-08",
        "place": "Bedrijventerrein",
        "audience": "Ondernemers",
        "openness": "network",
    } | other


def test_a_municipality_announces_an_activity_from_the_page_of_the_week(
    client, of_almelo, municipalities, week
):
    client.force_login(of_almelo.user)
    page = soup(client.get(week.get_absolute_url()))
    form = page.find("a", href=lambda href: href and href.startswith(reverse("events:new")))["href"]

    shown = soup(client.get(form))
    made = client.post(form, filled_in(municipalities[0]))

    event = NetworkEvent.objects.get()
    assert shown.select_one("[name=starts_on]")["value"] == "2017-03-06"
    assert made.url == week.get_absolute_url()
    assert event.theme_week == week
    assert counted_by(of_almelo, week) == ["Almelo"]
    told = list(AuditEntry.objects.order_by("pk").values_list("event", flat=True))
    assert told[-2:] == ["event.announced", "event.joined_week"]


def test_an_activity_on_other_days_is_not_announced_at_all(client, of_almelo, municipalities, week):
    client.force_login(of_almelo.user)
    sent = filled_in(municipalities[0], starts_on="2017-03-13")

    answer = client.post(f"{reverse('events:new')}?themaweek={week.key}", sent)

    assert answer.status_code == 422
    assert "6 maart 2017 tot en met 12 maart 2017" in answer.content.decode()
    assert not NetworkEvent.objects.exists()
    for unknown in ("bestaat-niet", "%00"):
        address = f"{reverse('events:new')}?themaweek={unknown}"
        assert client.get(address).status_code == 404


def test_an_event_that_is_there_already_is_put_in_the_week_and_taken_off(
    client, of_almelo, municipalities, week
):
    event = planned(municipalities[0], week, title="Controle")
    planned(municipalities[1], week, title="Van een ander")
    client.force_login(of_almelo.user)
    page = soup(client.get(week.get_absolute_url()))
    offered = [each["value"] for each in page.select("[name=event] option") if each["value"]]

    client.post(at("join", week), {"event": offered[0]})
    joined = main_of(client.get(event.get_absolute_url()))
    form = soup(client.get(event.get_absolute_url())).find("form", action=at("leave", event))
    in_week = counted_by(of_almelo, week)
    client.post(at("leave", event), {"version": form.select_one("[name=version]")["value"]})

    assert offered == [event.key]
    assert week.title in joined
    assert in_week == ["Almelo"]
    assert counted_by(of_almelo, week) == []
    assert NetworkEvent.objects.get(pk=event.pk).theme_week is None
    assert {"event.joined_week", "event.left_week"} <= set(
        AuditEntry.objects.values_list("event", flat=True)
    )
    button = soup(client.get(event.get_absolute_url())).find("form", action=at("join", week))
    client.post(at("join", week), {"event": button.select_one("[name=event]")["value"]})
    assert counted_by(of_almelo, week) == ["Almelo"]


def test_the_coordinator_of_the_network_does_so_for_them_and_others_do_not(
    platform, of_almelo, secretary, municipalities, week
):
    of_borne = planned(municipalities[1], week)

    for actor in [of_almelo, member_of(platform), member_of(BodyFactory())]:
        with pytest.raises(PermissionDenied):
            actions.join(of_borne, week, version=1, by=actor)
    actions.join(of_borne, week, version=1, by=secretary)
    with pytest.raises(PermissionDenied):
        actions.leave(of_borne, version=2, by=of_almelo)
    assert counted_by(secretary, week) == ["Borne"]
    actions.leave(of_borne, version=2, by=secretary)
    with pytest.raises(RuleBroken):
        actions.leave(of_borne, version=3, by=secretary)


def test_somebody_elses_event_and_an_unknown_one_are_not_put_in_by_hand(
    client, of_almelo, municipalities, week
):
    of_borne = planned(municipalities[1], week)
    hidden = planned(municipalities[1], week, openness=Openness.BODY)
    client.force_login(of_almelo.user)

    answers = [
        client.post(at("join", week), {"event": key}).status_code
        for key in (of_borne.key, hidden.key, "bestaat-niet", "\x00", "")
    ]

    assert answers == [403, 404, 404, 404, 302]
    assert not week.activities.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"starts_on": dt.date(2017, 3, 5)}, "6 maart 2017 tot en met 12 maart 2017"),
        ({"ends_on": dt.date(2017, 3, 13)}, "6 maart 2017 tot en met 12 maart 2017"),
        ({"cancelled_on": DAY, "cancelled_why": "Ziek"}, "gaat niet door"),
    ],
)
def test_what_does_not_take_place_in_the_week_cannot_count(
    secretary, municipalities, week, wrong, told
):
    event = planned(municipalities[0], week, **wrong)

    with pytest.raises(RuleBroken, match=told):
        actions.join(event, week, version=1, by=secretary)


def test_only_a_municipality_that_lies_in_the_network_on_the_first_day_counts(
    secretary, network, municipalities, week
):
    police = OrganisationFactory(kind=OrganisationKind.POLICE, area=municipalities[0].area)
    later = AreaFactory(name="Haaksbergen")
    AreaLink.objects.create(area=later, parent=network.area, valid_from=dt.date(2017, 3, 7))
    left = AreaFactory(name="Rijssen")
    AreaLink.objects.create(area=left, parent=network.area, valid_until=week.starts_on)
    gone = OrganisationFactory(area=left)

    for organiser in [police, OrganisationFactory(area=later), gone, OrganisationFactory()]:
        with pytest.raises(RuleBroken, match="alleen wat een gemeente"):
            actions.join(planned(organiser, week), week, version=1, by=secretary)
    overview = queries.week_overview(week, actor=secretary)
    assert [one.area.name for one in overview.without] == ["Almelo", "Borne", "Enschede"]
    earlier = ThemeWeekFactory(
        network=network, starts_on=dt.date(2017, 3, 5), ends_on=dt.date(2017, 3, 9)
    )
    actions.join(planned(gone, earlier), earlier, version=1, by=secretary)
    assert counted_by(secretary, earlier) == ["Rijssen"]


def test_an_event_stands_in_one_theme_week_of_its_own_network(secretary, municipalities, week):
    event = counting(municipalities[0], week)
    other = ThemeWeekFactory(network=week.network)

    with pytest.raises(RuleBroken, match="al in een themaweek"):
        actions.join(event, other, version=1, by=secretary)
    with pytest.raises(RuleBroken, match="eigen netwerk"):
        actions.join(planned(municipalities[0], week), ThemeWeekFactory(), version=1, by=secretary)


def test_after_the_last_day_to_announce_only_the_coordinator_of_the_network_adds(
    client, secretary, of_almelo, municipalities, week
):
    closed = of_almelo.today - dt.timedelta(days=1)
    ThemeWeek.objects.filter(pk=week.pk).update(closes_on=closed)
    event = planned(municipalities[0], week)
    client.force_login(of_almelo.user)

    page = client.get(week.get_absolute_url())
    assert "Aankondigen kon tot en met" in main_of(page)
    assert not soup(page).select("[name=event]")
    client.post(at("join", week), {"event": event.key})
    assert counted_by(secretary, week) == []
    client.force_login(secretary.user)
    client.post(at("join", week), {"event": event.key})
    assert counted_by(secretary, week) == ["Almelo"]


def test_on_the_last_day_to_announce_a_municipality_still_can(of_almelo, municipalities, week):
    ThemeWeek.objects.filter(pk=week.pk).update(closes_on=of_almelo.today)
    event = planned(municipalities[0], week)

    assert actions.join(event, week, version=1, by=of_almelo).theme_week == week


def test_nothing_is_put_in_a_theme_week_that_is_called_off(
    client, secretary, of_almelo, municipalities, week
):
    event = planned(municipalities[0], week)
    actions.cancel_week(week, why="Geen capaciteit", version=1, by=secretary)
    client.force_login(of_almelo.user)

    assert not soup(client.get(week.get_absolute_url())).select("main form, main .nl-button")
    assert not soup(client.get(event.get_absolute_url())).find("form", action=at("join", week))
    with pytest.raises(RuleBroken, match="gaat niet door"):
        actions.join(event, week, version=1, by=secretary)
    assert "nog geen activiteit in" not in main_of(client.get(reverse("events:list")))


def test_as_long_as_it_stands_in_the_week_an_event_keeps_to_its_days(
    of_almelo, municipalities, week
):
    event = counting(municipalities[0], week)
    elsewhen = EventDetails(
        organiser=municipalities[0],
        title="Controle",
        starts_on=dt.date(2017, 4, 1),
        place="Almelo",
        audience="Ondernemers",
    )

    with pytest.raises(RuleBroken, match="haal de bijeenkomst eerst uit de themaweek"):
        actions.change(event, elsewhen, version=1, by=of_almelo)
    actions.leave(event, version=1, by=of_almelo)
    assert actions.change(event, elsewhen, version=2, by=of_almelo).starts_on.month == 4
