"""Bringing in areas on the page: tried out first, whole or not at all, and taken back."""

import io
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from ivz.audit.models import AuditEntry
from ivz.audit.verification import faults
from ivz.authorization.roles import BodyKind, Duty
from ivz.clock.reading import move_to
from ivz.network.models import Area, AreaLink, AreaOutline, AreaPopulation, AreaSuccession
from tests.factories import (
    TODAY,
    AreaFactory,
    BodyFactory,
    NetworkFactory,
    member_of,
    secretary_of,
    someone_with_duty,
)

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/twente/gebieden-inlezen/"
MERGER = "voorganger;opvolger;op;bron\nGM0196;GM0299;01-01-2018;CBS\n"
MERGED = date(2018, 1, 1)


@pytest.fixture
def network(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    return NetworkFactory(slug="twente")


@pytest.fixture
def operator(client, network):
    by = someone_with_duty(Duty.ADMINISTRATOR)
    client.force_login(by.user)
    return by


@pytest.fixture
def merging():
    """Rijnwaarden and Zevenaar in one district, about to merge."""
    district = AreaFactory(code="midden", name="Midden", kind="district")
    gone = AreaFactory(code="GM0196", name="Rijnwaarden")
    stays = AreaFactory(code="GM0299", name="Zevenaar")
    for area in (gone, stays):
        AreaLink.objects.create(area=area, parent=district)
    return gone, stays


def send(client, content, *, name="bestand.csv", **more):
    content = content.encode() if isinstance(content, str) else content
    return client.post(
        PAGE, {"file": SimpleUploadedFile(name, content), "source": "CBS, proef", **more}
    )


def confirm(client, trial, **more):
    return client.post(
        PAGE,
        {
            "packed": trial.context["packed"],
            "name": trial.context["form"].cleaned_data["name"],
            "fingerprint": trial.context["planned"].fingerprint,
            "source": "CBS, proef",
            **more,
        },
    )


def lines(answer):
    return {sort.heading: list(sort.lines) for sort in answer.context["planned"].sorts}


def problems(answer):
    return [(each.line, each.column, each.expected) for each in answer.context["refused"].problems]


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


class TestBringingIn:
    def test_the_trial_tells_what_would_change_and_stores_nothing(self, client, operator, merging):
        trial = send(client, MERGER)

        assert lines(trial) == {
            "Gebieden beëindigd": ["GM0196 Rijnwaarden, laatste dag 31 december 2017"],
            "Ligging gewijzigd": ["Rijnwaarden in Midden: Laatste dag: … → 31 december 2017"],
            "Herindelingen erbij": ["Rijnwaarden gaat op 1 januari 2018 op in Zevenaar"],
        }
        assert "Bewaar dit" in text(trial)
        assert not AreaSuccession.objects.exists()

    def test_confirming_stores_what_was_shown_with_its_source(self, client, operator, merging):
        answer = confirm(client, send(client, MERGER))

        assert answer.headers["Location"] == "/netwerk/twente/gebieden/"
        assert AreaSuccession.objects.get().on == MERGED
        assert Area.objects.get(code="GM0196").valid_until == MERGED
        assert AuditEntry.objects.filter(event="areas.imported").count() == 1

    def test_a_workbook_is_read_as_well(self, client, operator, merging):
        workbook, file = Workbook(), io.BytesIO()
        workbook.active.append(["gebied", "op", "inwoners", "woningen", "bron"])
        workbook.active.append(["GM0299", date(2017, 1, 1), 32_000, None, "CBS"])
        workbook.save(file)

        confirm(client, send(client, file.getvalue(), name="inwoners.xlsx"))

        assert AreaPopulation.objects.get().inhabitants == 32_000

    def test_outlines_come_in_with_their_inhabitants(self, client, operator, merging):
        square = [[6.0, 52.0], [6.1, 52.0], [6.1, 52.1], [6.0, 52.0]]
        properties = {"gm": "GM0299", "naam": "Zevenaar", "inwoners": 43_000}
        geometry = {"type": "Polygon", "coordinates": [square]}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        found = json.dumps({"type": "FeatureCollection", "features": [feature]})

        trial = send(client, found, name="grenzen.geojson", on="2018-01-01")
        confirm(client, trial, on="2018-01-01")

        assert Area.objects.get(code="GM0299").outline.source == "CBS, proef"
        assert AreaPopulation.objects.get().on == MERGED

    def test_what_was_agreed_to_is_shown_again_when_it_would_do_something_else(
        self, client, operator, merging
    ):
        trial = send(client, MERGER)
        AreaLink.objects.filter(area=merging[0]).delete()

        answer = confirm(client, trial)

        assert answer.status_code == 409
        assert "zijn gewijzigd sinds" in text(answer)
        assert not AreaSuccession.objects.exists()

    def test_what_is_on_record_already_changes_nothing(self, client, operator, merging):
        confirm(client, send(client, MERGER))

        assert "Alles uit dit bestand staat er al" in text(send(client, MERGER))

    def test_a_new_municipality_without_a_place_is_named(self, client, operator):
        trial = send(client, "code,naam,soort\nGM0001,Nieuwdorp,gemeente")

        assert "Nieuwdorp ligt nog in geen groter gebied" in text(trial)


class TestRefusing:
    @pytest.mark.parametrize(
        ("table", "expected"),
        [
            ("voorganger,opvolger,op,bron\nGM0196,GM9,2018-13-01,CBS", (2, "op", "een datum")),
            ("voorganger,opvolger,op,bron\nGM0196,GM9,1-1-2018,CBS", (2, "opvolger", "bekend")),
            ("code,naam,soort\nGM1,Dorp,dorp", (2, "soort", "gemeente, wijk, buurt")),
            ("code,naam\nGM1,Dorp", (1, "soort", "ontbreekt")),
            ("gebied,ligt_in\nGM0196,GM0196", (2, "ligt_in", "niet zelf in")),
            ("gebied,op,inwoners,bron\nGM0196,2018-01-01,0,CBS", (2, "inwoners", "meer dan nul")),
            ("zomaar,wat\n1,2", (1, "code", "ontbreekt")),
        ],
    )
    def test_every_problem_has_its_line_and_the_heading_of_the_file(
        self, client, operator, merging, table, expected
    ):
        answer = send(client, table)

        line, column, words = expected
        found = [each for each in problems(answer) if each[:2] == (line, column)]
        assert answer.status_code == 422
        assert [each for each in found if words in each[2]], problems(answer)

    def test_a_merger_that_loses_inhabitants_asks_why_and_keeps_the_answer(
        self, client, operator, merging
    ):
        for area, year, inhabitants in zip(
            [*merging, merging[1]], [2017, 2017, 2018], [11_000, 32_000, 30_000], strict=True
        ):
            on = date(year, 1, 1)
            AreaPopulation.objects.create(area=area, on=on, inhabitants=inhabitants, source="CBS")

        asked = send(client, MERGER)
        why = "Deel ging naar Duiven."
        packed = {"packed": asked.context["packed"], "name": "bestand.csv", "source": "CBS, proef"}
        trial = client.post(PAGE, packed | {"accept_loss": why})
        confirm(client, trial, accept_loss=why)

        assert asked.status_code == 422
        assert "Waarom klopt het dat er inwoners ontbreken?" in text(asked)
        assert "Deel ging naar Duiven." in AreaSuccession.objects.get().source

    def test_without_a_file_or_its_source_the_page_says_what_lacks(self, client, operator):
        answer = client.post(PAGE, {"packed": "zomaar"})

        assert answer.status_code == 422
        assert "Kies een bestand." in text(answer)
        assert "Zeg waar het bestand vandaan komt." in text(answer)


class TestRights:
    def test_the_secretary_of_a_network_above_all_others_brings_in_areas(self, client, network):
        client.force_login(secretary_of(BodyFactory(network=network, kind=BodyKind.PLATFORM)).user)

        assert client.get(PAGE).status_code == 200
        assert "Lees gebieden in" in text(client.get("/netwerk/twente/gebieden/"))

    def test_the_secretary_of_a_network_within_another_leaves_it_to_that_one(self, client, network):
        network.parent = NetworkFactory(slug="oost-nederland")
        network.save()
        client.force_login(secretary_of(BodyFactory(network=network, kind=BodyKind.PLATFORM)).user)

        assert client.get(PAGE).status_code == 403
        assert send(client, MERGER).status_code == 403
        assert "Lees gebieden in" not in text(client.get("/netwerk/twente/gebieden/"))

    def test_a_member_does_not(self, client, network):
        client.force_login(member_of(BodyFactory(network=network, kind=BodyKind.PLATFORM)).user)

        assert client.get(PAGE).status_code == 403


class TestTakingBack:
    def test_an_import_is_taken_back_as_a_whole(self, client, operator, merging):
        confirm(client, send(client, MERGER))
        first = client.get(PAGE).context["imports"][0]["first"]

        answer = client.post(f"{PAGE}{first}/terugdraaien/", follow=True)

        assert "Het inlezen is teruggedraaid." in text(answer)
        assert not AreaSuccession.objects.exists()
        assert Area.objects.get(code="GM0196").valid_until is None
        assert AreaLink.objects.get(area=merging[0]).valid_until is None

    def test_an_import_of_thousands_of_lines_is_taken_back_as_well(
        self, client, operator, merging, django_assert_max_num_queries
    ):
        AreaFactory(code="GM9999", name="Staat er al")
        lines = [f"GM{code},Dorp {code},gemeente" for code in range(3000, 5500)]
        confirm(
            client, send(client, "\n".join(["code,naam,soort", "GM9999,Hernoemd,gemeente", *lines]))
        )
        [brought_in] = client.get(PAGE).context["imports"]

        with django_assert_max_num_queries(250):
            answer = client.post(f"{PAGE}{brought_in['first']}/terugdraaien/", follow=True)

        assert brought_in["rows"] == 2_501
        assert "Het inlezen is teruggedraaid." in text(answer)
        assert not Area.objects.filter(name__startswith="Dorp").exists()
        assert Area.objects.get(code="GM9999").name == "Staat er al"
        assert [each["is_undone"] for each in answer.context["imports"]] == [True]
        assert list(faults()) == []

    def test_nothing_of_a_large_import_is_taken_back_where_one_line_changed_since(
        self, client, operator, merging
    ):
        lines = [f"GM{code},Dorp {code},gemeente" for code in range(3000, 4200)]
        confirm(client, send(client, "\n".join(["code,naam,soort", *lines])))
        first = client.get(PAGE).context["imports"][0]["first"]
        Area.objects.filter(code="GM4100").update(name="Stad 4100")

        answer = client.post(f"{PAGE}{first}/terugdraaien/", follow=True)

        assert "daarna opnieuw gewijzigd" in text(answer)
        assert Area.objects.filter(name__startswith="Dorp").count() == 1_199

    def test_an_outline_that_came_later_keeps_its_area(self, client, operator):
        confirm(client, send(client, "code,naam,soort\nGM0001,Nieuwdorp,gemeente"))
        first = client.get(PAGE).context["imports"][0]["first"]
        area = Area.objects.get(code="GM0001")
        AreaOutline.objects.create(area=area, geometry={"type": "Polygon"}, source="CBS")

        answer = client.post(f"{PAGE}{first}/terugdraaien/", follow=True)

        assert "hangt inmiddels iets anders van af" in text(answer)
        assert AreaOutline.objects.filter(area=area).exists()

    def test_what_something_depends_on_stays(self, client, operator, merging):
        added = "code,naam,soort\nGM0001,Nieuwdorp,gemeente"
        confirm(client, send(client, added))
        first = client.get(PAGE).context["imports"][0]["first"]
        AreaLink.objects.create(area=Area.objects.get(code="GM0001"), parent=merging[0])

        answer = client.post(f"{PAGE}{first}/terugdraaien/", follow=True)

        assert "hangt inmiddels iets anders van af" in text(answer)
        assert Area.objects.filter(code="GM0001").exists()

    def test_what_would_break_a_rule_stays(self, client, operator, merging):
        confirm(client, send(client, "gebied,ligt_in,vanaf,tot\nGM0196,midden,,1-1-2017"))
        first = client.get(PAGE).context["imports"][0]["first"]
        other = AreaFactory(code="elders", name="Elders", kind="district")
        AreaLink.objects.create(area=merging[0], parent=other, valid_from=date(2017, 1, 1))

        answer = client.post(f"{PAGE}{first}/terugdraaien/", follow=True)

        assert "klopt iets anders niet meer" in text(answer)
        assert AreaLink.objects.get(area=merging[0], parent__code="midden").valid_until


def test_each_sort_of_table_has_an_example_that_can_be_read(client, operator, merging):
    AreaFactory(code="GM0153", name="Enschede")
    AreaFactory(code="district-twente", name="Twente", kind="district")
    for sheet in ("gebieden", "ligging", "herindelingen", "inwoners"):
        found = client.get(f"{PAGE}sjabloon-{sheet}.csv")
        table = found.content.decode("utf-8-sig").split("\n\n")[0]

        assert send(client, table).status_code == 200, (sheet, table)
    assert client.get(f"{PAGE}sjabloon-anders.csv").status_code == 404
