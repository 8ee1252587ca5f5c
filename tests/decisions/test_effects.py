"""What a decision does to its subject, and how that is reversed."""

import pytest

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions import actions, effects
from ivz.decisions.actions import Conclusion
from ivz.decisions.models import DecidedSubject, Decision, FollowUp
from ivz.decisions.queries import effect_told, history_of
from ivz.decisions.states import EffectState, Event, Outcome
from ivz.errors import RuleBroken
from ivz.network.models import Mandate, Network
from ivz.network.models.bodies import BodyStatus, MandateSubject
from tests.decisions.subject import KEY, carried, motto
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    ThemeFactory,
    secretary_of,
    visitor,
)

__all__ = ["motto"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("motto")]


@pytest.fixture
def network():
    return NetworkFactory(motto="Eerst dit")


@pytest.fixture
def board(network):
    return BodyFactory(network=network, short_name="DVO")


@pytest.fixture
def secretary(board):
    return secretary_of(board)


def conclusion(network, outcome=Outcome.ACCEPTED, *, text="Samen veilig", **more):
    return Conclusion(
        title="Motto", text="Akkoord.", outcome=outcome, carried=carried(network, text), **more
    )


def record(network, body, by, outcome=Outcome.ACCEPTED, **more):
    is_practice = more.pop("is_practice", False)
    found = conclusion(network, outcome, **more)
    return actions.record(found, body=body, on=TODAY, by=by, is_practice=is_practice)


def motto_of(network):
    return Network.objects.get(pk=network.pk).motto


CHOSEN = ("Samen veilig", EffectState.APPLIED, "Het motto is: Samen veilig")
UNMOVED = ("Eerst dit", EffectState.NO_EFFECT, EffectState.NO_EFFECT.label)
BY_OUTCOME = {
    Outcome.ACCEPTED: CHOSEN,
    Outcome.ACCEPTED_WITH_OPEN_POINT: CHOSEN,
    Outcome.AMENDED: CHOSEN,
    Outcome.REJECTED: ("", EffectState.APPLIED, "Het motto vervalt."),
    Outcome.DEFERRED: UNMOVED,
    Outcome.WITHDRAWN: UNMOVED,
    Outcome.NOTED: UNMOVED,
}


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_moves_the_subject_or_not(network, board, secretary, outcome):
    decision = record(network, board, secretary, outcome)

    decided = DecidedSubject.objects.get(decision=decision)
    seen = (motto_of(network), decided.state, effect_told(decided))
    assert seen == BY_OUTCOME[outcome]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_putting_any_outcome_right_brings_the_subject_where_the_better_one_puts_it(
    network, board, secretary, outcome
):
    first = record(network, board, secretary, outcome)

    better = conclusion(network, Outcome.AMENDED, text="Veilig, samen")
    actions.put_right(first, better, reason="Verkeerd genoteerd.", by=secretary)

    assert motto_of(network) == "Veilig, samen"
    states = DecidedSubject.objects.order_by("pk").values_list("state", flat=True)
    was_moved = outcome not in {Outcome.DEFERRED, Outcome.WITHDRAWN, Outcome.NOTED}
    assert list(states) == [
        EffectState.REVERSED if was_moved else EffectState.NO_EFFECT,
        EffectState.APPLIED,
    ]


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.WITHDRAWN, Outcome.NOTED])
def test_putting_right_to_an_outcome_without_effect_leaves_the_subject_as_it_was(
    network, board, secretary, outcome
):
    first = record(network, board, secretary)

    actions.put_right(first, conclusion(network, outcome), reason="Toch niet.", by=secretary)

    assert motto_of(network) == "Eerst dit"


def test_an_effect_that_is_refused_leaves_nothing_behind(network, board, secretary):
    Network.objects.filter(pk=network.pk).update(legal_form="vast")
    entries = AuditEntry.objects.count()

    with pytest.raises(RuleBroken, match="Het motto ligt vast"):
        record(network, board, secretary, action="Drukken", owner_words="Secretaris")

    assert not Decision.objects.exists()
    assert not FollowUp.objects.exists()
    assert AuditEntry.objects.count() == entries


