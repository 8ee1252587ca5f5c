"""No closed word anywhere: a word of its own in every text that is not for everyone.

Every page and every answer of the interface is then asked by people who may not read it. The rule
of who may read what is written down here once more, apart from the code it checks. A new model or
a new address makes this fail until it is told of it.
Policy: docs/policy/openness.md
"""

import itertools
import logging
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.urls import resolve

from ivz.accounts.kept_questions import kept_apart
from ivz.authorization.roles import BodyKind, Duty, Role, permissions_of
from ivz.network.queries.upkeep_people import PeopleFilter
from tests.canary import people, scene
from tests.canary.planting import LOOKS_LIKE_A_WORD, texts_of
from tests.canary.rules import FOR_EVERYONE, RULES, is_levelled, models_with_a_rule
from tests.canary.visits import Visitor, visitor_called

pytestmark = pytest.mark.django_db


WITHOUT_TEXT = {
    "network.RegisterImport",
    "meetings.Agreement",
    "meetings.PresentedPaper",
    "meetings.RoomScreen",
    "mail.Digest",
    "unsaved.ReceivedChange",
    "meetings.StandingAgenda",
    "meetings.SeriesMeeting",
    "projects.ReportWindow",
    "projects.Evaluation",
    "meetings.SignOff",
    "projects.Plan",
    "reports.PeriodicReport",
    "reports.YearlyDuty",
}
WITHOUT_A_WORD = {
    ("decisions.DecidedSubject", "trace"): "what reversing needs; a step of the effects writes it",
    ("decisions.Restriction", "covered"): "kinds and numbers of records",
    ("documents.Version", "remarks"): "keys of what the intake took out",
    ("meetings.MeetingSeries", "months"): "numbers of months",
}
SHOWN_ELSEWHERE = {"decisions": "meetings"}
ASKED_BY_ANOTHER = {
    "decisions.Addressee",  # by the decision
    "decisions.DecisionElsewhere",  # by the decision
    "meetings.AgendaRequest",  # a rule refuses the page before it shows a word
    "meetings.LateChange",  # a network of one's own is asked first
    "meetings.ParkedItem",  # a network of one's own is asked first
    "meetings.Referral",  # by the follow-up, or by whose agenda it is put on
    "meetings.RouteStep",  # by the paper
    "meetings.Voice",  # by the item
    "meetings.ConceptRound",  # by the body of the meeting, asked first
    "meetings.Remark",  # likewise
    "documents.Document",  # by the annex or the paper it hangs on
    "projects.Assessment",  # by the request
    "projects.Assignment",  # by the request
    "projects.FocusTheme",  # by the agenda
    "projects.FocusGround",  # by the agenda
    "finance.AnnualAccount",  # by the budget that holds
    "reports.LineWord",  # by the line
    "reports.PlanLine",  # by the plan
    "reports.ReportFact",  # by the report; what it is about narrows it down as well
    "reports.ReportPart",  # by the report
    "finance.Booking",  # by the budget that holds
    "finance.BudgetPost",  # by the budget
    "finance.Outlook",  # by the budget that holds
    "insight.SignalStep",  # by the signal
    "knowledge.DevelopmentStep",  # by the development
    "effort.Obligation",  # a network of one's own is asked first
    "effort.Delivery",  # likewise
}


def narrows(model):
    """Tell whether readers get a part of the records, on pages of their own.

    A part of a project stands on the page of the project, which asks for the project first.
    """
    subject = model._meta.app_config
    is_part = hasattr(model._default_manager.all(), "project_path")
    if is_part or model._meta.label in ASKED_BY_ANOTHER | WITHOUT_TEXT:
        return False
    is_shown = subject.label in SHOWN_ELSEWHERE or find_spec(f"{subject.name}.urls")
    return is_shown and hasattr(model._default_manager.all(), "visible_to")


def test_canary_every_model_is_for_everyone_or_has_a_rule():
    ours = {model._meta.label for model in apps.get_models() if "ivz." in model.__module__}

    assert ours == FOR_EVERYONE | RULES.keys()


def test_canary_a_word_stands_in_every_kind_of_closed_record(opened):
    written_in = {model._meta.label for model in models_with_a_rule() if texts_of(model())}

    assert opened.planted_models() == written_in
    assert RULES.keys() - written_in == WITHOUT_TEXT


