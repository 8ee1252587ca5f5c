"""What pages ask about subjects on agendas, and requests to put them there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.permissions import Permission
from ivz.decisions.addresses import Lying
from ivz.decisions.effects import About, deciding_body, subject_kind
from ivz.decisions.models import Decision, DecisionQuerySet
from ivz.insight.queries import SIGNAL
from ivz.knowledge.queries.papers import KNOWLEDGE
from ivz.meetings.models import AgendaItem, AgendaRequest, AskedQuestion, Meeting, Proposal
from ivz.meetings.models.questions import AgendaRequestQuerySet
from ivz.meetings.queries.knowledge import where_it_lies
from ivz.meetings.queries.signals import where_signals_stand
from ivz.meetings.rules.questions import Matter
from ivz.meetings.states import RequestState
from ivz.network.models.bodies import MandateSubject
from ivz.web.templatetags.ivz import long_date

_Key = tuple[str, int]


def meetings_to_choose(matter: Matter, *, actor: Actor) -> list[Meeting]:
    """Give the coming meetings of the bodies that decide on a question, soonest first.

    Practice comes after what is real.

    One query, and one per body that decides without being the deciding body.
    """
    network = matter.about.network
    coming = Meeting.objects.visible_to(actor).filter(body__network=network)
    meetings = list(coming.upcoming(actor.today).select_related("body__network"))
    step_for = matter.question.step_for
    steps = {
        meeting.body_id: step_for(matter.subject, meeting.body, network, on=meeting.date)
        for meeting in meetings
    }
    fitting = [meeting for meeting in meetings if steps[meeting.body_id] is not None]
    return sorted(fitting, key=lambda meeting: meeting.is_practice)


def may_edit_agenda(meeting: Meeting, *, actor: Actor) -> bool:
    """Tell whether the actor puts things on this agenda, or asks others to."""
    return actor.may(Permission.EDIT_AGENDA, within=meeting)


def decides_projects(meeting: Meeting) -> bool:
    """Tell whether the body that meets commissions projects; one query at most."""
    commissions = deciding_body(MandateSubject.PROJECT)
    return commissions.covers(meeting.body, meeting.body.network, meeting.date)


def abouts(asked: Iterable[AskedQuestion | AgendaRequest], *, actor: Actor) -> dict[_Key, About]:
    """Give the subjects that ``actor`` may read, by kind and key; one query per kind."""
    wanted: dict[str, set[int]] = {}
    for row in asked:
        wanted.setdefault(row.kind, set()).add(row.subject_id)
    found = {}
    for key, ids in wanted.items():
        kind = subject_kind(key)
        for subject in kind.visible_to(actor).filter(pk__in=ids) if kind else ():
            if kind is not None:
                found[key, subject.pk] = kind.about(subject)
    return found


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question on an item or paper as somebody may read it."""

    question: str
    about: About


def asked_on(row: AskedQuestion | AgendaRequest, *, known: dict[_Key, About]) -> Asked | None:
    """Put the words of a question beside its subject; None where that is not to be read."""
    about = known.get((row.kind, row.subject_id))
    kind = subject_kind(row.kind)
    question = kind.question(row.question) if kind else None
    if about is None or question is None:
        return None
    return Asked(question=str(question.label), about=about)


def asked_by_item(items: Iterable[AgendaItem], *, actor: Actor) -> dict[int, Asked]:
    """Give what each item asks, by its key; give the items with ``asked`` fetched along."""
    rows = {item.pk: question for item in items if (question := question_of(item))}
    known = abouts(rows.values(), actor=actor)
    found = {pk: asked_on(row, known=known) for pk, row in rows.items()}
    return {pk: asked for pk, asked in found.items() if asked is not None}


def asked_in(proposal: Proposal, *, actor: Actor) -> Asked | None:
    """Give what a paper asks about a subject that ``actor`` may read; two queries."""
    row = AskedQuestion.objects.filter(proposal=proposal).first()
    return asked_on(row, known=abouts([row], actor=actor)) if row else None


def question_of(item: AgendaItem) -> AskedQuestion | None:
    """Give the question that an item, or the paper on it, carries."""
    if item.proposal is not None:
        return getattr(item.proposal, "asked", None)
    return getattr(item, "asked", None)


def carries_question(item: AgendaItem) -> bool:
    """Tell whether an item or the paper on it asks anything, readable or not."""
    return hasattr(item, "asked") or hasattr(item.proposal, "asked")


