"""What is decided on an agenda item, what each outcome still needs, and who may record it.

Policy: docs/policy/decisions.md#recording
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions.effects import Carried
from ivz.decisions.moving import Case, Sitting, open_case
from ivz.decisions.queries import effect_told
from ivz.decisions.states import IN_EFFECT, Outcome
from ivz.errors import RuleBroken
from ivz.meetings.models import (
    AdvicePoint,
    AgendaItem,
    AskedQuestion,
    DraftDecision,
    Meeting,
)
from ivz.meetings.rules.adopting import (
    DECISION_LIST,
    proposed_words,
    question_by_itself,
)
from ivz.meetings.states import RECORD, MeetingState

WHOLE_ITEM = "besluit"  # address of the only point of an item without proposal


class Gap(models.TextChoices):
    """What a point still needs before it can be recorded."""

    OUTCOME = "outcome", gettext_lazy("Which outcome?")
    TEXT = "text", gettext_lazy("What was decided?")
    OTHER_WORDS = "other_words", gettext_lazy("In which other words? The text equals the proposal.")
    OPEN_POINT = "open_point", gettext_lazy("What is still open?")
    OWNER = "owner", gettext_lazy("Who takes up the open point?")
    RETURN = "return", gettext_lazy("When does the open point return?")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing to decide on an item: an advice point, or the item itself.

    ``asked`` is the subject that its decision moves, where it carries one.
    """

    address: str
    label: str
    title: str
    proposed: str
    owner_words: str
    due_words: str
    source: AdvicePoint | None
    draft: DraftDecision | None
    asked: AskedQuestion | None

    @property
    def gaps(self) -> list[Gap]:
        """What is still missing; empty when the point can be recorded."""
        return [Gap.OUTCOME] if self.draft is None else gaps_in(self.draft, point=self)

    @property
    def is_recorded(self) -> bool:
        """Whether the register holds what was decided."""
        return self.draft is not None and self.draft.decision_id is not None

    @property
    def adopts_list(self) -> bool:
        """Whether its decision adopts an earlier decision list."""
        return self.asked is not None and self.asked.kind == DECISION_LIST

    @property
    def told(self) -> str:
        """What the recorded decision did to its subject; empty where it has none."""
        decision = self.draft.decision if self.draft else None
        decided = getattr(decision, "subject", None)
        return effect_told(decided) if decided else ""


def points_of(item: AgendaItem) -> list[Point]:
    """Give what is decided on ``item``, in order, with the drafts so far; four SQL queries."""
    drafts = {
        draft.point_id: draft
        for draft in DraftDecision.objects.filter(item=item).select_related(
            "owner",
            "returns_in",
            "decision__body",
            "decision__owner",
            "decision__corrects__body",
            "decision__subject",
        )
    }
    on_it = Q(item=item) | Q(proposal=item.proposal_id, proposal__isnull=False)
    asked = {question.point_id: question for question in AskedQuestion.objects.filter(on_it)}
    if item.proposal is None:
        return [_whole(item, drafts.get(None), asked.get(None))]
    parts = AdvicePoint.objects.filter(proposal=item.proposal).exclude(parent=None)
    points = AdvicePoint.objects.filter(proposal=item.proposal, parent=None)
    whole_tree = parts.order_by("position").prefetch_related(None)
    return [
        _numbered(point, drafts.get(point.pk), asked.get(point.pk))
        for point in points.prefetch_related(
            Prefetch("subpoints", whole_tree.prefetch_related("subpoints"))
        )
    ]


def _whole(item: AgendaItem, draft: DraftDecision | None, asked: AskedQuestion | None) -> Point:
    asked = asked or question_by_itself(item, recorded=draft.decision if draft else None)
    return Point(
        address=WHOLE_ITEM,
        label=item.label,
        title=item.title,
        proposed=_proposed_by_itself(asked),
        owner_words="",
        due_words="",
        source=None,
        draft=draft,
        asked=asked,
    )


def _proposed_by_itself(asked: AskedQuestion | None) -> str:
    """Word what an item without paper proposes: only adopting a list goes without saying."""
    if asked is None or asked.kind != DECISION_LIST:
        return ""
    meeting = Meeting.objects.filter(pk=asked.subject_id).first()
    return proposed_words(meeting) if meeting else ""


def _numbered(
    point: AdvicePoint, draft: DraftDecision | None, asked: AskedQuestion | None
) -> Point:
    return Point(
        address=point.label,
        label=point.label,
        title=point.title,
        proposed=_text_with_parts(point),
        owner_words=point.owner_words,
        due_words=point.due_words,
        source=point,
        draft=draft,
        asked=asked,
    )


