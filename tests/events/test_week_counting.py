"""What counts in a theme week and for whom, and which municipalities have nothing yet."""

import csv
import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.events import actions, queries
from ivz.events.actions import WeekDetails
from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.network.models import Organisation
from ivz.network.models.people import OrganisationKind
from tests.events.factories import counting
from tests.factories import BodyFactory, member_of
from tests.meetings.pages import main_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2017, 3, 8)


def counted_by(actor, week):
    return [one.area.name for one in queries.week_overview(week, actor=actor).counted]


def test_the_page_counts_the_municipalities_and_names_those_without_an_activity_first(
    client, platform, municipalities, week
):
    almelo, borne, _enschede = municipalities
    ThemeWeek.objects.filter(pk=week.pk).update(closes_on=dt.date(2017, 2, 20))
    for title in ("Controle", "Avond voor ondernemers"):
        counting(almelo, week, title=title)
    client.force_login(member_of(platform).user)

    page = main_of(client.get(week.get_absolute_url()))

    assert "1 van de 3 gemeenten" in page
    assert "Nog zonder activiteit: 2" in page
    assert "Met een activiteit: 1" in page
    without, with_one = page.split("Met een activiteit: 1")
    without = without.split("Nog zonder activiteit: 2")[1]
    assert without.index("maandag 20 februari 2017") < without.index("Borne")
    assert without.index("Borne") < without.index("Enschede")
    assert "Almelo" not in without
    for told in ("Almelo", "Controle", "Avond voor ondernemers"):
        assert told in with_one
    assert "Enschede" not in with_one

    counting(borne, week)
    assert "2 van de 3 gemeenten" in main_of(client.get(week.get_absolute_url()))
    assert "2 van de 3 gemeenten" in main_of(client.get(reverse("events:list")))
    assert "2 gemeenten hebben" in main_of(client.get(reverse("events:weeks")))


def test_what_is_called_off_or_lies_outside_the_week_by_now_does_not_count(
    client, secretary, municipalities, week
):
    almelo, borne, enschede = municipalities
    cancelled = counting(almelo, week, title="Afgezegde controle")
    counting(borne, week, title="Latere avond", starts_on=dt.date(2017, 3, 12))
    counting(enschede, week, title="Hele week", ends_on=dt.date(2017, 3, 11))
    actions.cancel(cancelled, why="Ziek", version=1, by=secretary)
    shorter = WeekDetails(title=week.title, starts_on=week.starts_on, ends_on=dt.date(2017, 3, 11))
    actions.change_week(week, shorter, version=1, by=secretary)
    week.refresh_from_db()
    client.force_login(secretary.user)

    page = main_of(client.get(week.get_absolute_url()))

    assert counted_by(secretary, week) == ["Enschede"]
    assert queries.taking_part_in([week], actor=secretary) == {week.pk: 1}
    assert "Afgezegde controle : gaat niet door" in page
    assert "Latere avond : op andere dagen dan de themaweek" in page
    actions.put_back(cancelled, version=2, by=secretary)
    assert counted_by(secretary, week) == ["Almelo", "Enschede"]


def test_an_activity_somebody_may_not_read_does_not_count_for_them_anywhere(
    client, platform, of_almelo, secretary, municipalities, week
):
    board = BodyFactory(network=platform.network)
    given = {"openness": Openness.BODY, "invited": [board], "title": "Besloten actie"}
    counting(municipalities[0], week, **given)
    pages = [
        week.get_absolute_url(),
        reverse("events:list"),
        reverse("events:weeks"),
        reverse("events:week_file", args=[week.key, "csv"]),
        f"/api/v1/theme-weeks/{week.key}",
    ]

    def told(actor):
        client.force_login(actor.user)
        return [client.get(page).content.decode() for page in pages]

    with_it = [member_of(board), of_almelo]
    for actor in with_it:
        one, listed, every, table, answer = told(actor)
        assert "1 van de 3 gemeenten" in one
        assert "1 van de 3 gemeenten" in listed
        assert "1 gemeente heeft" in every
        assert "Besloten actie" in table
        assert '"withActivity": 1' in answer
    for actor in [member_of(platform), secretary]:
        before = told(actor)
        assert "0 van de 3 gemeenten" in before[0]
        assert "0 van de 3 gemeenten" in before[1]
        assert not any("Besloten actie" in page for page in before)
        NetworkEvent.objects.update(theme_week=None)
        client.logout()
        after = told(actor)
        NetworkEvent.objects.update(theme_week=week)
        for shown, without in zip(before, after, strict=True):
            assert without_tokens(shown) == without_tokens(without)


def without_tokens(page):
    read = BeautifulSoup(page, "html.parser")
    for token in read.select("[name=csrfmiddlewaretoken]"):
        token.decompose()
    return read.get_text()


def test_ones_own_municipality_is_reminded_on_the_page_with_events_until_it_has_an_activity(
    client, of_almelo, secretary, municipalities, week
):
    reminder = "Almelo heeft er nog geen activiteit in."
    address = reverse("events:list")
    client.force_login(secretary.user)
    assert reminder not in main_of(client.get(address))
    client.force_login(of_almelo.user)
    assert reminder in main_of(client.get(address))
    assert reminder in main_of(client.get(week.get_absolute_url()))

    counting(municipalities[0], week)

    assert reminder not in main_of(client.get(address))


def test_the_file_has_a_line_per_activity_and_per_municipality_without_one(
    client, platform, municipalities, week
):
    counting(municipalities[1], week, title="Controle", place="Haven")
    cancelled = {"cancelled_on": DAY, "cancelled_why": "Ziek"}
    counting(municipalities[2], week, title="Avond", **cancelled)
    client.force_login(member_of(platform).user)

    answer = client.get(reverse("events:week_file", args=[week.key, "csv"]))
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    sheet = client.get(reverse("events:week_file", args=[week.key, "ods"]))

    assert [(row["gemeente"], row["activiteit"], row["telt mee"]) for row in lines] == [
        ("Almelo", "", "false"),
        ("Enschede", "", "false"),
        ("Enschede", "Avond", "false"),
        ("Borne", "Controle", "true"),
    ]
    assert lines[2]["waarom het niet meetelt"] == "gaat niet door"
    assert lines[3]["waar"] == "Haven"
    assert sheet["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert client.get(f"{week.get_absolute_url()}themaweek.pdf").status_code == 404


def test_other_programs_get_theme_weeks_with_their_municipalities(
    client, platform, municipalities, week
):
    counting(municipalities[0], week, title="Controle")
    client.force_login(member_of(platform).user)

    listed = client.get("/api/v1/theme-weeks?network=twente").json()
    one = client.get(f"/api/v1/theme-weeks/{week.key}").json()

    assert [each["key"] for each in listed["items"]] == [week.key]
    assert (one["startsOn"], one["closesOn"], one["withActivity"]) == (
        "2017-03-06",
        "2017-03-12",
        1,
    )
    almelo, borne, _enschede = one["municipalities"]
    assert almelo["activities"] == ["Controle"]
    assert (borne["name"], borne["activities"]) == ("Borne", [])
    assert client.get("/api/v1/theme-weeks?network=bestaat-niet").status_code == 404


def test_more_activities_take_no_more_questions(
    platform, municipalities, week, django_assert_num_queries
):
    member = member_of(platform)
    counting(municipalities[0], week)
    assert member.seats

    for _more in range(2):
        with django_assert_num_queries(2):
            overview = queries.week_overview(week, actor=member)
            assert all(event.organiser.name for one in overview.counted for event in one.activities)
        for organiser in Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY):
            counting(organiser, week)