def test_canary_a_word_stands_in_every_text_that_is_closed_to_somebody(opened):
    planted = {(record._meta.label, name) for record, name in opened.words.values()}
    assert opened.closed_texts - planted == WITHOUT_A_WORD.keys()


def test_canary_every_kind_with_a_level_is_there_at_each_closed_level(opened):
    levelled = [
        model
        for model in models_with_a_rule()
        if is_levelled(model) and model._meta.label not in WITHOUT_TEXT
    ]
    there = {
        (record._meta.label, record.openness)
        for record, _name in opened.words.values()
        if is_levelled(type(record))
    }

    assert len(levelled) >= 5
    wanted = itertools.product([model._meta.label for model in levelled], scene.CLOSED)
    assert set(wanted) <= there


def test_canary_every_role_in_every_body_is_asked_as(opened):
    asked = {
        permissions_of(seat.role, seat.body_kind)
        for who in opened.people
        for seat in who.actor.seats
    }
    duties = {duty for who in opened.people for duty in who.actor.duties}

    combinations = itertools.product(Role, BodyKind)
    assert {permissions_of(role, kind) for role, kind in combinations} <= asked
    assert duties == set(Duty)


@pytest.mark.parametrize(
    "place", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 5))]
)
def test_canary_nobody_finds_a_word_that_is_not_theirs(opened, caplog, place):
    caplog.set_level(logging.INFO)
    asked = opened.addresses
    visitors = people.furthest_apart(opened.people)

    leaks = list(Visitor(visitors[place], opened).everything(asked))

    assert len({pattern for pattern, _path in asked}) > 100
    assert len(visitors) == 5
    assert visitors[0].name == "nobody"
    assert not leaks, "\n".join(leaks)
    in_paths = {word for _pattern, path in asked for word in LOOKS_LIKE_A_WORD.findall(path)}
    assert set(LOOKS_LIKE_A_WORD.findall(caplog.text)) <= in_paths


@pytest.mark.one_engine
@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_canary_nor_does_anybody_with_other_rights(opened, part):
    asked = opened.addresses
    done = {who.name for who in people.furthest_apart(opened.people)}
    others = [who for who in opened.people if who.name not in done][part::4]

    leaks = [leak for who in others for leak in Visitor(who, opened).everything(asked)]

    assert others
    assert not leaks, "\n".join(leaks)


@pytest.mark.one_engine
def test_canary_who_lost_a_seat_or_an_account_finds_what_nobody_finds(opened):
    asked = [(pattern, path) for pattern, path in opened.addresses if "kanarie-held" in path]

    for who in opened.without_rights:
        assert not who.actor.seats
        assert not list(Visitor(who, opened).leaks(asked))


@pytest.mark.one_engine
@pytest.mark.slow
@pytest.mark.parametrize(
    "label", [model._meta.label for model in models_with_a_rule() if narrows(model)]
)
def test_canary_a_query_that_forgets_who_asks_is_found(opened, monkeypatch, label):
    queryset = type(apps.get_model(label)._default_manager.all())
    monkeypatch.setattr(queryset, "visible_to", lambda rows, actor: rows.all())

    with kept_apart({}, {}):
        leaks = leaks_seen_from_outside(opened, first=label)
        assert any(label in leak for leak in leaks)


@pytest.mark.one_engine
def test_canary_a_search_that_tells_names_is_found(opened, monkeypatch):
    begin = PeopleFilter.__init__
    monkeypatch.setattr(
        PeopleFilter,
        "__init__",
        lambda self, **chosen: begin(self, **chosen | {"searches_names": True}),
    )
    visitor = visitor_called("nobody", opened)
    list(visitor.leaks([each for each in opened.addresses if "mensen" in each[0]]))

    told = list(visitor.told_by_searching(visitor.beginnings()))

    assert any("/mensen/" in leak and "network.Person" in leak for leak in told)


def leaks_seen_from_outside(opened, *, first):
    """Go everywhere as people without a seat here, all to the pages of one subject first."""
    subject = first.partition(".")[0]
    views = f"ivz.{SHOWN_ELSEWHERE.get(subject, subject)}."
    own, others = [], []
    for pattern, path in opened.addresses:
        is_own = resolve(path.split("?")[0]).func.__module__.startswith(views)
        if "inlezen" not in pattern:
            (own if is_own else others).append((pattern, path))
    for asked in (own, others):
        for name in ("nobody", "neighbour", "reader"):
            yield from visitor_called(name, opened).leaks(asked)
