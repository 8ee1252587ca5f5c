"""From request to project, or to an answer with the reason."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.projects.actions import assessments, requests
from ivz.projects.actions.assessments import Judgement
from ivz.projects.models import Project, Request
from ivz.projects.queries.requests import similar, waiting_for
from ivz.projects.states import Conclusion, Criterion, RequestState, Section
from ivz.projects.tasks import reopen_requests
from tests.effort.factories import ObligationFactory
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    MeetingFactory,
    OrganisationFactory,
    actor_with,
)
from tests.portfolios.factories import PriorityFactory
from tests.projects import factories as make
from tests.projects.network import HOLDS, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


def findings(assessment):
    return {finding.criterion: finding for finding in assessment.findings.all()}


def again(row):
    return type(row).objects.get(pk=row.pk)


def test_a_request_in_six_municipalities_is_refused_with_the_reason_for_the_requester(here):
    here.spreads_to(6)
    request = here.asked()
    assessment = here.tested(request)
    reason = findings(assessment)[Criterion.WIDESPREAD].reason

    with pytest.raises(RuleBroken, match="Speelt in genoeg gemeenten"):
        assessments.accept(assessment, by=here.chair)
    requests.refuse(request, answer=reason, by=here.chair)

    (told,) = waiting_for(here.mayor).answered
    assert told.state == RequestState.REFUSED
    assert told.answer == "Het speelt in 6 van de 14 gemeenten; nodig zijn er 7."
    assert not Project.objects.exists()
    assert again(assessment).conclusion == Conclusion.REFUSED


@pytest.mark.parametrize(
    ("openness", "named"),
    [(Openness.NETWORK, True), (Openness.BODY, False)],
)
def test_a_refusal_is_mailed_to_who_asked_and_names_nothing_closed(
    here, mailoutbox, openness, named
):
    request = here.asked(openness=openness)
    User.objects.filter(pk=here.mayor.user.pk).update(email="burgemeester@example.org")

    requests.refuse(request, answer="Speelt in zes gemeenten.", by=here.chair)

    (mail,) = mailoutbox
    assert mail.to == ["burgemeester@example.org"]
    assert mail.subject == "Je verzoek om een project"
    assert ("Speelt in zes gemeenten." in mail.body) is named
    assert (request.title in mail.body) is named


def test_nobody_is_mailed_an_answer_of_the_own(here, mailoutbox):
    request = here.asked(requester=here.chair.user.person)
    User.objects.filter(pk=here.chair.user.pk).update(email="voorzitter@example.org")

    requests.refuse(request, answer="Toch niet.", by=here.chair)

    assert mailoutbox == []


def test_a_request_in_seven_municipalities_becomes_a_project(here):
    here.spreads_to(7)
    request = here.asked()
    assessment = here.tested(request)

    project = assessments.accept(assessment, by=here.chair)

    assert again(request).state == RequestState.ACCEPTED
    assert (project.title, project.theme) == (request.title, here.theme)
    texts = dict(project.plan.sections.values_list("section", "text"))
    assert texts[Section.AIM] == "Minder misbruik van zorggeld."
    assert {row.municipality for row in assessment.evidence.all()} == set(here.municipalities[:7])
    assert {row.source for row in assessment.evidence.all()} == {
        "Integraal veiligheidsplan 2015-2018"
    }


def test_a_seventh_municipality_opens_the_question_again(here):
    here.spreads_to(6)
    request = here.asked()
    here.tested(request)
    requests.refuse(request, answer="Te weinig gemeenten.", by=here.chair)

    reopen_requests(TODAY)
    assert again(request).state == RequestState.REFUSED

    PriorityFactory(municipality=here.municipalities[6], theme=here.theme)
    reopen_requests(TODAY)
    reopen_requests(TODAY)

    assert again(request).state == RequestState.OPEN
    assert "7 van de 14" in again(request).reopened_because
    assert waiting_for(here.coordinator).open == [request]
    assert assessments.accept(here_tested_again(here, request), by=here.chair)


def here_tested_again(here, request):
    return assessments.assess(request.assignment, HOLDS, by=here.coordinator)


def test_a_request_refused_for_another_reason_stays_refused_when_it_spreads(here):
    here.spreads_to(7)
    request = here.asked()
    here.tested(request, {**HOLDS, Criterion.URGENT: Judgement(is_met=False, reason="Nee.")})
    requests.refuse(request, answer="Niet urgent.", by=here.chair)

    reopen_requests(TODAY)

    assert again(request).state == RequestState.REFUSED


def refused_and_open_again(here):
    here.spreads_to(6)
    request = here.asked()
    here.tested(request)
    requests.refuse(request, answer="Te weinig gemeenten.", by=here.chair)
    PriorityFactory(municipality=here.municipalities[6], theme=here.theme)
    reopen_requests(TODAY)
    assert again(request).state == RequestState.OPEN
    return request


def test_a_request_that_is_refused_again_after_a_new_test_does_not_open_by_itself(here):
    request = refused_and_open_again(here)
    not_urgent = {**HOLDS, Criterion.URGENT: Judgement(is_met=False, reason="Nee.")}
    assessments.assess(request.assignment, not_urgent, by=here.coordinator)
    requests.refuse(request, answer="Niet urgent.", by=here.chair)

    reopen_requests(TODAY + dt.timedelta(days=30))

    assert again(request).state == RequestState.REFUSED


def test_a_request_that_is_refused_again_without_a_new_test_does_not_open_by_itself(here):
    request = refused_and_open_again(here)
    requests.refuse(request, answer="Bij nader inzien niet.", by=here.chair)

    reopen_requests(TODAY + dt.timedelta(days=30))

    assert again(request).state == RequestState.REFUSED


def test_nobody_can_claim_a_spread_that_the_priorities_do_not_show(here):
    here.spreads_to(2)

    assessment = here.tested(here.asked())

    assert not findings(assessment)[Criterion.WIDESPREAD].is_met


def test_chair_and_coordinator_accept_together_what_does_not_meet_all_criteria(here):
    assessment = here.tested(here.asked())

    first = assessments.override(assessment, reason="De minister vraagt erom.", by=here.chair)
    project = assessments.override(assessment, reason="", by=here.coordinator)

    assert first is None
    assert project == Project.objects.get()
    concluded = again(assessment)
    assert concluded.conclusion == Conclusion.OVERRIDDEN
    assert (concluded.chair_id, concluded.coordinator_id) == (
        here.chair.person_id,
        here.coordinator.person_id,
    )


def test_one_of_the_two_alone_cannot_accept_it(here):
    assessment = here.tested(here.asked())
    assessments.override(assessment, reason="Nodig.", by=here.chair)

    with pytest.raises(RuleBroken, match="Nu de ander"):
        assessments.override(assessment, reason="Nodig.", by=here.chair)
    second_chair = actor_with(Role.CHAIR, body=here.platform)
    with pytest.raises(RuleBroken, match="Nu de ander"):
        assessments.override(assessment, reason="Nodig.", by=second_chair)

    assert not Project.objects.exists()


def test_who_is_both_chair_and_coordinator_does_not_agree_twice(here):
    both = actor_with(Role.CHAIR, body=here.platform)
    make_secretary(both, here.platform)
    assessment = here.tested(here.asked())

    assessments.override(assessment, reason="Nodig.", by=both)

    with pytest.raises(RuleBroken, match="Nu de ander"):
        assessments.override(assessment, reason="Nodig.", by=both)


def make_secretary(actor, body):
    body.seats.create(role=Role.SECRETARY, person_id=actor.person_id)
    vars(actor).pop("standing", None)


@pytest.mark.parametrize("reason", ["", "  "])
def test_neither_refusing_nor_overriding_goes_without_a_reason(here, reason):
    request = here.asked()
    assessment = here.tested(request)

    with pytest.raises(RuleBroken, match="Zeg waarom"):
        requests.refuse(request, answer=reason, by=here.chair)
    with pytest.raises(RuleBroken, match="Zeg waarom"):
        assessments.override(assessment, reason=reason, by=here.chair)


def test_a_mayor_asks_and_neither_tests_nor_answers(here):
    request = here.asked()
    assessment = here.tested(request)

    for attempt in (
        lambda: requests.refuse(request, answer="Nee.", by=here.mayor),
        lambda: assessments.accept(assessment, by=here.mayor),
        lambda: assessments.override(assessment, reason="Ja.", by=here.mayor),
        lambda: assessments.assess(request.assignment, HOLDS, by=here.mayor),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_who_has_no_seat_in_the_network_cannot_ask(here):
    stranger = region().mayor

    with pytest.raises(PermissionDenied):
        requests.submit(here.network, requests.RequestDetails(title="X", problem="Y"), by=stranger)


def test_who_asked_takes_back_and_nobody_else(here):
    request = here.asked()

    with pytest.raises(PermissionDenied):
        requests.withdraw(request, by=here.coordinator)
    requests.withdraw(request, by=here.mayor)

    assert again(request).state == RequestState.WITHDRAWN
    with pytest.raises(RuleBroken, match="niet meer in behandeling"):
        requests.refuse(request, answer="Nee.", by=here.chair)


def test_the_test_keeps_the_room_of_that_day(here):
    one, other = OrganisationFactory(), OrganisationFactory()
    for organisation, hours in [(one, 4), (other, 2)]:
        ObligationFactory(network=here.network, organisation=organisation, hours_per_week=hours)
    project = make.ProjectFactory(body=here.board)
    make.MemberFactory(project=project, organisation=one, hours_per_week=5)
    meeting = MeetingFactory(body=here.board)
    AgendaItemFactory(meeting=meeting, planned_minutes=45)
    AgendaItemFactory(meeting=meeting, planned_minutes=15)
    for practice in MeetingFactory.create_batch(1, body=here.board, slug="o", is_practice=True):
        AgendaItemFactory(meeting=practice, planned_minutes=60)

    assessment = here.tested(here.asked())

    assert (assessment.hours_owed, assessment.hours_promised) == (6, 5)
    assert (assessment.agenda_minutes, assessment.agenda_meetings) == (60, 1)


def test_the_next_three_meetings_count_and_no_other(here):
    for days, minutes in [(-30, 160), (10, 10), (20, 20), (30, 40), (40, 80)]:
        day = TODAY + dt.timedelta(days=days)
        AgendaItemFactory(
            meeting=MeetingFactory(body=here.board, date=day), planned_minutes=minutes
        )
        AgendaItemFactory(
            meeting=MeetingFactory(body=here.platform, date=day), planned_minutes=minutes
        )

    assessment = here.tested(here.asked())

    assert (assessment.agenda_minutes, assessment.agenda_meetings) == (70, 3)


def test_what_resembles_a_request_is_found_also_when_it_is_over(here):
    ended = make.ProjectFactory(body=here.board, title="Zorgbureaus 2014", state="closed")
    by_theme = make.ProjectFactory(body=here.board, title="Iets anders", theme=here.theme)
    make.ProjectFactory(body=here.board, title="Woninginbraken")
    make.ProjectFactory(title="Zorgbureaus elders")
    make.ProjectFactory(body=here.board, title="Zorgbureaus geheim", openness="body")

    found = similar(
        "Malafide zorgbureaus", theme=here.theme, network=here.network, actor=here.coordinator
    )

    assert {row.title for row in found} == {ended.title, by_theme.title}
    assert {row.title for row in found if row.is_ended} == {ended.title}


@pytest.mark.parametrize("with_theme", [True, False])
def test_the_same_title_is_found_first_among_many_that_share_a_theme_or_word(here, with_theme):
    title = "Woninginbraken in vakantieparken voorkomen"
    theme = here.theme if with_theme else None
    for number in range(101):
        shared = f"Regionale woninginbraken {number:03d}"
        make.ProjectFactory(body=here.board, title=shared, theme=theme)
    make.ProjectFactory(body=here.board, title=title, theme=theme)

    found = similar(title.upper(), theme=theme, network=here.network, actor=here.coordinator)

    assert found[0].title == title


def test_the_same_title_is_found_where_its_words_say_nothing(here):
    make.ProjectFactory(body=here.board, title="Regionale aanpak")

    [found] = similar("regionale aanpak", theme=None, network=here.network, actor=here.coordinator)

    assert found.title == "Regionale aanpak"


def test_an_answer_that_was_read_is_no_news_any_more(here):
    request = here.asked()
    requests.refuse(request, answer="Nee, want.", by=here.chair)

    requests.note_answer_read(request, by=here.chair)
    assert waiting_for(here.mayor).answered
    requests.note_answer_read(request, by=here.mayor)

    assert not waiting_for(here.mayor).answered


def test_two_requests_with_one_title_get_two_addresses(here):
    here.spreads_to(7)

    first = assessments.accept(here.tested(here.asked()), by=here.chair)
    second = assessments.accept(here.tested(here.asked()), by=here.chair)
    reserved = assessments.accept(here.tested(here.asked(title="Verzoeken")), by=here.chair)

    assert (first.slug, second.slug) == ("malafide-zorgbureaus", "malafide-zorgbureaus-2")
    assert reserved.slug == "verzoeken-2"
    assert Request.objects.count() == 3
