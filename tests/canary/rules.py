"""Who may read the texts of which kind of record: the rules once more, apart from the code.

A new model fails the canary until it stands here: in ``FOR_EVERYONE``, or in ``RULES`` with

    level(body="meeting__body")   a record with an openness, and the path to its body or network
    like("proposal")              read by who reads the record it hangs on
    rule(function)                anything else: function(who, record, name of the field)

What has a level, or hangs on something, is made by the factory named after its model
(``DecisionFactory``), in a body of two networks, once for each closed level. A subject may keep
its own rules and records beside its tests, in ``tests/<subject>/canary.py``: ``READS`` (label to
function), and ``closed_records(body, **closed)``.
Policy: docs/policy/openness.md
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps

import tests
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import Duty, Role
from ivz.meetings.states import MeetingState
from ivz.network.models import Network, Seat
from ivz.search.sources import source_of

FOR_EVERYONE = {
    "access.AccessReview",
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
    "meetings.FrozenPaper",  # the public part; a row that closes takes the file along
    "meetings.RecordSignature",
    "meetings.SchoolHoliday",
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


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who reads; ``path`` leads a factory to the place, ``parent`` to the record above."""

    reads: Callable
    path: str = ""
    of_network: bool = False
    parent: str = ""


def rule(reads):
    return Rule(reads=reads)


def level(*, body="", network="", also=None):
    """Read by the openness of the record itself; ``also`` is what must hold besides."""

    def reads(who, record, name):
        place = follow(record, body) if body else None
        owner = place.network if place else follow(record, network)
        return who.reads(record, body=place, network=owner) and (
            also is None or also(who, record, name)
        )

    return Rule(reads=reads, path=body or network, of_network=not body)


def like(parent, *, also=None):
    """Read by who reads the record ``parent``, by any of its texts."""

    def reads(who, record, name):
        above = follow(record, parent)
        return RULES[above._meta.label].reads(who, above, "") and (
            also is None or also(who, record, name)
        )

    return Rule(reads=reads, parent=parent)


def follow(record, path):
    for step in path.split("__"):
        record = getattr(record, step)
    return record


def subject_canaries():
    """Give what subjects tell of themselves, from ``tests/<subject>/canary.py``."""
    found = sorted(Path(tests.__path__[0]).glob("*/canary.py"))
    return [importlib.import_module(f"tests.{path.parent.name}.canary") for path in found]


def is_known(meeting):
    return meeting.state != MeetingState.DRAFT


def is_out(who, item, name):
    meeting = item.meeting
    shown = meeting.published_at if name in {"minutes", "conclusion"} else is_known(meeting)
    return who.sits_in(meeting.body.network) or bool(shown)


def is_named_to(who, person, name):
    if name not in {"name", "aliases"}:
        return True
    key = ("network of", person.pk)
    if key not in who.known:
        seats = Seat.objects.filter(person=person, is_revoked=False)
        who.known[key] = seats.filter(body__network__in=who.actor.network_ids).exists()
    return who.known[key]


def reads_annex(who, annex, name):
    """Read what hangs somewhere as far as it is open itself, and never more than that place."""
    place = annex.proposal or annex.item or annex.meeting
    network = annex.body.network
    if annex.proposal and travels_along(who, annex):
        return True
    if annex.item:
        is_item_read = who.reads(place, body=place.meeting.body, network=network)
        return (
            is_item_read
            and is_out(who, place, "")
            and who.reads(annex, body=annex.body, network=network)
        )
    is_place_read = reads_paper(who, place, "") if annex.proposal else is_known(place)
    is_inside = not annex.proposal and who.sits_in(network)
    return who.reads(annex, body=annex.body, network=network) and bool(is_place_read or is_inside)


def reads_document(who, document, name):
    """Read by who reads what it hangs on: an annex, or a knowledge paper."""
    paper = getattr(document, "knowledge_paper", None)
    if paper is not None:
        return who.reads(paper, body=None, network=paper.network)
    return reads_annex(who, document.annex, name)


def travels_along(who, annex):
    paper = annex.proposal
    if Openness.RESTRICTED in {paper.openness, annex.openness}:
        return False
    is_as_open = annex.openness in {Openness.NETWORK, paper.openness}
    is_closed_by_choice = annex.planned_openness == Openness.BODY
    return is_as_open and any(
        was_sent_to(who, step) and (not is_closed_by_choice or was_sent_closed(step))
        for step in paper.steps.all()
    )


def was_sent_closed(step):
    """Tell whether the paper was for its body alone when it was sent, as it is now."""
    paper = step.proposal
    return paper.planned_openness == Openness.BODY and step.paper_version == paper.version


