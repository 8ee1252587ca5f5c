"""Imposing secrecy, handling it and lifting it: what closes, what opens, and who may.

Policy: docs/policy/openness.md#restricted
"""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness, most_closed
from ivz.authorization.roles import BodyKind, Role
from ivz.decisions.actions import restrictions as actions
from ivz.decisions.actions.restrictions import Lifting, RestrictionDetails
from ivz.decisions.guarded import guarded_kinds
from ivz.decisions.models import Decision, Guarded, Restriction
from ivz.decisions.queries.restrictions import due_restrictions, secrecy_register
from ivz.decisions.states import Event, Ground
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas
from ivz.meetings.models import AgendaItem, Proposal
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DataSetFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    actor_with,
    member_of,
    secretary_of,
    visitor,
)

pytestmark = pytest.mark.django_db
PUBLIC, NETWORK, BODY, RESTRICTED = Openness
LATER = TODAY + timedelta(days=90)


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def secretary(body):
    return secretary_of(body)


@pytest.fixture
def recorded(body):
    """Give a public item with its paper, a recorded decision, an older one and a follow-up."""
    meeting = MeetingFactory(body=body, state="held", published_at=None)
    paper = ProposalFactory(body=body, openness=PUBLIC)
    item = AgendaItemFactory(meeting=meeting, proposal=paper, openness=PUBLIC)
    older = DecisionFactory(body=body)
    decision = DecisionFactory(body=body, corrects=older, correction_reason="fout")
    DraftDecisionFactory(item=item, decision=decision)
    FollowUpFactory(body=body, decision=decision, openness=PUBLIC)
    return item


def details(body, *readers, **values):
    given = {
        "reason": "Lopend onderzoek",
        "ground": Ground.INVESTIGATION,
        "imposed_by": values.pop("imposed_by", None) or DecisionFactory(body=body),
        "ends_on": LATER,
        "readers": readers,
    }
    return RestrictionDetails(**(given | values))


def levels(item):
    paper = Proposal.objects.filter(items=item).first()
    decisions = Decision.objects.filter(draft__item=item)
    follow_ups = [each for decision in decisions for each in decision.follow_ups.all()]
    rows = [AgendaItem.objects.get(pk=item.pk), paper, *decisions, *follow_ups]
    return [row.openness for row in rows if row]


def test_every_record_with_an_openness_can_be_restricted():
    guarded = {model for model in apps.get_models() if issubclass(model, Guarded)}

    assert {kind.model for kind in guarded_kinds()} == guarded


def test_all_that_hangs_on_an_item_closes_with_it_also_after_recording(body, secretary, recorded):
    reader = member_of(body)

    restriction = actions.impose(recorded, details(body, reader.user.person), by=secretary)

    assert levels(recorded) == [RESTRICTED] * 4
    assert Decision.objects.filter(restriction=restriction).count() == 2
    assert AgendaItem.objects.visible_to(reader).filter(pk=recorded.pk).exists()
    assert not AgendaItem.objects.visible_to(visitor()).filter(pk=recorded.pk).exists()
    assert (restriction.imposed_on, restriction.steps.get().kind) == (TODAY, "imposed")
    assert AuditEntry.objects.filter(event=Event.RESTRICTED).count() == 1


def test_an_annex_closes_and_opens_with_its_paper(body, secretary, recorded):
    annex = recorded.proposal.annexes.create(
        body=body, position=1, title="Bijlage", openness=PUBLIC
    )

    restriction = actions.impose(recorded, details(body), by=secretary)
    annex.refresh_from_db()
    closed = annex.openness
    lift(restriction, on(secretary, LATER))
    annex.refresh_from_db()

    assert (closed, annex.openness) == (RESTRICTED, NETWORK)


def test_whoever_closes_can_read_it(body, secretary, recorded):
    restriction = actions.impose(recorded, details(body), by=secretary)

    assert list(restriction.readers.all()) == [secretary.user.person]


@pytest.mark.parametrize(
    ("kind", "role", "may"),
    [
        (BodyKind.BOARD, Role.SECRETARY, True),
        (BodyKind.BOARD, Role.CHAIR, True),
        (BodyKind.BOARD, Role.MEMBER, False),
        (BodyKind.WORKING_GROUP, Role.CHAIR, False),
    ],
)
def test_the_secretary_and_the_chair_impose(kind, role, may):
    body = BodyFactory(kind=kind)
    by, item = actor_with(role, body=body), AgendaItemFactory(meeting__body=body)

    if may:
        actions.impose(item, details(body), by=by)
    else:
        with pytest.raises(PermissionDenied):
            actions.impose(item, details(body), by=by)

    assert (AgendaItem.objects.get(pk=item.pk).openness == RESTRICTED) is may


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ends_on": TODAY}, "toekomst"),
        ({"imposed_by": "elsewhere"}, "overleg zelf"),
    ],
)
def test_a_restriction_needs_an_own_decision_and_a_day_to_come(body, secretary, changes, told):
    item = AgendaItemFactory(meeting__body=body)
    if "imposed_by" in changes:
        changes = {"imposed_by": DecisionFactory(body=BodyFactory(network=body.network))}

    with pytest.raises(RuleBroken, match=told):
        actions.impose(item, details(body, **changes), by=secretary)

    assert not Restriction.objects.exists()


