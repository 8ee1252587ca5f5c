"""What plays where: choosing priorities, the matrix, and what plays in many municipalities."""

import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from odfdo import Document

from ivz.errors import RuleBroken
from ivz.network.models import Area
from ivz.portfolios.actions import municipalities as actions
from ivz.portfolios.actions.municipalities import Choice, PriorityDetails
from ivz.portfolios.actions.undoing import take_back
from ivz.portfolios.models import Priority
from ivz.portfolios.queries.priorities import frequent, matrix, municipalities_with
from ivz.portfolios.rules.municipalities import ChangedSince
from ivz.workflow.models import Change
from tests.factories import TODAY, AreaFactory, ThemeFactory, member_of, secretary_of
from tests.portfolios.factories import (
    COMMAND,
    PriorityFactory,
    coordinator_of,
    deciding_network,
    municipality_in,
    platform_of,
)

pytestmark = pytest.mark.django_db

PLAN = "Integraal veiligheidsplan 2017-2020"
START = dt.date(2017, 1, 1)


@pytest.fixture
def network():
    return deciding_network()


@pytest.fixture
def almelo(network):
    return municipality_in(network)


def details(municipality, **given):
    return PriorityDetails(
        **{
            "municipality": municipality,
            "theme": ThemeFactory(),
            "source": PLAN,
            "valid_from": START,
            **given,
        }
    )


def choose(municipality, *themes, by=COMMAND, seen=None, valid_from=START):
    rows = Priority.objects.filter(municipality=municipality)
    actions.choose_priorities(
        municipality,
        Choice(themes=themes, source=PLAN, valid_from=valid_from),
        seen=actions.state_of(rows) if seen is None else seen,
        reason="Nieuw plan vastgesteld",
        by=by,
    )


def of(name, network, *args):
    return reverse(f"portfolios:{name}", args=[network.slug, *args])


def test_the_coordinator_adds_a_priority_of_the_own_municipality(network, almelo):
    coordinator = coordinator_of(almelo, network=network)

    priority = actions.add_priority(details(almelo), by=coordinator)

    assert Change.objects.get().reason == PLAN
    assert priority.municipality == almelo


def test_the_coordinator_stays_out_of_another_municipality(network, almelo):
    elsewhere = municipality_in(network, name="Borne")

    with pytest.raises(PermissionDenied):
        actions.add_priority(details(elsewhere), by=coordinator_of(almelo, network=network))


def test_an_ordinary_member_fills_in_nothing(network, almelo):
    with pytest.raises(PermissionDenied):
        actions.add_priority(details(almelo), by=member_of(platform_of(network)))


def test_who_manages_the_network_fills_in_for_every_municipality_in_it(network, almelo):
    secretary = secretary_of(platform_of(network))

    assert actions.add_priority(details(almelo), by=secretary).pk
    with pytest.raises(PermissionDenied):
        actions.add_priority(details(AreaFactory()), by=secretary)


def test_who_manages_the_network_still_reaches_a_municipality_that_merged(network, almelo):
    Area.objects.filter(pk=almelo.pk).update(valid_until=dt.date(2016, 1, 1))
    almelo.refresh_from_db()
    almelo.parent_links.update(valid_until=dt.date(2016, 1, 1))
    early = details(almelo, valid_from=dt.date(2015, 1, 1))

    assert actions.add_priority(early, by=secretary_of(platform_of(network))).pk


@pytest.mark.parametrize(
    "given",
    [
        {"source": "  "},
        {"valid_until": START},
        {"valid_from": dt.date(2030, 1, 1)},
    ],
    ids=["no source", "ends before it starts", "after the municipality ended"],
)
def test_a_priority_that_cannot_stand_is_refused(network, almelo, given):
    almelo.valid_until = dt.date(2025, 1, 1)
    almelo.save()

    with pytest.raises(RuleBroken):
        actions.add_priority(details(almelo, **given), by=COMMAND)


def test_a_theme_that_ended_is_refused_naming_its_successor(network, almelo):
    new = ThemeFactory(name="Ondermijning")
    old = ThemeFactory(valid_until=START, successor=new)

    with pytest.raises(RuleBroken, match="Ondermijning"):
        actions.add_priority(details(almelo, theme=old), by=COMMAND)


def test_one_theme_is_a_priority_once_at_a_time(network, almelo):
    first = actions.add_priority(details(almelo), by=COMMAND)

    with pytest.raises(RuleBroken):
        actions.add_priority(details(almelo, theme=first.theme), by=COMMAND)


