"""Annual plans: written with the partners, adopted by decision, and watched every quarter."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome, PaperState
from ivz.errors import RuleBroken
from ivz.home.queries.today import next_meetings, plan_lines
from ivz.reports.actions import annual_plans as actions
from ivz.reports.actions.annual_plans import LineDetails
from ivz.reports.deciding import PLAN
from ivz.reports.models import AnnualPlan, PlanLine
from ivz.reports.queries import annual_plans as queries
from ivz.reports.states import Course, LineState
from tests.factories import TODAY, FollowUpFactory, actor_with, secretary_of, visitor
from tests.projects.network import leader_of, region, running
from tests.projects.test_pages import signed_in, text_of
from tests.reports.factories import AnnualPlanFactory, LineWordFactory, PlanLineFactory

pytestmark = pytest.mark.django_db
JUNE = dt.date(2016, 6, 30)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def police(here):
    return actor_with(Role.POLICE, body=here.platform)


def judged(plan, body, outcome=Outcome.ACCEPTED):
    carried = Carried(kind=PLAN, subject_id=plan.pk, question=ADOPT, terms={})
    conclusion = Conclusion(title="Jaarplan", text="Akkoord.", outcome=outcome, carried=carried)
    decision = register.record(
        conclusion, body=body, on=TODAY, by=secretary_of(body), is_practice=False
    )
    plan.refresh_from_db()
    return decision


def adopted(here, owner, due_on=JUNE):
    """Give an adopted plan of this year with one line."""
    plan = AnnualPlanFactory(body=here.board, year=2016, state=PaperState.ADOPTED, origin="Lijst")
    return PlanLineFactory(plan=plan, owner_id=owner.person_id, due_on=due_on)


def test_it_begins_with_what_is_known_of_the_year(here):
    project = running(here, title="Schone aanpak", ends_on=dt.date(2017, 6, 1))
    leader = leader_of(project, here)
    running(here, title="Gesloten", ends_on=None, openness=Openness.BODY)
    running(here, title="Voorbij", ends_on=dt.date(2016, 12, 1))
    FollowUpFactory(body=here.board, what="Evalueer de pilot", due_on=dt.date(2017, 3, 1))
    plan = actions.begin(here.network, 2017, by=here.coordinator)
    lines = {line.result: line for line in plan.lines.all()}
    assert set(lines) == {"Schone aanpak", "Evalueer de pilot"}
    assert lines["Schone aanpak"].owner == leader
    assert lines["Schone aanpak"].due_on == dt.date(2017, 6, 1)
    assert actions.gather(plan, by=here.coordinator) == 0  # nothing twice
    with pytest.raises(RuleBroken, match="2017"):
        actions.begin(here.network, 2017, by=here.coordinator)


def test_a_partner_puts_a_line_forward_and_reads_why_not(here, police):
    plan = actions.begin(here.network, 2017, by=here.coordinator)
    page = reverse("reports:new_line", args=[here.network.slug, 2017])
    typed = {"result": "Minder fietsen weg", "quarter": "2", "due_on": "", "owner": ""}
    assert signed_in(police).post(page, typed).status_code == 302
    line = plan.lines.get()
    assert (line.state, line.due_on) == (LineState.PUT_FORWARD, dt.date(2017, 6, 30))
    with pytest.raises(RuleBroken, match="1"):
        actions.submit(plan, by=here.coordinator)

    answer = reverse("reports:judge", args=[here.network.slug, 2017, line.pk])
    refused = {"version": line.version, "answer": "nee", "reason": ""}
    assert signed_in(here.coordinator).post(answer, refused).status_code == 422
    why = refused | {"reason": "Staat al in het politieplan"}
    assert signed_in(here.coordinator).post(answer, why).status_code == 302
    assert "Staat al in het politieplan" in text_of(signed_in(police).get(plan.get_absolute_url()))
    assert signed_in(police).post(answer, why).status_code == 403
    stale = signed_in(here.coordinator).post(answer, why | {"answer": "ja"})
    assert stale.status_code == 409
    with pytest.raises(RuleBroken):
        actions.withdraw(PlanLine.objects.get(), by=police)


def test_two_bodies_adopt_it_and_only_then_it_is_watched(here, police):
    plan = actions.begin(here.network, 2016, by=here.coordinator)
    details = LineDetails(result="Jaarverslag", due_on=JUNE)
    line = actions.put_forward(plan, details, by=here.coordinator)
    with pytest.raises(RuleBroken):  # nobody pulls it
        actions.submit(plan, by=here.coordinator)
    person = actor_with(Role.MEMBER, body=here.platform).user.person
    actions.change(line, replace(details, owner=person), version=1, by=here.coordinator)
    actions.submit(plan, by=here.coordinator)
    with pytest.raises(RuleBroken):
        actions.put_forward(plan, details, by=police)
    judged(plan, here.platform)
    assert plan.state == PaperState.ENDORSED
    with pytest.raises(RuleBroken):
        actions.tell(line, quarter=1, course=Course.DONE, words="Af", by=here.coordinator)
    decision = judged(plan, here.board)
    assert (plan.state, plan.decision) == (PaperState.ADOPTED, decision)
    page = text_of(signed_in(here.chair).get(plan.get_absolute_url()))
    assert reverse("reports:progress", args=[here.network.slug, 2016]) in page


def test_a_rejected_plan_comes_back(here):
    plan = AnnualPlanFactory(body=here.board, state=PaperState.SUBMITTED)
    judged(plan, here.platform, Outcome.REJECTED)
    assert plan.state == PaperState.DRAFT


def test_its_owner_tells_how_it_stands_and_the_chair_sees_what_is_late(here, police):
    line = adopted(here, police)
    told = reverse("reports:tell", args=[here.network.slug, 2016, line.pk])
    typed = {"quarter": "2", "course": "stuck", "words": "De cijfers ontbreken nog"}
    other = actor_with(Role.MEMBER, body=here.platform)
    assert signed_in(other).post(told, typed).status_code == 403
    assert signed_in(police).post(told, typed | {"quarter": "4"}).status_code == 302
    assert signed_in(police).post(told, typed | {"words": ""}).status_code == 422
    assert signed_in(police).post(told, typed).status_code == 302
    page = reverse("reports:progress", args=[here.network.slug, 2016])
    assert "De cijfers ontbreken nog" in text_of(signed_in(here.chair).get(page))
    progress = queries.progress_of(line.plan, actor=here.chair)
    assert [each.line for each in progress.late] == [line]
    assert progress.late[0].light == "bad"

    word = actions.tell(line, quarter=3, course=Course.DONE, words="Af", by=police)
    progress = queries.progress_of(line.plan, actor=here.chair)
    assert (progress.done, list(progress.late)) == (1, [])
    actions.untell(word, by=police)
    assert queries.progress_of(line.plan, actor=here.chair).late


def test_what_is_late_or_not_told_of_stands_on_today(here, police):
    line = adopted(here, police, due_on=dt.date(2016, 12, 31))
    known = next_meetings(here.chair)
    assert plan_lines(here.chair, known) == 1  # the third quarter ended without a word
    assert plan_lines(police, next_meetings(police)) == 1
    other = actor_with(Role.MEMBER, body=here.platform)
    assert plan_lines(other, next_meetings(other)) == 0
    assert "jaarplan" in text_of(signed_in(police).get("/"))
    LineWordFactory(line=line, quarter=3)
    assert plan_lines(here.chair, next_meetings(here.chair)) == 0
    PlanLine.objects.update(due_on=JUNE)
    assert plan_lines(here.chair, next_meetings(here.chair)) == 1
    LineWordFactory(line=line, quarter=3, course=Course.DONE)
    assert plan_lines(here.chair, next_meetings(here.chair)) == 0


def test_a_line_closes_with_its_project_and_the_rest_stays_within_the_network(here, police):
    line = adopted(here, police)
    plan = line.plan
    PlanLineFactory(plan=plan, state=LineState.NOT_TAKEN, reason="Te duur", due_on=JUNE)
    actions.make_public(plan, by=here.coordinator)
    client = signed_in(police)
    assert client.get(reverse("reports:file", args=[here.network.slug, 2016, "odt"])).content
    client.logout()
    seen = text_of(client.get(plan.get_absolute_url()))
    assert line.result in seen
    assert "Te duur" not in seen
    assert (
        client.get(reverse("reports:progress", args=[here.network.slug, 2016])).status_code != 200
    )
    answer = client.get(f"/api/v1/annual-plans/{here.network.slug}/2016").json()
    assert [each["result"] for each in answer["lines"]] == [line.result]
    project = running(here, openness=Openness.NETWORK)
    PlanLine.objects.filter(pk=line.pk).update(project=project)
    assert not PlanLine.objects.visible_to(visitor()).exists()
    with pytest.raises(PermissionDenied):
        actions.make_public(plan, by=police)


def test_pages_take_few_questions(here, police, django_assert_max_num_queries):
    plan = AnnualPlan.objects.get(pk=adopted(here, police).plan_id)
    for _each in range(20):
        LineWordFactory(line=PlanLineFactory(plan=plan, owner_id=police.person_id, due_on=JUNE))
    client = signed_in(here.chair)
    for name in ("plans", "plan", "progress"):
        args = [] if name == "plans" else [here.network.slug, 2016]
        with django_assert_max_num_queries(20):
            assert client.get(reverse(f"reports:{name}", args=args)).status_code == 200


def test_a_form_that_is_closed_by_now_leads_back_to_the_plan_with_the_reason(here):
    line = adopted(here, here.coordinator)
    address = here.network.slug, line.plan.year
    client = signed_in(here.coordinator)
    for name in ("new_line", "change_line"):
        args = [*address, line.pk] if name == "change_line" else address
        answer = client.get(reverse(f"reports:{name}", args=args), follow=True)
        assert answer.redirect_chain == [(line.plan.get_absolute_url(), 302)]
        assert "Voortgang" in text_of(answer)
    draft = PlanLineFactory(plan__body=here.board, plan__year=2017)
    tell = reverse("reports:tell", args=[here.network.slug, 2017, draft.pk])
    answer = client.get(tell, follow=True)
    assert "Voortgang hoort bij wat in een vastgesteld plan staat." in text_of(answer)
    assert client.post(tell, {"quarter": "1"}).status_code == 422