def test_what_is_restricted_is_not_restricted_again(body, secretary, recorded):
    actions.impose(recorded, details(body), by=secretary)

    with pytest.raises(RuleBroken, match="al geheimhouding"):
        actions.impose(recorded, details(body), by=secretary)


def test_a_data_set_closes_by_who_loads_figures():
    platform = BodyFactory(kind=BodyKind.PLATFORM)
    by, table = secretary_of(platform), DataSetFactory(network=platform.network, openness=PUBLIC)

    actions.impose(table, details(platform), by=by)

    rows = type(table).objects
    assert rows.visible_to(Actor(user=by.user, today=TODAY)).filter(pk=table.pk).exists()
    assert not rows.visible_to(member_of(platform)).filter(pk=table.pk).exists()


@pytest.fixture
def restriction(body, secretary, recorded):
    return actions.impose(recorded, details(body), by=secretary)


def test_readers_change_from_the_next_request_on(body, secretary, restriction, recorded):
    new = member_of(body)

    actions.change_readers(
        restriction, [new.user.person], why="Nieuw lid.", version=1, by=secretary
    )

    assert AgendaItem.objects.visible_to(new).filter(pk=recorded.pk).exists()
    step = restriction.steps.last()
    assert new.user.person.function in step.why
    assert set(restriction.readers.all()) == {new.user.person, secretary.user.person}


@pytest.mark.parametrize("ends_on", [TODAY, LATER - timedelta(days=1), LATER])
def test_prolonging_is_to_a_later_day(restriction, secretary, ends_on):
    with pytest.raises(RuleBroken):
        actions.prolong(restriction, ends_on=ends_on, why="Loopt nog", version=1, by=secretary)


def test_prolonging_says_why(restriction, secretary):
    with pytest.raises(RuleBroken, match="waarom"):
        actions.prolong(restriction, ends_on=date(2018, 1, 1), why=" ", version=1, by=secretary)

    actions.prolong(restriction, ends_on=date(2018, 1, 1), why="Loopt nog", version=1, by=secretary)
    assert Restriction.objects.get().ends_on == date(2018, 1, 1)


def test_two_people_handling_one_restriction(restriction, secretary):
    actions.prolong(restriction, ends_on=date(2018, 1, 1), why="Loopt nog", version=1, by=secretary)

    with pytest.raises(StaleEdit):
        actions.prolong(
            restriction, ends_on=date(2019, 1, 1), why="Ook ik", version=1, by=secretary
        )


def on(actor, day):
    return Actor(user=actor.user, today=day)


def test_before_the_end_date_only_a_decision_of_that_body_lifts(body, secretary, restriction):
    elsewhere = DecisionFactory(body=BodyFactory(network=body.network))
    for decision in (None, elsewhere):
        with pytest.raises(RuleBroken):
            lift(restriction, secretary, decision=decision)

    lift(restriction, secretary, decision=DecisionFactory(body=body))

    assert Restriction.objects.get().lifted_on == TODAY


def lift(restriction, by, *, to=NETWORK, decision=None):
    lifting = Lifting(to=to, why="Onderzoek is klaar", decision=decision)
    return actions.lift(restriction, lifting, version=restriction.version, by=by)


def test_at_the_end_date_nothing_opens_by_itself_and_a_person_lifts(
    secretary, restriction, recorded
):
    later = on(secretary, LATER)
    assert levels(recorded) == [RESTRICTED] * 4

    lift(restriction, later)

    assert levels(recorded) == [NETWORK] * 4
    lifted = Restriction.objects.get()
    assert f"meetings.AgendaItem:{recorded.pk}" in lifted.covered
    assert len(lifted.covered) == 5
    assert AuditEntry.objects.filter(event=Event.OPENED).count() == 5


def test_a_member_among_the_readers_does_not_lift(body, secretary, restriction):
    reader = member_of(body)
    actions.change_readers(restriction, [reader.user.person], why="Lid.", version=1, by=secretary)

    with pytest.raises(PermissionDenied):
        lift(restriction, on(reader, LATER))


def test_a_secretary_who_is_not_named_does_not_lift(body, restriction):
    with pytest.raises(PermissionDenied):
        lift(restriction, on(secretary_of(body), LATER))


