"""Focus agendas: writing, proposing, adopting by decision, tracing grounds, and who carries out."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.portfolios.models import Priority
from ivz.projects.actions import focus as actions
from ivz.projects.actions.focus import AgendaDetails, FocusDetails, GroundDetails
from ivz.projects.focusing import FOCUS
from ivz.projects.models import FocusAgenda, FocusGround, FocusTheme
from ivz.projects.queries.focus import page_of
from ivz.projects.states import GroundKind, ProjectState
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    DataSetFactory,
    DecisionFactory,
    ThemeFactory,
    secretary_of,
    visitor,
)
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db

FIRST, UNTIL = dt.date(2017, 1, 1), dt.date(2019, 1, 1)


@pytest.fixture
def here():
    return region()


def agenda_in(here, *, title="Focusagenda 2017-2018", first=FIRST, until=UNTIL):
    details = AgendaDetails(title=title, valid_from=first, valid_until=until)
    return actions.make(here.network, details, by=here.coordinator)


def complete(here, **given):
    agenda = agenda_in(here, **given)
    details = FocusDetails(title="Zorgfraude", theme=here.theme, role="Coördineren.")
    focus = actions.add_theme(agenda, details, by=here.coordinator)
    ground = GroundDetails(kind=GroundKind.ANALYSIS, text="Het stijgt.")
    actions.add_ground(focus, ground, by=here.coordinator)
    return agenda


def proposed(here, **given):
    return actions.submit(complete(here, **given), by=here.coordinator)


def judged(agenda, body, outcome=Outcome.ACCEPTED):
    carried = Carried(kind=FOCUS, subject_id=agenda.pk, question=ADOPT, terms={})
    conclusion = Conclusion(title="Focus", text="Akkoord.", outcome=outcome, carried=carried)
    return register.record(
        conclusion, body=body, on=TODAY, by=secretary_of(body), is_practice=False
    )


def adopted(here, **given):
    agenda = proposed(here, **given)
    judged(agenda, here.platform)
    judged(agenda, here.board)
    return now(agenda)


def put_right(decision, agenda):
    carried = Carried(kind=FOCUS, subject_id=agenda.pk, question=ADOPT, terms={})
    better = Conclusion(title="Focus", text="Nee.", outcome=Outcome.REJECTED, carried=carried)
    by = secretary_of(decision.body)
    return register.put_right(decision, better, reason="Verkeerd genoteerd.", by=by)


def now(agenda):
    return FocusAgenda.objects.get(pk=agenda.pk)


class TestWriting:
    def test_only_chair_and_coordinator_write(self, here):
        agenda = agenda_in(here)

        with pytest.raises(PermissionDenied):
            actions.add_theme(agenda, FocusDetails(title="Iets"), by=here.mayor)
        assert signed_in(here.mayor).get(reverse("projects:new_focus")).status_code == 403

    def test_a_period_has_a_beginning_and_a_later_end(self, here):
        with pytest.raises(RuleBroken, match="laatste dag ligt voor de eerste"):
            agenda_in(here, first=UNTIL, until=FIRST)

    def test_themes_change_places(self, here):
        agenda = agenda_in(here)
        names = ["Eerst", "Dan", "Daarna"]
        themes = [
            actions.add_theme(agenda, FocusDetails(title=name), by=here.coordinator)
            for name in names
        ]

        actions.move_theme(themes[2], up=True, by=here.coordinator)
        actions.move_theme(themes[0], up=True, by=here.coordinator)

        assert [each.title for each in agenda.themes.all()] == ["Eerst", "Daarna", "Dan"]

    def test_a_theme_of_the_list_stands_on_it_once(self, here):
        agenda = complete(here)
        again = FocusDetails(title="Nog eens", theme=here.theme)

        with pytest.raises(RuleBroken, match="staat al op de agenda"):
            actions.add_theme(agenda, again, by=here.coordinator)

    def test_two_people_changing_a_theme_lose_nothing(self, here):
        focus = complete(here).themes.get()
        details = FocusDetails(title="Anders", theme=here.theme)
        actions.change_theme(focus, details, version=focus.version, by=here.coordinator)

        with pytest.raises(StaleEdit):
            actions.change_theme(focus, details, version=focus.version, by=here.chair)


class TestGrounds:
    def test_priorities_are_counted_and_stay_as_counted(self, here):
        here.spreads_to(9)
        focus = complete(here).themes.get()
        details = GroundDetails(kind=GroundKind.PRIORITY, counted_on=TODAY)

        ground = actions.add_ground(focus, details, by=here.coordinator)
        Priority.objects.all().delete()

        assert (ground.counted, ground.counted_of) == (9, 14)
        shown = page_of(focus.agenda, actor=here.coordinator).themes[0].grounds[1]
        assert shown.told.startswith("Prioriteit in 9 van 14 gemeenten, geteld op 10")

    @pytest.mark.parametrize("kind", [GroundKind.FIGURE, GroundKind.PROJECT, GroundKind.DECISION])
    def test_a_ground_that_cannot_be_traced_is_refused(self, here, kind):
        focus = complete(here).themes.get()

        with pytest.raises(RuleBroken, match="zodat anderen het kunnen opzoeken"):
            actions.add_ground(focus, GroundDetails(kind=kind, text="Ja."), by=here.coordinator)

    def test_each_ground_leads_to_its_source(self, here):
        focus = complete(here).themes.get()
        data_set = DataSetFactory(network=here.network)
        project = make.ProjectFactory(body=here.board)
        for given in (
            {"kind": GroundKind.FIGURE, "data_set": data_set},
            {"kind": GroundKind.PROJECT, "project": project},
        ):
            actions.add_ground(focus, GroundDetails(text="Zie.", **given), by=here.coordinator)

        page = text_of(signed_in(here.mayor).get(focus.agenda.get_absolute_url()))

        assert f'href="{data_set.get_absolute_url()}"' in page
        assert f'href="{project.get_absolute_url()}"' in page

    def test_a_ground_on_something_closed_is_only_for_who_may_read_that(self, here):
        focus = complete(here).themes.get()
        closed = make.ProjectFactory(body=here.platform, openness=Openness.BODY)
        details = GroundDetails(kind=GroundKind.PROJECT, text="Geheim.", project=closed)
        actions.add_ground(focus, details, by=here.coordinator)

        theirs = text_of(signed_in(here.mayor).get(focus.agenda.get_absolute_url()))
        own = text_of(signed_in(here.coordinator).get(focus.agenda.get_absolute_url()))

        assert "Geheim." not in theirs
        assert "Geheim." in own

    def test_the_pages_find_a_decision_by_its_number_and_refuse_another(self, here):
        decision = DecisionFactory(body=here.board, openness=Openness.NETWORK)
        focus = complete(here).themes.get()
        client = signed_in(here.coordinator)
        address = reverse("projects:add_ground", args=[focus.agenda.slug, focus.pk, "besluit"])

        wrong = client.post(address, {"reference": "DVO 1999-1", "text": "Zie."})
        right = client.post(address, {"reference": decision.reference, "text": "Zie."})

        assert wrong.status_code == 422
        assert "Geen besluit heeft dit nummer" in text_of(wrong)
        assert right.status_code == 302
        assert FocusGround.objects.get(kind=GroundKind.DECISION).decision == decision


class TestDeciding:
    def test_it_says_what_it_still_needs(self, here):
        agenda = agenda_in(here)
        actions.add_theme(agenda, FocusDetails(title="Drugs"), by=here.coordinator)

        with pytest.raises(RuleBroken, match="waar “Drugs” op rust, wat het Platform doet voor"):
            actions.submit(agenda, by=here.coordinator)

    def test_platform_and_board_adopt_it_and_only_that_counts(self, here):
        agenda = proposed(here)
        judged(agenda, here.platform)
        assert now(agenda).state == PaperState.ENDORSED

        decision = judged(agenda, here.board)

        assert (now(agenda).state, now(agenda).decision) == (PaperState.ADOPTED, decision)

    def test_the_board_cannot_decide_before_the_platform(self, here):
        with pytest.raises(RuleBroken, match="Eerst oordeelt het Platform"):
            judged(proposed(here), here.board)

    def test_a_rejected_agenda_can_be_written_again(self, here):
        agenda = proposed(here)

        judged(agenda, here.platform, Outcome.REJECTED)

        focus = agenda.themes.get()
        details = FocusDetails(title="Beter", theme=here.theme)
        actions.change_theme(focus, details, version=focus.version, by=here.coordinator)

    def test_nobody_writes_while_it_lies_before_a_body_nor_after(self, here):
        agenda = proposed(here)
        details = FocusDetails(title="Nog een")

        with pytest.raises(RuleBroken, match="ligt voor aan een overleg"):
            actions.add_theme(agenda, details, by=here.coordinator)
        judged(agenda, here.platform)
        judged(agenda, here.board)
        with pytest.raises(RuleBroken, match="verandert niet meer"):
            actions.add_theme(agenda, details, by=here.coordinator)

    def test_the_next_one_takes_over_and_putting_right_gives_it_back(self, here):
        first = adopted(here)
        middle = dt.date(2018, 1, 1)
        next_one = proposed(here, title="Nieuwe focus", first=middle, until=dt.date(2020, 1, 1))
        judged(next_one, here.platform)
        decision = judged(next_one, here.board)
        assert now(first).valid_until == middle

        put_right(decision, next_one)

        assert now(first).valid_until == UNTIL
        assert now(next_one).state == PaperState.DRAFT

    def test_what_a_next_agenda_builds_on_cannot_be_put_right(self, here):
        first = adopted(here)
        later = dt.date(2019, 1, 1)
        adopted(here, title="Nieuwe focus", first=later, until=dt.date(2021, 1, 1))

        with pytest.raises(RuleBroken, match="volgende focusagenda vastgesteld"):
            put_right(first.decision, first)

    def test_two_agendas_do_not_begin_in_one_period(self, here):
        adopted(here)
        clashing = proposed(here, title="Dubbel")
        judged(clashing, here.platform)

        with pytest.raises(RuleBroken, match="begint al in dezelfde periode"):
            judged(clashing, here.board)


class TestAdoptedEarlier:
    def test_a_paper_says_so_of_what_began_already(self, here):
        agenda = complete(here, first=dt.date(2015, 1, 1), until=FIRST)

        with pytest.raises(RuleBroken, match="Noem het besluit"):
            actions.note_adopted(agenda, by=here.coordinator)
        actions.note_adopted(agenda, origin="Notitie 2016, hoofdstuk 3", by=here.coordinator)

        assert now(agenda).state == PaperState.ADOPTED

    def test_what_is_yet_to_begin_asks_a_decision_of_the_own_board(self, here):
        agenda = complete(here)
        other = DecisionFactory(body=here.platform)

        with pytest.raises(RuleBroken, match="moet nog beginnen"):
            actions.note_adopted(agenda, origin="Een stuk", by=here.coordinator)
        with pytest.raises(RuleBroken, match="nam dat besluit niet"):
            actions.note_adopted(agenda, decision=other, by=here.coordinator)
        own = DecisionFactory(body=here.board)
        actions.note_adopted(agenda, decision=own, by=here.coordinator)

        assert now(agenda).decision == own


class TestPages:
    def test_a_theme_without_project_and_a_project_outside_are_found(self, here):
        agenda = complete(here)
        make.ProjectFactory(body=here.board, title="Elders", theme=ThemeFactory())

        page = text_of(signed_in(here.mayor).get(agenda.get_absolute_url()))
        shown = page_of(agenda, actor=here.mayor)

        assert shown.without_project == 1
        assert [each.title for each in shown.outside] == ["Elders"]
        assert "Eén thema heeft nog geen project." in page
        assert "Eén project valt buiten deze focus." in page

    def test_projects_on_the_theme_in_the_period_carry_it_out(self, here):
        agenda = complete(here)
        inside = make.ProjectFactory(body=here.board, theme=here.theme, title="Binnen")
        make.ProjectFactory(body=here.board, theme=here.theme, ends_on=dt.date(2016, 1, 1))
        make.ProjectFactory(body=here.board, theme=here.theme, state=ProjectState.STOPPED)
        closed = {"openness": Openness.BODY, "title": "Dicht"}
        make.ProjectFactory(body=here.platform, theme=here.theme, **closed)

        [focus] = page_of(agenda, actor=here.mayor).themes

        assert list(focus.projects) == [inside]

    def test_from_a_first_theme_to_the_platform_page_by_page(self, here):
        client = signed_in(here.coordinator)
        typed = {"title": "Focus 2017-2018", "valid_from": "2017-01-01", "last_day": "2018-12-31"}
        client.post(reverse("projects:new_focus"), typed)
        agenda = FocusAgenda.objects.get()
        theme = {"title": "Zorgfraude", "theme": here.theme.code, "role": "Coördineren."}
        client.post(reverse("projects:add_focus_theme", args=[agenda.slug]), theme)
        focus = FocusTheme.objects.get()
        where = [agenda.slug, focus.pk, "prioriteit"]
        client.post(reverse("projects:add_ground", args=where), {"counted_on": "2016-10-10"})
        done = client.post(reverse("projects:submit_focus", args=[agenda.slug]), follow=True)

        assert now(agenda).state == PaperState.SUBMITTED
        assert now(agenda).last_day == dt.date(2018, 12, 31)
        assert "De focusagenda ligt voor aan het Platform" in text_of(done)
        assert reverse("meetings:put_before") in text_of(done)

    def test_a_stale_save_shows_both_texts(self, here):
        agenda = agenda_in(here)
        client = signed_in(here.coordinator)
        address = reverse("projects:change_focus", args=[agenda.slug])
        typed = {"valid_from": "2017-01-01", "last_day": "2018-12-31", "version": agenda.version}
        client.post(address, {**typed, "title": "Van een ander"})

        stale = client.post(address, {**typed, "title": "Van mij"})

        assert stale.status_code == 409
        assert "Van een ander" in text_of(stale)
        assert "Van mij" in text_of(stale)

    def test_a_closed_agenda_is_not_there(self, here):
        agenda = complete(here)

        for address in (agenda.get_absolute_url(), reverse("projects:focus_agendas")):
            page = Client().get(address)
            assert page.status_code == 404 or "Focusagenda 2017-2018" not in text_of(page)
        assert not FocusGround.objects.visible_to(visitor()).exists()

    def test_a_table_holds_themes_grounds_and_projects(self, here):
        agenda = complete(here)
        make.ProjectFactory(body=here.board, theme=here.theme, title="Binnen")
        address = reverse("projects:focus_file", args=[agenda.slug, "csv"])

        table = text_of(signed_in(here.mayor).get(address))

        assert "Zorgfraude" in table
        assert "Het stijgt." in table
        assert "Binnen" in table

    def test_the_page_asks_no_more_queries_for_more_themes(self, here):
        few, many = complete(here), complete(here, title="Lang")
        for number in range(12):
            details = FocusDetails(title=f"Nummer {number}", theme=ThemeFactory(), role="Ja.")
            focus = actions.add_theme(many, details, by=here.coordinator)
            data_set = DataSetFactory(network=here.network)
            ground = GroundDetails(kind=GroundKind.FIGURE, text="Zie.", data_set=data_set)
            actions.add_ground(focus, ground, by=here.coordinator)
            make.ProjectFactory(body=here.board, theme=details.theme)
        client = signed_in(here.mayor)

        counts = []
        for agenda in (few, many):
            with CaptureQueriesContext(connection) as asked:
                client.get(agenda.get_absolute_url())
            counts.append(len(asked))

        assert counts[1] <= counts[0] + 1
        assert max(counts) <= 20

    def test_the_interface_gives_it_to_who_may_read_it(self, here):
        agenda = complete(here)

        hidden = Client().get(f"/api/v1/focus-agendas/{agenda.slug}")
        shown = signed_in(here.mayor).get(f"/api/v1/focus-agendas/{agenda.slug}").json()
        listed = signed_in(here.mayor).get("/api/v1/focus-agendas").json()

        assert hidden.status_code == 404
        assert shown["themes"][0]["grounds"][0]["text"] == "Het stijgt."
        assert [item["slug"] for item in listed["items"]] == [agenda.slug]