def test_an_effect_that_breaks_halfway_leaves_nothing_behind(
    network, board, secretary, monkeypatch
):
    monkeypatch.setattr(DecidedSubject, "save", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        record(network, board, secretary)

    assert not Decision.objects.exists()
    assert motto_of(network) == "Eerst dit"


def test_what_depends_on_an_effect_refuses_to_put_it_right(network, board, secretary):
    first = record(network, board, secretary)
    Network.objects.filter(pk=network.pk).update(legal_form="gedrukt")

    with pytest.raises(RuleBroken, match="al gedrukt"):
        actions.put_right(first, conclusion(network), reason="Verkeerd.", by=secretary)

    assert motto_of(network) == "Samen veilig"
    assert Decision.objects.count() == 1


def test_a_later_decision_on_the_subject_refuses_to_put_the_first_right(network, board, secretary):
    first = record(network, board, secretary, planned_openness=Openness.PUBLIC)
    later = record(network, board, secretary, planned_openness=Openness.PUBLIC, text="Anders")

    with pytest.raises(RuleBroken, match=later.reference):
        actions.put_right(first, conclusion(network), reason="Verkeerd.", by=secretary)

    assert motto_of(network) == "Anders"


def test_the_refusal_does_not_name_a_later_decision_that_is_closed_to_you(network, board):
    first = record(network, board, secretary_of(board))
    platform = BodyFactory(network=network, kind=BodyKind.PLATFORM, short_name="Kanarie")
    record(network, platform, secretary_of(platform), planned_openness=Openness.BODY)

    with pytest.raises(RuleBroken) as refused:
        actions.put_right(first, conclusion(network), reason="Verkeerd.", by=secretary_of(board))

    assert "Kanarie" not in str(refused.value)


def test_a_body_that_does_not_decide_on_it_moves_nothing(network):
    working_group = BodyFactory(
        network=network, kind=BodyKind.WORKING_GROUP, status=BodyStatus.EXECUTING
    )

    decision = record(network, working_group, secretary_of(working_group))

    assert motto_of(network) == "Eerst dit"
    assert decision.subject.state == EffectState.NOT_COMPETENT


def test_a_body_of_another_network_moves_nothing(network, board):
    elsewhere = BodyFactory()

    decision = record(network, elsewhere, secretary_of(elsewhere))

    assert decision.subject.state == EffectState.NOT_COMPETENT


def test_a_platform_for_one_theme_only_aligns(network):
    platform = BodyFactory(network=network, kind=BodyKind.PLATFORM, theme=ThemeFactory())

    decision = record(network, platform, secretary_of(platform))

    assert decision.subject.state == EffectState.NOT_COMPETENT


def test_the_first_body_advises_and_the_next_decides(network, board, secretary):
    platform = BodyFactory(network=network, kind=BodyKind.PLATFORM)

    advice = record(network, platform, secretary_of(platform))
    after_advice = motto_of(network)
    decision = record(network, board, secretary)

    assert (advice.subject.step, decision.subject.step) == ("platform", "board")
    assert (after_advice, motto_of(network)) == ("Eerst dit", "Samen veilig")


def test_a_mandate_makes_a_deciding_body_competent(network, board):
    triangle = BodyFactory(network=network, kind=BodyKind.TRIANGLE)
    network.deciding_body = board
    network.save()
    on_the_motto = effects.deciding_body(MandateSubject.COOPERATION)

    before = on_the_motto.covers(triangle, network, TODAY)
    Mandate.objects.create(body=triangle, subject=MandateSubject.COOPERATION, text="Motto")

    assert not before
    assert on_the_motto.covers(triangle, network, TODAY)


def test_practice_moves_nothing_real(network, board, secretary):
    decision = record(network, board, secretary, is_practice=True)

    assert motto_of(network) == "Eerst dit"
    assert decision.subject.state == EffectState.PRACTICE


def test_practice_refuses_what_a_real_meeting_would_refuse(network, board, secretary):
    Network.objects.filter(pk=network.pk).update(legal_form="vast")

    with pytest.raises(RuleBroken, match="ligt vast"):
        record(network, board, secretary, is_practice=True)


def test_a_term_that_cannot_be_used_is_refused_by_name(network, board, secretary):
    with pytest.raises(RuleBroken, match="Motto"):
        record(network, board, secretary, text="x" * 61)


def test_a_subject_that_is_gone_is_refused(network, board, secretary):
    gone = carried(network)
    with pytest.raises(RuleBroken, match="bestaat niet meer"):
        actions.record(
            Conclusion(
                title="Motto",
                text="Akkoord.",
                outcome=Outcome.ACCEPTED,
                carried=effects.Carried(
                    kind=KEY, subject_id=0, question="choose", terms=gone.terms
                ),
            ),
            body=board,
            on=TODAY,
            by=secretary,
        )


def test_moving_and_reversing_stand_in_the_audit_trail(network, board, secretary):
    first = record(network, board, secretary)

    actions.put_right(first, conclusion(network), reason="Verkeerd.", by=secretary)

    found = AuditEntry.objects.filter(
        event__in=[Event.EFFECT_APPLIED, Event.EFFECT_REVERSED]
    ).order_by("pk")
    assert [entry.event for entry in found] == [
        Event.EFFECT_APPLIED,
        Event.EFFECT_REVERSED,
        Event.EFFECT_APPLIED,
    ]


def history(network, actor):
    return [
        (moment.told, moment.by_decision) for moment in history_of(KEY, [network.pk], actor=actor)
    ]


def test_a_closed_decision_shows_what_was_asked_but_no_number_title_or_term(
    network, board, secretary
):
    decision = record(network, board, secretary, planned_openness=Openness.BODY)

    assert history(network, visitor()) == [("Het motto kiezen", "bij besluit")]
    assert history(network, secretary) == [
        ("Het motto is: Samen veilig", f"{decision.reference}, Motto")
    ]


def test_a_closed_decision_shows_what_it_did_in_a_sentence_without_terms(network, board, secretary):
    record(network, board, secretary, Outcome.REJECTED, planned_openness=Openness.BODY)

    assert history(network, visitor()) == [("Het motto vervalt.", "bij besluit")]


def test_a_closed_decision_that_moved_nothing_is_not_in_the_history(network, board, secretary):
    record(network, board, secretary, Outcome.DEFERRED, planned_openness=Openness.BODY)

    assert history(network, visitor()) == []
    assert len(history(network, secretary)) == 1


def test_the_history_asks_as_much_for_one_decision_as_for_many(
    network, board, secretary, django_assert_num_queries
):
    assert secretary.seats
    for text in ["a", "b", "c"]:
        record(network, board, secretary, text=text)

        with django_assert_num_queries(3):
            history(network, secretary)