def reads_paper(who, paper, name):
    """Read by its level, and along its route; the network waits until the last stop was sent it."""
    steps = list(paper.steps.all())
    is_sent = any(was_sent_to(who, step) for step in steps)
    if is_sent and paper.openness != Openness.RESTRICTED:
        return True
    waits = any(step.sent_on is None and not step.left_out for step in steps)
    if waits and paper.openness == Openness.NETWORK:
        return paper.body_id in who.actor.body_ids
    return who.reads(paper, body=paper.body, network=paper.body.network)


def was_sent_to(who, step):
    if step.sent_on is None:
        return False
    if step.body_id is not None:
        return step.body_id in who.actor.body_ids
    network = step.proposal.body.network_id
    return any(
        seat.role == Role.PROSECUTOR and seat.network_id == network for seat in who.actor.seats
    )


def reads_step(who, step, name):
    """Read by the sender, who answers, and who was sent it later; never for named people."""
    paper = step.proposal
    later = [each for each in paper.steps.all() if each.position > step.position]
    is_on_it = paper.body_id in who.actor.body_ids or any(
        was_sent_to(who, each) for each in [step, *later]
    )
    return is_on_it and paper.openness != Openness.RESTRICTED


def reads_entry(who, entry, name):
    """Read what the index holds of a record by who reads the record; a report as its minutes."""
    source = source_of(entry.kind)
    record = source.rows().filter(pk=entry.record_id).first()
    if source.visible_to is None or record is None:
        return record is not None
    rule_of = RULES[record._meta.label]
    return rule_of.reads(who, record, "minutes" if entry.kind == "report" else "")


def reads_correction(who, request, name):
    networks = Network.objects.filter(bodies__seats__person=request.person).distinct()
    keeps = any(who.actor.may(Permission.MANAGE_NETWORK, within=each) for each in networks)
    return keeps or who.actor.person_id == request.person_id


def reads_account(who, user, name):
    """Read one's own, as an auditor the name, and all of it as who keeps the account."""
    if who.actor.user == user:
        return True
    keeps = who.has(Duty.ADMINISTRATOR) or keeps_account(who, user)
    return keeps or (name == "username" and who.has(Duty.AUDITOR))


def keeps_account(who, user):
    """Tell whether ``who`` manages every network in which the person behind an account sits."""
    seats = Seat.objects.filter(person__user=user, is_revoked=False)
    networks = Network.objects.filter(bodies__seats__in=seats).distinct()
    manages = [who.actor.may(Permission.MANAGE_NETWORK, within=each) for each in networks]
    return bool(manages) and all(manages) and not user.duties.exists()


def reads_left_remark(who, left, name):
    """Read by who publishes for the body, on items they read; of a closed title by who left it."""
    publishes = who.actor.may(Permission.PUBLISH_DECISIONS, within=left.meeting.body)
    item = left.item
    is_read = item is None or (
        is_out(who, item, "")
        and who.reads(item, body=left.meeting.body, network=left.meeting.body.network)
    )
    return (publishes and is_read) and (
        left.code != "closed"
        or (left.left_by_id == who.actor.person_id and not who.actor.is_helping)
    )