def test_choosing_anew_ends_what_is_not_chosen_and_keeps_the_rest(network, almelo):
    kept, dropped, new = ThemeFactory(), ThemeFactory(), ThemeFactory()
    for theme in (kept, dropped):
        PriorityFactory(municipality=almelo, theme=theme, source="Oud plan")

    choose(almelo, kept, new)

    rows = {row.theme: row for row in Priority.objects.all()}
    assert rows[dropped].valid_until == START
    assert (rows[kept].source, rows[kept].valid_until) == ("Oud plan", None)
    assert (rows[new].source, rows[new].valid_from) == (PLAN, START)


def test_a_choice_made_over_a_change_by_somebody_else_is_stopped(network, almelo):
    PriorityFactory(municipality=almelo)

    with pytest.raises(ChangedSince):
        choose(almelo, ThemeFactory(), seen="")

    assert Priority.objects.count() == 1


def test_what_starts_later_stays_and_the_new_choice_lasts_until_then(network, almelo):
    later = PriorityFactory(municipality=almelo, valid_from=dt.date(2018, 1, 1))
    other = PriorityFactory(municipality=almelo, valid_from=dt.date(2018, 1, 1))

    choose(almelo, later.theme)

    earlier = Priority.objects.get(valid_from=START)
    assert (earlier.theme, earlier.valid_until) == (later.theme, later.valid_from)
    assert set(Priority.objects.exclude(pk=earlier.pk)) == {later, other}


def test_a_wrong_choice_is_taken_back_by_the_own_coordinator(network, almelo):
    priority = PriorityFactory(municipality=almelo)
    choose(almelo)

    take_back(Change.objects.latest("pk"), by=coordinator_of(almelo, network=network))

    priority.refresh_from_db()
    assert priority.valid_until is None


def test_what_was_removed_on_its_first_day_comes_back_when_taken_back(network, almelo):
    theme = ThemeFactory()
    choose(almelo, theme)
    choose(almelo)
    assert not Priority.objects.exists()

    take_back(Change.objects.latest("pk"), by=COMMAND)

    assert Priority.objects.get().theme == theme


def test_the_matrix_holds_for_the_day_and_the_municipalities_of_that_day(network, almelo):
    theme = ThemeFactory()
    merged = municipality_in(network, name="Rijnwaarden")
    merged.parent_links.update(valid_until=dt.date(2018, 1, 1))
    for area in (almelo, merged):
        PriorityFactory(municipality=area, theme=theme, valid_until=dt.date(2019, 1, 1))

    assert [row.municipality for row in matrix(network, on=TODAY).rows] == [almelo, merged]
    later = matrix(network, on=dt.date(2018, 6, 1))
    assert [(row.municipality, row.count) for row in later.rows] == [(almelo, 1)]
    assert matrix(network, on=dt.date(2019, 1, 1)).frequency == []


def test_municipalities_with_a_theme_are_those_of_the_network_on_the_day(network, almelo):
    theme = ThemeFactory()
    municipality_in(network, name="Borne")
    PriorityFactory(municipality=almelo, theme=theme)
    PriorityFactory(theme=theme)

    assert list(municipalities_with(theme, network=network, on=TODAY)) == [almelo]


def test_themes_count_as_frequent_from_seven_municipalities_on(network):
    seven, six = ThemeFactory(name="Inbraak"), ThemeFactory(name="Overlast")
    for number in range(7):
        area = municipality_in(network, name=f"Gemeente {number}")
        PriorityFactory(municipality=area, theme=seven)
        if number:
            PriorityFactory(municipality=area, theme=six)

    found = frequent(network, on=TODAY, at_least=7)

    assert [(column.theme, column.count) for column in found] == [(seven, 7)]


def test_the_page_on_frequent_themes_gives_municipalities_and_sources(client, network, almelo):
    PriorityFactory(municipality=almelo, theme=ThemeFactory(name="Inbraak"), source="Nota 2015")

    page = client.get(of("frequent", network), {"minstens": "1"})
    shown = BeautifulSoup(page.content, "html.parser").main
    link = shown.select_one("li a[href^='?']")
    opened = client.get(of("frequent", network) + link["href"]).content.decode()

    for text in ("Inbraak", "Almelo"):
        assert text in shown.get_text()
    for text in ("Inbraak", "Almelo", "Nota 2015"):
        assert text in opened
    assert "Inbraak" not in client.get(of("frequent", network)).content.decode()
    file = client.get(of("frequent_file", network, "csv"), {"minstens": "1"}).content.decode()
    assert "Inbraak,1,Almelo,Nota 2015" in file


def test_the_page_on_frequent_themes_takes_as_many_queries_with_many_rows(
    client, network, django_assert_max_num_queries
):
    themes = ThemeFactory.create_batch(5)
    for number in range(20):
        area = municipality_in(network, name=f"Gemeente {number:02}")
        for theme in themes:
            PriorityFactory(municipality=area, theme=theme)

    with django_assert_max_num_queries(12):
        page = client.get(of("frequent", network), {"thema": themes[0].code})

    assert page.content.decode().count("Gemeente 07") == 5


