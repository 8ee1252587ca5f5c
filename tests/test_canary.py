"""No closed word anywhere: a word of its own in every text that is not for everyone.

Every page and every answer of the interface is then asked by people who may not read it. The rule
of who may read what is written down here once more, apart from the code it checks. A new model or
a new address makes this fail until it is told of it.
Policy: docs/policy/openness.md
"""

import itertools
import re
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.test import Client

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import BodyKind, Duty
from ivz.example.loader import load_example
from ivz.meetings.states import MeetingState
from ivz.network.models import Body, Network, Person, RegisterCheck, Seat
from ivz.portfolios.models import LocalPolicy, Portfolio, Priority
from ivz.workflow.changes import note_change
from tests.addresses import addresses
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    AgendaRequestFactory,
    AnnexFactory,
    AskedQuestionFactory,
    BodyFactory,
    DataSetFactory,
    DecisionFactory,
    DocumentFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    SchemeFactory,
    VersionFactory,
    secretary_of,
)
from tests.projects import canary as projects

FOR_EVERYONE = {
    "accounts.DutyAssignment",
    "clock.Clock",
    "finance.CapacityTask",
    "finance.HourPrice",
    "finance.PublishedContribution",
    "finance.RateDecision",
    "finance.Tier",
    "insight.Figure",
    "mail.Mail",  # its page exists in the example only, where everyone can be anyone
    "meetings.Attendance",
    "network.Area",
    "network.AreaLink",
    "network.AreaOutline",
    "network.AreaPopulation",
    "network.AreaSuccession",
    "network.Body",
    "network.BodyRelation",
    "network.Hosting",
    "network.Mandate",
    "network.Network",
    "network.Organisation",
    "network.Preparation",
    "network.RoleDescription",
    "network.Seat",
    "network.Theme",
    "network.ThemeField",
    "portfolios.LocalPolicy",
    "portfolios.LocalRegister",
    "portfolios.Portfolio",
    "portfolios.Priority",
}
ACCOUNTS = ["", "police", "municipal-coordinator", "coordinator", "auditor", "administrator"]
KEEPING = [
    Permission.MANAGE_NETWORK,
    Permission.MANAGE_BODY,
    Permission.MAINTAIN_ORGANISATION,
    Permission.ASSIGN_PORTFOLIO,
]
MOST_OF_A_KIND = 200
EARLIER = 2009  # a year without decisions in the example


@dataclass(frozen=True)
class Someone:
    """Who asks, with what the rule of openness wants to know."""

    name: str
    actor: Actor

    def sits_in(self, network):
        return network.pk in self.actor.network_ids

    def records_for(self, body):
        return self.actor.may(Permission.RECORD_DECISIONS, within=body)

    def keeps_registers(self):
        twente = Network.objects.get(slug="twente")
        return any(self.actor.may(permission, within=twente) for permission in KEEPING)

    def keeps_account(self, user):
        """Whoever manages every network in which the person behind an account sits."""
        networks = Network.objects.filter(
            bodies__seats__person__user=user, bodies__seats__is_revoked=False
        )
        manages = [
            self.actor.may(Permission.MANAGE_NETWORK, within=network) for network in networks
        ]
        return bool(manages) and all(manages) and not user.duties.exists()

    def has(self, duty):
        return duty in self.actor.duties

    def reads(self, record, *, body, network):
        """The four levels, in plain words."""
        return {
            Openness.PUBLIC: lambda: True,
            Openness.NETWORK: lambda: self.sits_in(network),
            Openness.BODY: lambda: body is not None and body.pk in self.actor.body_ids,
            Openness.RESTRICTED: lambda: (
                self.sits_in(network)
                and record.restriction.readers.filter(pk=self.actor.person_id).exists()
            ),
        }[Openness(record.openness)]()


def reads_of_body(who, record, _name=""):
    return who.reads(record, body=record.body, network=record.body.network)


def reads_item(who, item, name=""):
    meeting, network = item.meeting, item.meeting.body.network
    is_inside = who.sits_in(network)
    is_out = meeting.published_at if name in {"minutes", "conclusion"} else is_known(meeting)
    return who.reads(item, body=meeting.body, network=network) and bool(is_inside or is_out)


def reads_annex(who, annex):
    """Read what hangs somewhere as far as it is open itself, and never more than that place."""
    place = annex.proposal or annex.meeting
    is_place_read = reads_of_body(who, place) if annex.proposal else is_known(place)
    is_inside = who.sits_in(annex.body.network)
    return reads_of_body(who, annex) and (is_place_read or (not annex.proposal and is_inside))


def is_known(meeting):
    return meeting.state != MeetingState.DRAFT


