"""Importing areas: first what would change, then all or nothing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import system_actor
from ivz.audit.models import AuditEntry
from ivz.network.actions import areas, areas_import
from ivz.network.actions.areas_reading import Reading
from ivz.network.models import (
    Area,
    AreaLink,
    AreaPopulation,
    AreaSuccession,
)
from ivz.tabular.reading import TableRefused
from ivz.workflow.models import Change
from tests.factories import TODAY, AreaFactory, visitor

pytestmark = pytest.mark.django_db
BY = system_actor(TODAY)
MERGED = date(2018, 1, 1)


def bring_in(text, *, name="bestand.csv", accept_loss="", **reading):
    return areas_import.import_file(
        text.encode(),
        name=name,
        reading=Reading(source="proef", **reading),
        accept_loss=accept_loss,
        by=BY,
    )


def problems_of(text, **options):
    with pytest.raises(TableRefused) as refused:
        bring_in(text, **options)
    return [str(problem) for problem in refused.value.problems]


@pytest.fixture
def merging():
    """Rijnwaarden and Zevenaar in one district, about to merge."""
    district = AreaFactory(code="midden", kind="district")
    gone = AreaFactory(code="GM0196", name="Rijnwaarden")
    stays = AreaFactory(code="GM0299", name="Zevenaar")
    for area in (gone, stays):
        AreaLink.objects.create(area=area, parent=district)
    return gone, stays


def count(area, on, inhabitants):
    AreaPopulation.objects.create(area=area, on=on, inhabitants=inhabitants, source="CBS")


MERGER = "predecessor,successor,on,source\nGM0196,GM0299,2018-01-01,CBS\n"


class TestAreas:
    def test_adds_new_areas_and_changes_only_what_the_file_states(self):
        AreaFactory(code="GM0147", name="Borne", valid_from=date(1811, 1, 1))

        planned = bring_in(
            "code,name,kind,valid_from,aliases\n"
            "GM0147,Borne (Ov.),municipality,,Borne in Twente\n"
            "GM0153,Enschede,municipality,1811-01-01,\n"
        )

        borne = Area.objects.get(code="GM0147")
        assert borne.name == "Borne (Ov.)"
        assert borne.valid_from == date(1811, 1, 1)
        assert borne.aliases == "Borne in Twente"
        assert Area.objects.get(code="GM0153").valid_from == date(1811, 1, 1)
        assert [area.code for area in planned.draft.added(Area)] == ["GM0153"]

    def test_the_same_file_again_changes_nothing(self):
        text = "code,name,kind,aliases\nGM0164,Hengelo,municipality,Hengelo (O.)\n"
        bring_in(text)

        again = bring_in(text.replace("Hengelo,", "Hengelo (O.),"))

        assert again.is_empty
        assert Area.objects.get().name == "Hengelo"

    def test_what_changed_is_kept_with_its_reason_and_audited(self):
        area = AreaFactory(code="GM0147", name="Born")

        bring_in("code,name,kind\nGM0147,Borne,municipality\n")

        change = Change.objects.get(subject_id=str(area.pk))
        assert (change.before["name"], change.after["name"]) == ("Born", "Borne")
        assert change.reason == "Ingelezen uit proef"
        assert AuditEntry.objects.filter(event="areas.imported").count() == 1

    def test_an_area_that_ends_ends_its_places_too(self, merging):
        bring_in("code,name,kind,valid_until\nGM0196,Rijnwaarden,municipality,2018-01-01\n")

        assert AreaLink.objects.get(area=merging[0]).valid_until == MERGED
        assert AreaLink.objects.get(area=merging[1]).valid_until is None

    def test_another_kind_for_a_known_code_is_refused(self):
        AreaFactory(code="GM0147", name="Borne")

        assert "Regel 2, kolom “kind”" in problems_of("code,name,kind\nGM0147,Borne,district\n")[0]

    def test_an_end_before_the_start_is_refused(self):
        text = "code,name,kind,valid_from,valid_until\nGM1,A,municipality,2018-01-01,2018-01-01\n"

        assert problems_of(text) == ["Regel 2, kolom “valid_until”: een dag na de eerste dag"]

    def test_nothing_is_stored_of_a_file_with_one_wrong_line(self):
        problems = problems_of("code,name,kind\nGM1,Goed,municipality\nGM2,Fout,dorp\n")

        assert len(problems) == 1
        assert problems[0].startswith("Regel 3, kolom “kind”")
        assert "een van de soorten" in problems[0]
        assert not Area.objects.exists()


class TestPlaces:
    @pytest.fixture
    def known(self):
        for code, kind in [
            ("eenheid", "unit"),
            ("noord", "district"),
            ("zuid", "district"),
            ("team", "police_team"),
            ("GM0001", "municipality"),
        ]:
            AreaFactory(code=code, name=code.title(), kind=kind)

    def places(self, *lines):
        return "\n".join(["child,parent,valid_from,valid_until", *lines])

    def test_a_municipality_in_two_districts_on_one_day_is_refused(self, known):
        bring_in(self.places("GM0001,noord,2013-01-01,"))

        problems = problems_of(self.places("GM0001,zuid,2020-01-01,"))

        assert len(problems) == 1
        assert "Gm0001 ligt op 1 januari 2020 in Noord en in Zuid" in problems[0]
        assert "Beëindig eerst het eerdere" in problems[0]

    def test_a_second_district_through_a_police_team_is_refused_as_well(self, known):
        bring_in(self.places("team,noord,2013-01-01,", "GM0001,team,2013-01-01,"))

        assert "in Noord en in Zuid" in problems_of(self.places("GM0001,zuid,2014-01-01,"))[0]

    def test_moving_on_the_day_the_other_ends_is_fine(self, known):
        bring_in(self.places("GM0001,noord,2013-01-01,"))

        bring_in(self.places("GM0001,noord,2013-01-01,2020-01-01", "GM0001,zuid,2020-01-01,"))

        ends = {link.parent.code: link.valid_until for link in AreaLink.objects.all()}
        assert ends == {"noord": date(2020, 1, 1), "zuid": None}

    def test_the_area_of_a_partnership_may_overlap_with_a_district(self, known):
        AreaFactory(code="netwerk-samen", kind="district")
        bring_in(self.places("GM0001,noord,,"))

        bring_in(self.places("GM0001,netwerk-samen,2016-01-01,"))

        assert AreaLink.objects.count() == 2

    def test_the_same_place_twice_at_once_is_refused(self, known):
        bring_in(self.places("GM0001,noord,2013-01-01,"))

        assert "overlapt" in problems_of(self.places("GM0001,noord,2015-01-01,"))[0]

    @pytest.mark.parametrize(
        ("start", "until", "fits"),
        [
            ("2014-01-01", "2018-01-01", True),
            ("2013-12-31", "2018-01-01", False),
            ("2014-01-01", "2018-01-02", False),
            ("2014-01-01", "", False),
            ("", "2018-01-01", False),
        ],
    )
    def test_a_place_lies_within_the_life_of_both_areas(self, known, start, until, fits):
        Area.objects.filter(code="GM0001").update(
            valid_from=date(2014, 1, 1), valid_until=date(2018, 1, 1)
        )
        text = self.places(f"GM0001,noord,{start},{until}")

        if fits:
            bring_in(text)
        else:
            assert (
                "binnen het bestaan van Gm0001 (1 januari 2014 tot 1 januari 2018)"
                in (problems_of(text)[0])
            )
        assert AreaLink.objects.exists() is fits

    def test_a_circle_of_areas_is_refused(self, known):
        bring_in(self.places("noord,eenheid,,", "GM0001,noord,,"))

        problems = problems_of(self.places("eenheid,GM0001,2020-01-01,"))

        assert len(problems) == 1
        assert "dat niet zelf in eenheid ligt" in problems[0]

    def test_unknown_codes_are_named(self, known):
        assert problems_of(self.places("GM9,noord,,", "GM0001,oost,,")) == [
            "Regel 2, kolom “child”: de code van een gebied dat hier bekend is, niet “GM9”",
            "Regel 3, kolom “parent”: de code van een gebied dat hier bekend is, niet “oost”",
        ]


class TestMergers:
    def test_the_predecessor_ends_and_leaves_its_district(self, merging):
        planned = bring_in(MERGER)

        gone, _stays = merging
        gone.refresh_from_db()
        assert gone.valid_until == MERGED
        assert AreaLink.objects.get(area=gone).valid_until == MERGED
        assert planned.ended == [gone]
        assert planned.municipalities(on=MERGED) == (2, 1)
        assert planned.municipalities(on=date(2017, 12, 31)) == (2, 2)

    def test_the_same_merger_again_changes_nothing(self, merging):
        bring_in(MERGER)

        assert bring_in(MERGER).is_empty

    def test_a_part_leaves_the_predecessor_in_force(self, merging):
        bring_in("predecessor,successor,on,source,part\nGM0196,GM0299,2018-01-01,CBS,yes\n")

        assert Area.objects.get(code="GM0196").valid_until is None

    def test_a_merger_that_loses_inhabitants_is_refused_with_the_way_out(self, merging):
        count(merging[0], date(2017, 1, 1), 10_000)
        count(merging[1], date(2017, 1, 1), 30_000)
        count(merging[1], date(2019, 1, 1), 37_999)

        problem = problems_of(MERGER)[0]

        assert "Rijnwaarden en Zevenaar had samen 40000, Zevenaar heeft 37999" in problem
        assert "Geef dan de reden" in problem
        assert not AreaSuccession.objects.exists()
        assert Area.objects.get(code="GM0196").valid_until is None

    def test_five_percent_fewer_is_let_through(self, merging):
        count(merging[0], date(2017, 1, 1), 10_000)
        count(merging[1], date(2017, 1, 1), 30_000)
        count(merging[1], MERGED, 38_000)

        bring_in(MERGER)

        assert AreaSuccession.objects.count() == 1

    def test_an_accepted_loss_keeps_its_reason_with_the_merger(self, merging):
        count(merging[0], date(2017, 1, 1), 10_000)
        count(merging[1], date(2019, 1, 1), 5_000)

        bring_in(MERGER, accept_loss="Grenscorrectie met Montferland")

        assert AreaSuccession.objects.get().source == "CBS; Grenscorrectie met Montferland"

    def test_numbers_that_come_later_are_held_against_the_merger_too(self, merging):
        count(merging[0], date(2017, 1, 1), 10_000)
        bring_in(MERGER)

        problems = problems_of("area,on,inhabitants,source\nGM0299,2018-01-01,9000,CBS\n")

        assert "Regel 2, kolom “inhabitants”" in problems[0]
        assert not AreaPopulation.objects.filter(on=MERGED).exists()

    def test_a_split_is_judged_as_a_whole(self):
        whole, left, right = (AreaFactory(code=f"GM000{n}") for n in range(3))
        count(whole, date(2017, 1, 1), 10_000)
        count(left, MERGED, 5_000)
        count(right, MERGED, 5_000)

        bring_in("predecessor,successor,on\nGM0000,GM0001,2018-01-01\nGM0000,GM0002,2018-01-01\n")

        assert AreaSuccession.objects.count() == 2

    def test_a_successor_that_is_not_there_yet_is_refused(self, merging):
        Area.objects.filter(code="GM0299").update(valid_from=date(2019, 1, 1))
        AreaLink.objects.filter(area=merging[1]).update(valid_from=date(2019, 1, 1))

        assert "kolom “successor”" in problems_of(MERGER)[0]

    def test_a_predecessor_that_ended_on_another_day_is_refused(self, merging):
        Area.objects.filter(code="GM0196").update(valid_until=date(2017, 1, 1))

        assert "1 januari 2017, de dag waarop Rijnwaarden ophield" in problems_of(MERGER)[0]

    def test_a_successor_without_a_district_is_warned_of(self, merging):
        AreaLink.objects.filter(area=merging[1]).delete()

        assert (
            "Zevenaar ligt op 1 januari 2018 in geen groter gebied" in bring_in(MERGER).notices[0]
        )

    def test_an_area_cannot_take_over_itself(self, merging):
        text = "predecessor,successor,on\nGM0299,GM0299,2018-01-01\n"

        assert "een ander gebied dan de voorganger" in problems_of(text)[0]

    def test_the_action_for_a_file_of_mergers_gives_the_number_of_rows(self, merging):
        assert areas.import_successions(MERGER.encode(), by=BY) == 1
        assert AreaSuccession.objects.get().predecessor == merging[0]


class TestNumbers:
    def test_dwellings_are_kept_and_a_corrected_number_replaces_the_old_one(self):
        AreaFactory(code="GM0147")
        head = "area,on,inhabitants,dwellings,source\n"
        bring_in(f"{head}GM0147,2021-01-01,23000,9500,CBS\n")

        planned = bring_in(f"{head}GM0147,2021-01-01,23100,,CBS 2\n")

        number = AreaPopulation.objects.get()
        assert (number.inhabitants, number.dwellings, number.source) == (23100, 9500, "CBS 2")
        assert len(planned.draft.altered(AreaPopulation)) == 1

    def test_nobody_living_there_is_no_number(self):
        AreaFactory(code="GM0147")

        problems = problems_of("area,on,inhabitants,source\nGM0147,2021-01-01,0,CBS\n")

        assert "meer dan nul" in problems[0]


def test_a_visitor_may_not_import_areas():
    with pytest.raises(PermissionDenied):
        areas_import.import_file(
            b"code,name,kind\n", name="a.csv", reading=Reading(source="x"), by=visitor()
        )
