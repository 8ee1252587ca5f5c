"""The portfolio on another day, finding projects by words, and requests for programs."""

import datetime as dt

import pytest

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.projects.actions.projects import note_step
from ivz.projects.queries import portfolio as queries
from ivz.projects.queries.portfolio import Chosen
from ivz.projects.queries.requests import similar
from ivz.projects.states import LightColour, ProjectState, StepKind
from tests.effort.factories import DeliveryFactory
from tests.factories import TODAY, PersonFactory, ThemeFactory, visitor
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_pages import signed_in, text_of
from tests.projects.test_portfolio import project_in, reported

pytestmark = pytest.mark.django_db
SPRING = dt.date(2016, 4, 1)


@pytest.fixture
def here():
    return region()


def stepped(project, **days):
    """Let a project have gone through phases, each since a day."""
    for state, on in days.items():
        kind = StepKind.OPENED if state == "preparing" else StepKind.RESUMED
        make.StepFactory(project=project, kind=kind, state=state, on=on)
    return project


def rows(here, on, actor=None, **chosen):
    actor = actor or here.coordinator
    found = queries.portfolio(here.network, Chosen(**chosen), actor=actor, on=on)
    return queries.rows_of(found.stands, actor=actor, on=on)


def test_a_step_keeps_the_phase_that_it_led_to(here):
    project = project_in(here, "A", state=ProjectState.PAUSED)

    assert note_step(project, StepKind.PAUSED, by=here.coordinator).state == "paused"


def test_the_phase_is_that_of_the_last_step_until_then(here):
    project = project_in(here, "A", state=ProjectState.STOPPED)
    stepped(project, preparing=dt.date(2016, 1, 10), running=SPRING, stopped=dt.date(2016, 9, 1))

    phases = {on: [row.phase for row in rows(here, on, phase="all")] for on in _days()}

    assert list(phases.values()) == [[], ["preparing"], ["running"], ["running"], ["stopped"]]
    assert [row.project for row in rows(here, SPRING)] == [project]
    assert rows(here, TODAY) == []


def _days():
    september = dt.date(2016, 8, 31)
    return [dt.date(2016, 1, 9), dt.date(2016, 1, 10), SPRING, september, TODAY]


def test_a_phase_that_no_step_tells_is_that_of_now(here):
    project_in(here, "A", state=ProjectState.PAUSED, starts_on=SPRING)

    assert [row.phase for row in rows(here, SPRING)] == ["paused"]
    assert rows(here, SPRING - dt.timedelta(days=1)) == []


def test_lights_group_and_hours_are_those_of_then(here):
    project = project_in(here, "A", starts_on=dt.date(2016, 1, 1))
    reported(project, LightColour.ADJUST, on=SPRING)
    reported(project, LightColour.ON_COURSE, on=dt.date(2016, 9, 1))
    make.MemberFactory(project=project, role=GroupRole.HOLDER, valid_until=SPRING)
    DeliveryFactory(
        network=here.network, work_kind="project", work_id=project.pk, valid_from=TODAY, hours=5
    )

    [then], [now] = rows(here, SPRING - dt.timedelta(days=1)), rows(here, TODAY)
    [spring] = rows(here, SPRING, light=LightColour.ADJUST)

    assert (then.reported_on, spring.reported_on) == (None, SPRING)
    assert (now.reported_on, now.delivered) == (dt.date(2016, 9, 1), 5)
    assert then.holder is not None
    assert (spring.holder, spring.delivered) == (None, 0)


def test_the_page_the_file_and_the_interface_hold_for_the_reference_date(here):
    project = project_in(here, "Oud werk", state=ProjectState.CLOSED)
    stepped(project, running=dt.date(2016, 1, 1), closed=dt.date(2016, 9, 1))
    client = signed_in(here.coordinator)

    page = text_of(client.get("/projecten/?peildatum=2016-04-01"))
    chart = text_of(client.get("/projecten/in-de-tijd/?peildatum=2016-04-01"))
    file = client.get("/projecten/projecten.csv?peildatum=2016-04-01").content.decode()
    answer = client.get("/api/v1/projects?asOf=2016-04-01&pageSize=1").json()

    for shown in (page, chart, file):
        assert "Oud werk" in shown
    assert "In uitvoering" in file
    assert [(row["title"], row["state"]) for row in answer["items"]] == [("Oud werk", "running")]
    assert "Oud werk" not in text_of(client.get("/projecten/"))


@pytest.mark.parametrize("words", ["hennep", "HENNEP teelt", "burgemeester", "burgemeester hennep"])
def test_words_find_titles_themes_under_any_name_and_holders(here, words):
    theme = ThemeFactory(name="Georganiseerde criminaliteit", aliases="Hennepteelt\nDrugs")
    wanted = make.ProjectFactory(body=here.board, title="Ondermijning", theme=theme)
    mayor = PersonFactory(function="Burgemeester van Borne", name="Geheim")
    make.MemberFactory(project=wanted, role=GroupRole.HOLDER, person=mayor)
    other = project_in(here, "Woninginbraken")
    make.MemberFactory(project=other, person=mayor)

    assert [row.project for row in rows(here, TODAY, words=words)] == [wanted]
    assert rows(here, TODAY, words="geheim") == []


def test_a_closed_project_is_not_found_by_words(here):
    project_in(here, "Stille zaak", openness=Openness.BODY)

    assert rows(here, TODAY, words="stille") == []
    assert rows(here, SPRING, actor=visitor(), words="stille") == []


def test_what_resembles_a_request_is_found_by_other_names_of_its_theme(here):
    theme = ThemeFactory(name="Georganiseerde criminaliteit", aliases="Hennepteelt")
    make.ProjectFactory(body=here.board, title="Ondermijning", theme=theme)
    make.ProjectFactory(body=here.board, title="Stil", theme=theme, openness=Openness.BODY)

    found = similar("Hennepteelt op zolder", theme=None, network=here.network, actor=here.chair)

    assert [row.title for row in found] == ["Ondermijning"]


class TestRequestsForPrograms:
    def items(self, client, **asked):
        return client.get("/api/v1/requests", asked).json()["items"]

    def test_they_tell_what_became_of_each(self, here):
        here.spreads_to(7)
        asked = here.asked()
        client = signed_in(here.mayor)

        [item] = self.items(client, network=here.network.slug, theme=here.theme.code, state="open")

        assert (item["key"], item["title"], item["state"]) == (asked.key, asked.title, "open")
        assert (item["project"], item["requesterKind"]) == (None, "mayor")
        assert self.items(client, state="refused") == []
        assert client.get("/api/v1/requests?network=nergens").status_code == 404

    def test_who_may_not_read_a_request_or_its_project_does_not_see_it(self, here, client):
        asked = here.asked()
        assignment = make.AssignmentFactory(request=asked)
        project = make.ProjectFactory(body=here.board, assignment=assignment)

        open_to_all = self.items(signed_in(here.coordinator))
        project.openness = Openness.BODY
        project.save()
        closed = self.items(signed_in(here.coordinator))

        assert [row["project"] for row in [*open_to_all, *closed]] == [project.slug, None]
        assert self.items(client) == []