READS = {
    "accounts.User": lambda who, user, name: (
        name == "email"
        and (who.has(Duty.ADMINISTRATOR) or user == who.actor.user or who.keeps_account(user))
    ),
    "signin.SignInLink": lambda who, link, name: False,
    "audit.AuditEntry": lambda who, entry, name: who.has(Duty.AUDITOR),
    "audit.AuditCheckpoint": lambda who, checkpoint, name: False,
    "audit.AuditHead": lambda who, head, name: False,
    "network.RegisterCheck": lambda who, check, name: who.keeps_registers(),
    "workflow.Change": lambda who, change, name: who.keeps_registers(),
    "schedule.ScheduledAction": lambda who, row, name: who.has(Duty.ADMINISTRATOR),
    "network.Person": lambda who, person, name: (
        name not in {"name", "aliases"}
        or Seat.objects.filter(
            person=person, body__network__in=who.actor.network_ids, is_revoked=False
        ).exists()
    ),
    "decisions.Decision": reads_of_body,
    "decisions.FollowUp": reads_of_body,
    "decisions.DecidedSubject": lambda who, decided, name: reads_of_body(who, decided.decision),
    "decisions.Restriction": lambda who, restriction, name: restriction.readers.filter(
        pk=who.actor.person_id
    ).exists(),
    "insight.DataSet": lambda who, table, name: who.reads(table, body=None, network=table.network),
    "insight.Claim": lambda who, claim, name: claim.body.network.slug == "twente",
    "finance.Scheme": lambda who, scheme, name: scheme.is_public or who.sits_in(scheme.network),
    "finance.ContributionChoice": lambda who, choice, name: who.sits_in(choice.scheme.network),
    "meetings.Meeting": lambda who, meeting, name: (
        is_known(meeting) or who.sits_in(meeting.body.network)
    ),
    "meetings.Proposal": reads_of_body,
    "meetings.AskedQuestion": lambda who, asked, name: (
        reads_of_body(who, asked.proposal) if asked.proposal else reads_item(who, asked.item)
    ),
    "meetings.AgendaRequest": lambda who, request, name: (
        who.actor.user == request.requested_by
        or who.actor.may(Permission.EDIT_AGENDA, within=request.meeting)
    ),
    "meetings.AdvicePoint": lambda who, point, name: reads_of_body(who, point.proposal),
    "documents.Document": lambda who, document, name: reads_annex(who, document.annex),
    "documents.Version": lambda who, version, name: False,
    "meetings.Annex": lambda who, annex, name: reads_annex(who, annex),
    "meetings.AgendaItem": reads_item,
    "meetings.DraftDecision": lambda who, draft, name: (
        reads_item(who, draft.item) and who.records_for(draft.item.meeting.body)
    ),
    **projects.READS,
}


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker):
    """Give the example region with closed records of every kind, and a word in each text."""
    with django_db_blocker.unblock():
        load_example()
        yield Planted(people())
        call_command("flush", interactive=False, verbosity=0)


def people():
    """Make closed records in the bodies of two networks, and give everyone who asks."""
    foreign = BodyFactory(network=Network.objects.get(slug="ijsselland"), kind=BodyKind.PLATFORM)
    above = BodyFactory(network=Network.objects.get(slug="oost-nederland"))
    reader = Person.objects.get(user__username="voorbeeld-police")
    board = Body.objects.get(slug="dvo-twente")
    closed_records(board, state=MeetingState.HELD, reader=reader)
    closed_records(foreign, state=MeetingState.DRAFT, reader=reader)
    registered_changes(board)
    accounts = {
        name: User.objects.filter(username=f"voorbeeld-{name}").first() for name in ACCOUNTS
    }
    accounts |= {"neighbour": secretary_of(foreign).user, "above": secretary_of(above).user}
    return [Someone(name, Actor(user=user, today=TODAY)) for name, user in accounts.items()]


def closed_records(body, *, state, reader):
    """Make a meeting with an item of each closed level, on it a paper, a decision and a draft."""
    meeting = MeetingFactory(body=body, state=state, slug=f"kanarie-{state}", note="-", place="-")
    for level in [Openness.NETWORK, Openness.BODY, Openness.RESTRICTED]:
        restriction = restriction_in(body, reader) if level == Openness.RESTRICTED else None
        closed = {"openness": level, "planned_openness": level, "restriction": restriction}
        if state == MeetingState.DRAFT:
            DataSetFactory(network=body.network, **closed)
        paper = ProposalFactory(body=body, summary="-", author="-", **closed)
        for place in [{"proposal": paper}, {"proposal": None, "meeting": meeting}]:
            VersionFactory(
                document=AnnexFactory(**place, document=DocumentFactory(), **closed).document
            )
        texts = {"origin": "-", "minutes": "-", "conclusion": "-"}
        item = AgendaItemFactory(meeting=meeting, proposal=paper, **texts, **closed)
        point = AdvicePointFactory(proposal=paper)
        DraftDecisionFactory(item=item, point=point, owner_words="-")
        AskedQuestionFactory(proposal=paper, point=point)
        decided = AgendaItemFactory(meeting=meeting, **texts, **closed)
        AskedQuestionFactory(item=decided)
        AgendaRequestFactory(meeting=meeting, summary="-", answer="-")
        words = {"owner_words": "-", "due_words": "-"}
        decision = DecisionFactory(body=body, year=EARLIER, **words, **closed)
        DraftDecisionFactory(item=decided, decision=decision)
        FollowUpFactory(body=body, decision=decision, **words, **closed)
        projects.closed_project(body, **closed)
    if state == MeetingState.DRAFT:
        scheme = SchemeFactory(network=body.network, year=2030 + body.pk % 50)
        scheme.choices.create(area=body.network.area, choice="hours", note="-", agreed_on=TODAY)