def _text_with_parts(point: AdvicePoint) -> str:
    lines = [point.text or point.title]
    for part in point.subpoints.all():
        lines.append(f"{part.label}. {part.text or part.title}")
        lines += [
            f"{deeper.label}. {deeper.text or deeper.title}" for deeper in part.subpoints.all()
        ]
    return "\n".join(lines)


def gaps_in(draft: DraftDecision, *, point: Point) -> list[Gap]:
    """Tell what ``draft`` lacks to be recorded as the decision on ``point``.

    Policy: docs/policy/decisions.md#outcomes
    """
    gaps = []
    if not draft.text.strip():
        gaps.append(Gap.TEXT)
    elif draft.outcome == Outcome.AMENDED and draft.text.split() == point.proposed.split():
        gaps.append(Gap.OTHER_WORDS)
    if draft.outcome == Outcome.ACCEPTED_WITH_OPEN_POINT:
        gaps += _gaps_in_open_point(draft)
    return gaps


def _gaps_in_open_point(draft: DraftDecision) -> list[Gap]:
    needed = {
        Gap.OPEN_POINT: draft.open_point.strip(),
        Gap.OWNER: draft.owner_id or draft.owner_words.strip(),
        Gap.RETURN: draft.returns_in_id or draft.due_on or draft.due_words.strip(),
    }
    return [gap for gap, given in needed.items() if not given]


def carried_by(draft: DraftDecision, *, point: Point) -> Carried | None:
    """Give what the decision moves: on the terms as asked, or as the body decided otherwise."""
    if point.asked is None:
        return None
    return point.asked.carried(draft.terms if draft.outcome == Outcome.AMENDED else None)


def case_of(point: Point, *, meeting: Meeting) -> Case | None:
    """Put the subject and the noted outcome of a point together; None where it has none of them.

    Raises ``RuleBroken`` where the subject is gone, or a term cannot be used.
    """
    carried = carried_by(point.draft, point=point) if point.draft else None
    if point.draft is None or carried is None:
        return None
    sitting = Sitting(body=meeting.body, on=meeting.date, is_practice=meeting.is_practice)
    return open_case(carried, sitting=sitting, outcome=Outcome(point.draft.outcome))


def makes_task(draft: DraftDecision) -> bool:
    """Tell whether the owner of ``draft`` gets a task for it, apart from an open point."""
    has_owner = bool(draft.owner_id or draft.owner_words)
    in_effect = draft.outcome in IN_EFFECT - {Outcome.ACCEPTED_WITH_OPEN_POINT}
    return has_owner and in_effect


def edition_of(points: list[Point]) -> str:
    """Name the state of all drafts, to notice that one changed after somebody looked."""
    drafts = [point.draft for point in points if point.draft is not None]
    return "-".join(f"{draft.pk}.{draft.version}" for draft in drafts)


def check_may_draft(item: AgendaItem, *, by: Actor) -> None:
    """Let the secretary note outcomes, from convening until they are recorded."""
    RECORD.check(item.meeting, within=item.meeting.body, by=by)
    if DraftDecision.objects.filter(item=item).exclude(decision=None).exists():
        raise RuleBroken(_("The decisions on this item were recorded; they change no more."))


def check_returns_later(meeting: Meeting, *, returns_in: Meeting | None) -> None:
    """Refuse a return on anything but a later meeting of the same body and the same kind."""
    if returns_in is None:
        return
    is_same_kind = (
        returns_in.body_id == meeting.body_id and returns_in.is_practice == meeting.is_practice
    )
    if not is_same_kind or returns_in.date <= meeting.date:
        raise RuleBroken(_("An open point returns in a later meeting of the same body."))


def check_may_record(item: AgendaItem, *, points: list[Point], by: Actor) -> None:
    """Recording needs the day of the meeting, and every one of its points complete.

    Policy: docs/policy/decisions.md#recording
    """
    check_may_draft(item, by=by)
    if item.meeting.date > by.today:
        raise RuleBroken(_("The meeting has not been held yet; drafts can be saved already."))
    incomplete = [point.label for point in points if point.gaps]
    if incomplete:
        raise RuleBroken(
            _("Not everything is filled in yet: %(points)s.") % {"points": ", ".join(incomplete)}
        )
    for point in points:
        case = case_of(point, meeting=item.meeting)
        if case is not None:
            case.check(by=by)


def check_may_put_right(meeting: Meeting, *, by: Actor) -> None:
    """Let the secretary put decisions right until the body adopts the record.

    Policy: docs/policy/decisions.md#putting-right
    """
    if not by.may(Permission.RECORD_DECISIONS, within=meeting.body):
        raise PermissionDenied(Permission.RECORD_DECISIONS)
    if meeting.state == MeetingState.ADOPTED:
        raise RuleBroken(_("The record was adopted; only a new decision can say otherwise."))
