"""The registers as files: what the page shows that reader on that day, and no more."""

import csv
import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from odfdo import Document

from ivz.authorization.roles import BodyKind, Role
from ivz.clock.reading import move_to
from ivz.network.models import BodyRelation, Hosting, Theme
from ivz.network.models.bodies import BodyStatus, RelationKind, SeatState
from ivz.portfolios.models import Portfolio
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    ThemeFactory,
    member_of,
)

pytestmark = pytest.mark.django_db
FILES = {
    "mensen": "network:people_file",
    "organisaties": "network:organisations_file",
    "overlegstructuur": "network:structure_file",
    "themas": "portfolios:themes_file",
}


@pytest.fixture
def network(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    return NetworkFactory(slug="twente", name="Twente")


@pytest.fixture
def platform(network):
    return BodyFactory(
        network=network, kind=BodyKind.PLATFORM, name="Platform IVZ", short_name="Platform"
    )


@pytest.fixture
def almelo(network):
    return OrganisationFactory(slug="gemeente-almelo", name="Gemeente Almelo", area=network.area)


def rows(client, register, **asked):
    answer = client.get(f"/netwerk/twente/{register}.csv", asked)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def column(name, found):
    return [row[name] for row in found]


def sheets(client, register, **asked):
    answer = client.get(f"/netwerk/twente/{register}.ods", asked)
    tables = Document(io.BytesIO(answer.content)).body.tables
    return {table.name: table.get_values() for table in tables}


class TestPeople:
    def test_everybody_stands_there_by_function_with_every_seat(self, client, platform, almelo):
        person = PersonFactory(
            function="Adviseur", name="J. Voorbeeld", organisation=almelo, is_invented=True
        )
        SeatFactory(body=platform, person=person)
        SeatFactory(body__network=platform.network, body__short_name="DVO", person=person)
        PersonFactory(function="Tolk", organisation=almelo)

        adviser, interpreter = rows(client, "mensen")

        assert adviser == {
            "Functie": "Adviseur",
            "Werkgever": "Gemeente Almelo",
            "Aantal zetels": "2",
            "Zetels": "DVO (Lid); Platform (Lid)",
            "Verzonnen voorbeeld": "true",
        }
        assert (interpreter["Functie"], interpreter["Aantal zetels"]) == ("Tolk", "0")

    def test_it_holds_for_the_day_and_all_pages_of_the_list(self, client, platform, almelo):
        PersonFactory.create_batch(60, organisation=almelo)
        PersonFactory(function="Vertrokken", organisation=almelo, works_until=TODAY)

        assert len(rows(client, "mensen", pagina="2")) == 60
        assert len(rows(client, "mensen", peildatum="2016-10-09")) == 61

    def test_it_is_narrowed_down_as_the_list_is_and_says_so(self, client, platform, almelo):
        PersonFactory(function="Adviseur zorg", organisation=almelo)
        PersonFactory(function="Adviseur verkeer", organisation=almelo)
        SeatFactory(body=platform, person__function="Adviseur zorg elders")
        asked = {"organisatie": "gemeente-almelo", "zoek": "zorg"}

        assert column("Functie", rows(client, "mensen", **asked)) == ["Adviseur zorg"]
        told = dict(sheets(client, "mensen", **asked)["Over deze tabel"])
        assert told["Versmald met zoekwoorden"] == "ja"
        assert told["Organisatie"] == "Gemeente Almelo"
        assert (told["Netwerk"], told["Peildatum"]) == ("Twente", TODAY)
        assert (told["Bewaard door"], told["Openbaarheid van het meest besloten deel"]) == (
            "bezoeker",
            "Openbaar",
        )

    def test_a_name_is_never_in_it_and_searched_only_by_who_sits_in_the_network(
        self, client, platform, almelo
    ):
        person = PersonFactory(function="Adviseur", name="J. Voorbeeld", organisation=almelo)
        SeatFactory(body=platform, person=person)

        assert rows(client, "mensen", zoek="Voorbeeld") == []
        client.force_login(member_of(platform).user)
        assert column("Functie", rows(client, "mensen", zoek="Voorbeeld")) == ["Adviseur"]
        assert "Voorbeeld" not in str(sheets(client, "mensen", zoek="Voorbeeld"))


class TestOrganisations:
    def test_each_stands_there_with_its_people_and_seats_on_the_day(self, client, platform, almelo):
        PersonFactory(organisation=almelo, works_until=TODAY)
        SeatFactory(body=platform, organisation=almelo, person__organisation=almelo)

        [now] = rows(client, "organisaties")
        [then] = rows(client, "organisaties", peildatum="2016-10-09")

        assert now == {
            "Organisatie": "Gemeente Almelo",
            "Soort": "Gemeente",
            "Aantal mensen": "1",
            "Aantal zetels": "1",
        }
        assert then["Aantal mensen"] == "2"

    def test_who_hosts_stands_on_a_sheet_of_its_own(self, client, network, almelo):
        Hosting.objects.create(
            network=network,
            organisation=almelo,
            valid_from=date(2013, 1, 1),
            valid_until=date(2016, 1, 1),
            note="Tot de verhuizing",
        )

        _heading, line = sheets(client, "organisaties")["Gastheerschap van het netwerk"]

        assert line == [
            "Gemeente Almelo",
            date(2013, 1, 1),
            date(2015, 12, 31),
            "Tot de verhuizing",
        ]


class TestStructure:
    def test_every_seat_of_the_day_stands_there_and_who_sits_in_it(self, client, platform, almelo):
        SeatFactory(
            body=platform,
            role=Role.CHAIR,
            person=PersonFactory(function="Burgemeester van Almelo", name="J. Voorbeeld"),
            organisation=almelo,
            deputy=PersonFactory(function="Wethouder van Almelo"),
            valid_from=date(2016, 1, 1),
            valid_until=date(2018, 1, 1),
        )
        SeatFactory(body=platform, person=None, state=SeatState.RECRUITING, title="Analist")
        SeatFactory(body=platform, valid_until=TODAY)
        SeatFactory(body=platform, is_revoked=True)

        chair, analyst = rows(client, "overlegstructuur")

        assert chair == {
            "Overleg": "Platform IVZ",
            "Korte naam": "Platform",
            "Status": platform.get_status_display(),
            "Als": "Voorzitter",
            "Wie": "Burgemeester van Almelo",
            "Vervanger": "Wethouder van Almelo",
            "Namens": "Gemeente Almelo",
            "Stand van de zetel": "Bezet",
            "Vanaf": "2016-01-01",
            "Tot en met": "2017-12-31",
            "Verzonnen voorbeeld": "false",
        }
        assert (analyst["Als"], analyst["Wie"], analyst["Stand van de zetel"]) == (
            "Analist",
            "",
            str(SeatState.RECRUITING.label),
        )
        assert len(rows(client, "overlegstructuur", peildatum="2016-10-09")) == 3
        assert "J. Voorbeeld" not in str(sheets(client, "overlegstructuur"))

    def test_a_body_without_a_seat_on_record_stands_there_too(self, client, platform):
        BodyFactory(network=platform.network, name="Weg", valid_until=TODAY)

        [line] = rows(client, "overlegstructuur")

        assert line["Overleg"] == "Platform IVZ"
        assert line["Stand van de zetel"] == "Wie hierin zit, is niet vastgelegd"

    def test_bodies_and_relations_have_sheets_of_their_own(self, client, platform):
        board = BodyFactory(network=platform.network, name="DVO", status=BodyStatus.DECIDING)
        BodyRelation.objects.create(body=platform, kind=RelationKind.ADVISES, other=board)
        SeatFactory(body=board, person=None, state=SeatState.OPEN)

        found = sheets(client, "overlegstructuur")

        heading, *bodies = found["Overleggen"]
        by_name = {line[0]: dict(zip(heading, line, strict=True)) for line in bodies}
        assert by_name.keys() == {"DVO", "Platform IVZ"}
        assert (by_name["DVO"]["Aantal zetels"], by_name["DVO"]["Open zetels"]) == (1, 1)
        assert found["Verbanden"][1] == ["Platform IVZ", "adviseert", "DVO"]


class TestThemes:
    def test_each_theme_stands_there_with_field_other_names_and_holder(self, client, network):
        new = ThemeFactory(name="Ondermijning", aliases="georganiseerde misdaad\ncriminele winst")
        old = ThemeFactory(name="Hennepteelt", valid_until=date(2016, 1, 1))
        Theme.objects.filter(pk=old.pk).update(successor=new)
        holder = PersonFactory(function="Burgemeester van Borne", is_invented=True)
        Portfolio.objects.create(network=network, theme=new, holder=holder)

        current, gone = rows(client, "themas")

        assert current == {
            "veld": "1. Veilige woon- en leefomgeving",
            "themacode": new.code,
            "thema": "Ondermijning",
            "andere namen": "georganiseerde misdaad; criminele winst",
            "eerder": "Hennepteelt",
            "houder": "Burgemeester van Borne",
            "aantal gemeenten": "0",
            "vanaf": "",
            "tot en met": "",
            "opgevolgd door": "",
            "in gebruik op deze dag": "true",
            "verzonnen voorbeeld": "true",
        }
        assert (gone["thema"], gone["opgevolgd door"]) == ("Hennepteelt", "Ondermijning")
        assert (gone["tot en met"], gone["in gebruik op deze dag"]) == ("2015-12-31", "false")
        then = rows(client, "themas", peildatum="2015-12-31")
        assert column("in gebruik op deze dag", then) == ["true", "true"]


PAGES = [
    ("/netwerk/twente/mensen/", "mensen"),
    ("/netwerk/twente/organisaties/", "organisaties"),
    ("/netwerk/twente/overlegstructuur/", "overlegstructuur"),
    ("/netwerk/twente/themas/", "themas"),
]


@pytest.mark.parametrize(("page", "register"), PAGES)
def test_a_page_leads_to_its_file_of_that_day_narrowed_down_as_it_is(
    client, platform, almelo, page, register
):
    SeatFactory(body=platform, person__organisation=almelo)
    ThemeFactory()

    shown = client.get(page, {"zoek": "bur", "pagina": "1", "peildatum": "9-10-2016"})

    links = BeautifulSoup(shown.content, "html.parser").select("a[download]")
    query = "zoek=bur&peildatum=2016-10-09"
    assert [link["href"] for link in links] == [
        f"/netwerk/twente/{register}.{suffix}?{query}" for suffix in ("csv", "ods")
    ]
    assert [client.get(link["href"]).status_code for link in links] == [200, 200]


@pytest.mark.parametrize("register", FILES)
def test_a_file_that_is_not_there_is_not_found(client, network, register):
    name = FILES[register]

    assert client.get(reverse(name, args=["twente", "pdf"])).status_code == 404
    assert client.get(reverse(name, args=["nergens", "csv"])).status_code == 404
    assert client.get(reverse(name, args=["twente", "csv"])).status_code == 200


@pytest.mark.parametrize("register", FILES)
def test_a_file_takes_as_many_queries_with_many_rows(
    client, platform, almelo, register, django_assert_max_num_queries
):
    for _number in range(30):
        SeatFactory(body=platform, organisation=OrganisationFactory(), deputy=PersonFactory())
        Portfolio.objects.create(
            network=platform.network, theme=ThemeFactory(), holder=PersonFactory()
        )

    with django_assert_max_num_queries(12):
        answer = client.get(f"/netwerk/twente/{register}.ods")

    assert answer.status_code == 200