def registered_changes(body):
    """Change rows of the registers, with a reason, and check an organisation's."""
    person = Person.objects.get(user__username="voorbeeld-municipal-coordinator")
    Person.objects.filter(pk=person.pk).update(name="-", aliases="-")
    portfolio = Portfolio.objects.filter(network=body.network).first()
    priority = Priority.objects.first()
    policy = LocalPolicy.objects.first()
    by = secretary_of(body)
    for row in [body, body.seats.first(), person, person.organisation, portfolio, priority, policy]:
        note_change(row, before={"note": "-"}, reason="-", by=by)
    RegisterCheck.objects.create(
        organisation=person.organisation, on=TODAY, by=by.user, remarks="-"
    )


def restriction_in(body, reader):
    restriction = RestrictionFactory(imposed_by__body=body, imposed_by__year=EARLIER)
    restriction.readers.add(reader)
    return restriction


@dataclass
class Planted:
    """Every word that was planted, with the record and the field it stands in."""

    people: list[Someone]
    words: dict[str, tuple[models.Model, str]] = field(default_factory=dict)

    def __post_init__(self):
        letters = itertools.product("bcdfghjklm", repeat=4)
        for model in READS:
            for record in apps.get_model(model).objects.order_by("-pk")[:MOST_OF_A_KIND]:
                for name in texts_of(record):
                    self.plant(f"qx{''.join(next(letters))}", record, name)

    def plant(self, word, record, name):
        """Put ``word`` where not everybody may read it, unless a constraint forbids that."""
        may_read = READS[record._meta.label]
        if all(may_read(who, record, name) for who in self.people):
            return
        try:
            with transaction.atomic():
                type(record).objects.filter(pk=record.pk).update(**{name: word})
        except IntegrityError:
            return
        self.words[word] = (record, name)

    def forbidden_to(self, who):
        return {
            word: f"{record._meta.label} {record.pk} {name}"
            for word, (record, name) in self.words.items()
            if not READS[record._meta.label](who, record, name)
        }


def texts_of(record):
    """Give the names of the fields in which somebody writes."""
    return [
        each.name
        for each in record._meta.concrete_fields
        if isinstance(each, models.CharField | models.TextField)
        and not each.choices
        and each.name not in {"username", "password", "paper", "kind", "code"}
        and not (each.unique and each.name == "name")
    ]


@pytest.mark.django_db
def test_every_model_is_for_everyone_or_has_a_rule_here():
    ours = {model._meta.label for model in apps.get_models() if "ivz." in model.__module__}

    assert ours == FOR_EVERYONE | READS.keys()


QUERIES = {
    "/vergaderingen/voorleggen/": "?onderwerp=portfolio&id=1",
    "/api/v1/contributions": "?network=twente&year=2018",
    "/api/v1/meetings": "?pageSize=200&includePractice=true",
}


def test_nobody_finds_a_word_that_is_not_theirs(region, django_db_blocker, monkeypatch):
    monkeypatch.setattr("ivz.documents.pdf.render", lambda html: html.encode())
    with django_db_blocker.unblock():
        asked = list(addresses())
        leaks = [leak for who in region.people for leak in leaks_to(who, region, asked)]

    assert len(asked) > 100
    assert not leaks, "\n".join(leaks)


def leaks_to(who, region, asked):
    client, forbidden = Client(raise_request_exception=False), region.forbidden_to(who)
    if who.actor.user:
        client.force_login(who.actor.user)
    only_for_writing = set()
    for pattern, path in asked:
        if pattern in only_for_writing:
            continue
        answer = client.get(path + QUERIES.get(path, ""))
        if answer.status_code == 405:
            only_for_writing.add(pattern)
        shown = answer.content.decode(errors="replace") + str(answer.headers)
        for word in set(re.findall(r"qx[bcdfghjklm]{4}", shown)) & forbidden.keys():
            if word not in path:
                yield f"{who.name} finds at {path}: {forbidden[word]}"