def test_opening_to_everyone_asks_the_right_to_publish(body, restriction, secretary):
    chair = actor_with(Role.CHAIR, body=body)
    actions.change_readers(restriction, [chair.user.person], why="x", version=1, by=secretary)
    restriction.refresh_from_db()

    with pytest.raises(RuleBroken, match="Alleen de secretaris"):
        lift(restriction, on(chair, LATER), to=PUBLIC)


def test_a_decision_opens_no_further_than_the_network_before_the_list_is_public(
    secretary, restriction, recorded
):
    lift(restriction, on(secretary, LATER), to=PUBLIC)

    assert levels(recorded) == [PUBLIC, PUBLIC, NETWORK, NETWORK]
    assert Decision.objects.filter(draft__item=recorded).get().planned_openness == PUBLIC


def test_a_paper_stays_as_closed_as_its_other_item(body, secretary, recorded, restriction):
    other = AgendaItemFactory(
        meeting=MeetingFactory(body=body, slug="later"), proposal=recorded.proposal, openness=BODY
    )

    lift(restriction, on(secretary, LATER))

    assert levels(recorded)[:2] == [NETWORK, BODY]
    assert AgendaItem.objects.get(pk=other.pk).openness == BODY


def test_a_paper_under_two_restrictions_moves_to_the_one_that_stays(body, secretary, recorded):
    other = AgendaItemFactory(
        meeting=MeetingFactory(body=body, slug="later"), proposal=recorded.proposal
    )
    first = actions.impose(recorded, details(body), by=secretary)
    second = actions.impose(other, details(body), by=secretary)

    lift(first, on(secretary, LATER))

    paper = Proposal.objects.get(pk=recorded.proposal_id)
    assert (paper.openness, paper.restriction) == (RESTRICTED, second)


@pytest.mark.parametrize("to", [PUBLIC, NETWORK, BODY])
def test_the_preview_tells_what_lifting_does_and_changes_nothing(
    secretary, restriction, recorded, to
):
    told = {
        f"{opening.row._meta.label}:{opening.row.pk}": most_closed(to, opening.level)
        for opening in actions.openings(restriction)
    }

    assert levels(recorded) == [RESTRICTED] * 4
    lift(restriction, on(secretary, LATER), to=to)
    for name, level in told.items():
        label, _, key = name.partition(":")
        assert apps.get_model(label).objects.get(pk=key).openness == level


def test_planning_an_item_differently_takes_the_restriction_off(body, secretary):
    item = AgendaItemFactory(meeting__body=body, proposal=ProposalFactory(body=body))
    restriction = actions.impose(item, details(body), by=secretary)
    item.refresh_from_db()
    plan = agendas.ItemDetails(
        label=item.label, title=item.title, proposal=item.proposal, planned_openness=BODY
    )

    agendas.change_item(item, plan, version=item.version, by=secretary)

    assert levels(item) == [BODY, BODY]
    restriction.refresh_from_db()
    assert restriction.lifted_on == TODAY


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (0, True), (30, True), (31, False)])
def test_thirty_days_ahead_it_is_time_to_look_again(body, secretary, days, is_due):
    restriction = RestrictionFactory(imposed_by__body=body, ends_on=TODAY + timedelta(days=days))
    restriction.readers.add(secretary.user.person)

    assert bool(due_restrictions(secretary)) is is_due


def test_the_register_shows_a_restriction_to_its_readers_only(body, secretary, restriction):
    assert [line.restriction for line in secrecy_register(secretary)] == [restriction]
    for other in (secretary_of(body), member_of(body), visitor(), member_of(BodyFactory())):
        assert secrecy_register(other) == []
        assert due_restrictions(other) == []


def test_a_reader_whose_seat_ended_sees_nothing_of_it(secretary, restriction):
    secretary.user.person.seats.update(is_revoked=True)

    assert secrecy_register(on(secretary, TODAY)) == []


def test_what_was_lifted_stays_in_the_register(secretary, restriction, recorded):
    lift(restriction, on(secretary, LATER))

    assert secrecy_register(secretary) == []
    (line,) = secrecy_register(secretary, lifted=True)
    assert str(recorded) in [row.title for row in line.rows]


def test_the_register_asks_the_database_as_often_for_many_as_for_one(
    body, secretary, restriction, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as for_one:
        secrecy_register(on(secretary, TODAY))
    for number in range(5):
        item = AgendaItemFactory(meeting__body=body, meeting__slug=f"m{number}")
        actions.impose(item, details(body), by=secretary)

    with django_assert_max_num_queries(len(for_one)):
        assert len(secrecy_register(on(secretary, TODAY))) == 6