def lying(kind: str, subject_ids: Collection[int], actor: Actor) -> list[Lying]:
    """Say before which bodies subjects lie, and which requests of ``actor`` wait or failed.

    Of knowledge papers: at which items and with which proposals. Of signals: what was decided too.
    """
    if kind == SIGNAL:
        return where_signals_stand(subject_ids, actor)
    if kind == KNOWLEDGE:
        return where_it_lies(subject_ids, actor)
    return [*_on_agendas(kind, subject_ids, actor), *_asked_for(kind, subject_ids, actor)]


def _on_agendas(kind: str, subject_ids: Collection[int], actor: Actor) -> list[Lying]:
    asked = AskedQuestion.objects.filter(kind=kind, subject_id__in=subject_ids)
    carriers = list(asked.values_list("item", "proposal"))
    if not carriers:
        return []
    # By key: joined with every item of an installation this would read all of them.
    about_it = Q(pk__in=[item for item, _paper in carriers if item]) | Q(
        proposal__in=[paper for _item, paper in carriers if paper]
    )
    items = AgendaItem.objects.visible_to(actor).filter(about_it, meeting__is_practice=False)
    undecided = items.exclude(drafts__decision__isnull=False).select_related("meeting__body")
    return [
        Lying(
            text=_("Lies before %(body)s on %(day)s, as item %(label)s")
            % {
                "body": item.meeting.body.short_name,
                "day": long_date(item.meeting.date),
                "label": item.label,
            },
            url=f"{item.meeting.get_absolute_url()}#punt-{item.label}",
        )
        for item in undecided.order_by("meeting__date", "pk")
    ]


def _asked_for(kind: str, subject_ids: Collection[int], actor: Actor) -> list[Lying]:
    rows = (
        AgendaRequest.objects.visible_to(actor)
        .filter(kind=kind, subject_id__in=subject_ids, meeting__is_practice=False)
        .exclude(state=RequestState.ACCEPTED)
        .select_related("meeting__body")
    )
    return [Lying(text=_request_in_words(row), url=row.meeting.get_absolute_url()) for row in rows]


def _request_in_words(request: AgendaRequest) -> str:
    facts = {
        "body": request.meeting.body.short_name,
        "day": long_date(request.meeting.date),
        "answer": request.answer,
    }
    if request.state == RequestState.DECLINED:
        return _("Not on the agenda of %(body)s on %(day)s: %(answer)s") % facts
    return _("Asked for the agenda of %(body)s on %(day)s; not answered yet") % facts


@dataclass(frozen=True, kw_only=True)
class OpenRequest:
    """A request that waits for an answer, with what it is about."""

    request: AgendaRequest
    asked: Asked


def open_requests(meeting: Meeting, *, actor: Actor) -> list[OpenRequest]:
    """Give the requests for an agenda, oldest first; those on closed subjects to their readers."""
    rows = list(_waiting_for(actor, meeting.pk))
    known = abouts(rows, actor=actor)
    found = [(row, asked_on(row, known=known)) for row in rows]
    return [OpenRequest(request=row, asked=asked) for row, asked in found if asked is not None]


@prepared
def _waiting_for(actor: Actor, meeting_id: int) -> AgendaRequestQuerySet:
    known = AgendaRequest.objects.visible_to(actor)
    waiting = known.filter(meeting=meeting_id, state=RequestState.OPEN)
    return waiting.select_related("requested_by__person")


def decision_addresses(decisions: Iterable[Decision], actor: Actor) -> dict[int, str]:
    """Say where decisions stand in their list: to the network at once, to others once public."""
    return addresses_in_lists(_recorded(tuple(decision.pk for decision in decisions)), actor)


def addresses_in_lists(recorded: Iterable[Decision], actor: Actor) -> dict[int, str]:
    """Say the same of decisions fetched with their meeting: no query."""
    return {
        row.pk: _address_in_list(row, row.draft.item.meeting)
        for row in recorded
        if hasattr(row, "draft")
        and (
            row.draft.item.meeting.is_published
            or row.draft.item.meeting.body.network_id in actor.network_ids
        )
    }


@prepared
def _recorded(keys: tuple[int, ...]) -> DecisionQuerySet:
    found = Decision.objects.filter(pk__in=keys, draft__isnull=False)
    return found.select_related("body", "draft__item__meeting__body")


def _address_in_list(decision: Decision, meeting: Meeting) -> str:
    page = reverse("meetings:decision_list", args=[meeting.body.slug, meeting.slug])
    return f"{page}#{slugify(decision.reference)}"