def test_nonsense_for_the_number_counts_as_seven(client, network):
    page = client.get(of("frequent", network), {"minstens": "zeven"})

    assert page.context["at_least"] == 7


def test_the_coordinator_fills_in_one_page(client, network, almelo):
    theme = ThemeFactory()
    client.force_login(coordinator_of(almelo, network=network).user)
    address = of("municipality", network, almelo.code)

    answer = client.post(
        address,
        {
            f"theme_{theme.pk}": "on",
            "seen": "",
            "source": PLAN,
            "valid_from": "2016-09-01",
            "last_day": "2020-12-31",
            "reason": "Vastgesteld door de raad",
        },
    )

    assert answer.url == address
    priority = Priority.objects.get()
    assert (priority.theme, priority.valid_until) == (theme, dt.date(2021, 1, 1))


def test_somebody_else_being_first_shows_both_and_loses_nothing(client, network, almelo):
    mine, theirs = ThemeFactory(name="Mijn thema"), ThemeFactory(name="Hun thema")
    client.force_login(coordinator_of(almelo, network=network).user)
    PriorityFactory(municipality=almelo, theme=theirs)
    fields = {f"theme_{mine.pk}": "on", "source": PLAN, "valid_from": "2016-09-01", "reason": "x"}
    address = of("municipality", network, almelo.code)

    page = client.post(address, {**fields, "seen": ""})

    assert page.status_code == 409
    assert page.context["theirs"] == [("Thema's", "Hun thema")]
    assert page.context["mine"] == [("Thema's", "Mijn thema")]
    newer = page.context["form"]["seen"].value()
    assert client.post(address, {**fields, "seen": newer}).status_code == 302


def test_a_visitor_reads_but_sees_no_form(client, network, almelo):
    PriorityFactory(municipality=almelo, theme=ThemeFactory(name="Inbraak"))
    address = of("municipality", network, almelo.code)

    page = client.get(address)

    assert "Inbraak" in page.content.decode()
    assert "form" not in page.context
    assert client.post(address, {}).status_code == 403
    assert client.get(of("municipality", network, AreaFactory().code)).status_code == 404


def test_missing_answers_are_named_at_the_field(client, network, almelo):
    client.force_login(coordinator_of(almelo, network=network).user)

    page = client.post(of("municipality", network, almelo.code), {"seen": ""})

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"source", "valid_from", "reason"}


def test_seventy_six_municipalities_take_no_more_queries_than_two(
    client, network, django_assert_max_num_queries
):
    themes = ThemeFactory.create_batch(5)
    for number in range(76):
        area = municipality_in(network, name=f"Gemeente {number:02}")
        for theme in themes:
            PriorityFactory(municipality=area, theme=theme)

    with django_assert_max_num_queries(12):
        page = client.get(of("priorities", network))

    assert page.content.decode().count("is-chosen") == 76 * 5


def test_the_file_holds_for_the_chosen_day(client, network, almelo):
    PriorityFactory(municipality=almelo, source="=Nota", valid_until=dt.date(2016, 1, 1))

    then = client.get(of("priorities_file", network, "csv"), {"peildatum": "2015-12-31"})
    now = client.get(of("priorities_file", network, "csv"), {"peildatum": "2016-01-01"})

    assert "'=Nota" in then.content.decode()
    assert "Nota" not in now.content.decode()


def test_the_file_names_also_who_filled_in_nothing(client, network, almelo):
    PriorityFactory(municipality=almelo)
    silent = municipality_in(network, name="Wierden")

    file = client.get(of("priorities_file", network, "csv")).content.decode()

    [line] = [line for line in file.splitlines() if "Wierden" in line]
    assert line.split(",") == [silent.code, "Wierden", *[""] * 5, "Niets ingevuld", ""]


def test_the_spreadsheet_has_the_matrix_on_a_sheet_of_its_own(client, network, almelo):
    chosen, other = ThemeFactory(name="Inbraak"), ThemeFactory(name="Ondermijning")
    PriorityFactory(municipality=almelo, theme=chosen)

    answer = client.get(of("priorities_file", network, "ods"))

    sheet = Document(io.BytesIO(answer.content)).body.tables[1]
    heading, line = sheet.get_values()
    assert dict(zip(heading, line, strict=True)) == {
        "code": almelo.code,
        "gemeente": "Almelo",
        chosen.name: "x",
        other.name: "",
        "aantal thema's": 1,
    }


def test_the_coordinator_finds_the_own_page_from_the_matrix(client, network, almelo):
    client.force_login(coordinator_of(almelo, network=network).user)
    PriorityFactory(municipality=almelo)

    page = client.get(of("priorities", network))

    assert page.context["own"].municipality == almelo