RULES = {
    "accounts.User": rule(reads_account),
    "signin.SignInLink": rule(lambda who, link, name: False),
    "signin.FeedKey": rule(lambda who, key, name: False),
    "audit.AuditEntry": rule(lambda who, entry, name: who.has(Duty.AUDITOR)),
    "audit.AuditCheckpoint": rule(lambda who, checkpoint, name: False),
    "audit.AuditHead": rule(lambda who, head, name: False),
    "access.HelpSession": rule(lambda who, session, name: session.user == who.actor.user),
    "access.AccessVerdict": rule(lambda who, verdict, name: who.has(Duty.ADMINISTRATOR)),
    "mail.Digest": rule(lambda who, digest, name: digest.user == who.actor.user),
    "unsaved.UnsavedText": rule(lambda who, kept, name: kept.user == who.actor.user),
    "unsaved.ReceivedChange": rule(lambda who, received, name: received.user == who.actor.user),
    "privacy.CorrectionRequest": rule(reads_correction),
    "network.RegisterCheck": rule(lambda who, check, name: who.keeps_registers),
    "network.RegisterImport": rule(lambda who, found, name: who.keeps_registers),
    "workflow.Change": rule(lambda who, change, name: who.keeps_registers),
    "schedule.ScheduledAction": rule(lambda who, row, name: who.has(Duty.ADMINISTRATOR)),
    "network.Person": rule(is_named_to),
    "decisions.Decision": level(body="body"),
    "decisions.DecidedSubject": like("decision"),
    "decisions.Addressee": like(
        "decision",
        also=lambda who, row, name: (
            who.sits_in(row.decision.body.network) or row.body_id in who.actor.body_ids
        ),
    ),
    "decisions.DecisionElsewhere": like(
        "decision", also=lambda who, row, name: who.sits_in(row.decision.body.network)
    ),
    "decisions.FollowUp": level(body="body"),
    "decisions.Restriction": rule(lambda who, restriction, name: who.is_named_in(restriction)),
    "decisions.RestrictionStep": rule(lambda who, step, name: who.is_named_in(step.restriction)),
    "insight.DataSet": level(network="network"),
    "knowledge.Development": level(network="network"),
    "knowledge.DevelopmentStep": like(
        "development", also=lambda who, step, name: who.sits_in(step.development.network)
    ),
    "knowledge.KnowledgePaper": level(network="network"),
    "knowledge.KnowledgeQuestion": level(
        network="paper__network",
        also=lambda who, row, name: RULES["knowledge.KnowledgePaper"].reads(who, row.paper, ""),
    ),
    "insight.Claim": rule(lambda who, claim, name: claim.body.network.slug == "twente"),
    "finance.Scheme": rule(
        lambda who, scheme, name: scheme.is_public or who.sits_in(scheme.network)
    ),
    "finance.ContributionChoice": rule(
        lambda who, choice, name: who.sits_in(choice.scheme.network)
    ),
    "meetings.Meeting": rule(
        lambda who, meeting, name: is_known(meeting) or who.sits_in(meeting.body.network)
    ),
    "meetings.Proposal": Rule(reads=reads_paper, path="body"),
    "meetings.SignOff": rule(
        lambda who, row, name: (
            who.sits_in(row.proposal.body.network) and reads_paper(who, row.proposal, "")
        )
    ),
    "meetings.RouteStep": rule(reads_step),
    "meetings.MeetingSeries": rule(lambda who, series, name: who.sits_in(series.body.network)),
    "meetings.Referral": rule(
        lambda who, referral, name: (
            referral.body_id in who.actor.body_ids
            or (
                who.sits_in(referral.follow_up.body.network)
                and RULES["decisions.FollowUp"].reads(who, referral.follow_up, "")
            )
        )
    ),
    "meetings.SeriesMeeting": rule(lambda who, turn, name: who.sits_in(turn.series.body.network)),
    "meetings.AskedQuestion": rule(
        lambda who, asked, name: (
            RULES["meetings.Proposal"].reads(who, asked.proposal, "")
            if asked.proposal
            else RULES["meetings.AgendaItem"].reads(who, asked.item, "")
        )
    ),
    "meetings.AgendaRequest": rule(
        lambda who, request, name: (
            who.actor.user == request.requested_by
            or who.actor.may(Permission.EDIT_AGENDA, within=request.meeting)
        )
    ),
    "meetings.AdvicePoint": like("proposal"),
    "meetings.LateChange": rule(
        lambda who, late, name: (
            who.sits_in(late.meeting.body.network)
            and RULES["meetings.AgendaItem"].reads(who, late.item, "")
        )
    ),
    "meetings.PrivateNote": rule(lambda who, note, name: note.user == who.actor.user),
    "meetings.ParkedItem": level(body="body"),
    "meetings.StandingAgenda": rule(lambda who, agenda, name: who.sits_in(agenda.body.network)),
    "meetings.StandingItem": rule(
        lambda who, item, name: who.sits_in(item.agenda.body.network) or name != "title"
    ),
    "search.Entry": rule(reads_entry),
    "search.Term": rule(lambda who, term, name: False),
    "meetings.Annex": rule(reads_annex),
    "documents.Document": rule(reads_document),
    "documents.FileWords": rule(
        lambda who, words, name: reads_document(who, words.version.document, name)
    ),
    "documents.Version": rule(lambda who, version, name: False),
    "meetings.AgendaItem": level(body="meeting__body", also=is_out),
    "meetings.Agreement": like("follow_up"),
    "meetings.LeftRemark": rule(reads_left_remark),
    "meetings.Voice": like(
        "item", also=lambda who, voice, name: is_out(who, voice.item, "minutes")
    ),
    "meetings.ConceptRound": rule(lambda who, row, name: row.meeting.body_id in who.actor.body_ids),
    "meetings.Remark": rule(
        lambda who, row, name: (
            row.round.meeting.body_id in who.actor.body_ids
            and (row.item is None or RULES["meetings.AgendaItem"].reads(who, row.item, ""))
        )
    ),
    "meetings.RoomScreen": rule(lambda who, screen, name: who.records_for(screen.meeting.body)),
    "meetings.DraftDecision": like(
        "item", also=lambda who, draft, name: who.records_for(draft.item.meeting.body)
    ),
}

RULES |= {
    label: rule(function)
    for module in subject_canaries()
    for label, function in module.READS.items()
}


def models_with_a_rule():
    return [apps.get_model(label) for label in RULES]


def is_levelled(model):
    """Tell whether records of ``model`` carry an openness of their own."""
    names = {each.name for each in model._meta.concrete_fields}
    return {"openness", "restriction"} <= names
