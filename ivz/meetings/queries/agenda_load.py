"""How full the next meetings of a body are, and which subjects lie on them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.decisions.effects import subject_kind
from ivz.meetings.models import AgendaItem, AskedQuestion, Meeting
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.queries.meetings import minutes_between
from ivz.network.models import Body
from ivz.projects.agenda_load import MeetingLoad
from ivz.projects.agenda_questions import NextDecision, SubjectKey


def agenda_load(body: Body, actor: Actor, ahead: int) -> list[MeetingLoad]:
    """Give the next meetings with the minutes planned on items ``actor`` may read; two queries."""
    coming = Meeting.objects.visible_to(actor).filter(body=body, is_practice=False)
    meetings = list(coming.upcoming(actor.today).select_related("body")[:ahead])
    planned = (
        AgendaItem.objects.visible_to(actor)
        .filter(meeting__in=meetings)
        .order_by()
        .values_list("meeting")
        .annotate(minutes=Sum("planned_minutes"))
    )
    minutes = dict(planned)
    return [
        MeetingLoad(
            on=meeting.date,
            url=reverse("meetings:detail", args=[meeting.body.slug, meeting.slug]),
            minutes=minutes.get(meeting.pk) or 0,
        )
        for meeting in meetings
    ]


LOADS_SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class Load:
    """The minutes planned for one meeting against the time there is; None where no end is set."""

    meeting: Meeting
    planned_minutes: int
    available_minutes: int | None
    untimed: int

    @property
    def minutes_over(self) -> int:
        """By how much the planned time exceeds the time there is; zero when it fits."""
        if self.available_minutes is None:
            return 0
        return max(0, self.planned_minutes - self.available_minutes)


def coming_loads(meeting: Meeting, *, actor: Actor) -> list[Load]:
    """Give how full a meeting and those of its body after it are, soonest first; two queries.

    Only items that ``actor`` may read count.
    """
    meetings = list(_coming(actor, meeting.body_id, meeting.date))
    rows: Any = _minutes_of(actor, tuple(each.pk for each in meetings))
    counted: dict[int, Mapping[str, Any]] = {row["meeting"]: row for row in rows}
    return [_load(each, counted.get(each.pk, {})) for each in meetings]


@prepared
def _coming(actor: Actor, body_id: int, day: date) -> MeetingQuerySet:
    coming = Meeting.objects.visible_to(actor).filter(body=body_id, is_practice=False)
    return coming.upcoming(day).select_related("body")[:LOADS_SHOWN]


@prepared
def _minutes_of(actor: Actor, meeting_ids: tuple[int, ...]) -> QuerySet[Any]:
    items = AgendaItem.objects.visible_to(actor).filter(meeting__pk__in=meeting_ids)
    return (
        items.order_by()
        .values("meeting")
        .annotate(
            planned=Sum("planned_minutes"), untimed=Count("pk", filter=Q(planned_minutes=None))
        )
    )


def _load(meeting: Meeting, counted: Mapping[str, Any]) -> Load:
    return Load(
        meeting=meeting,
        planned_minutes=counted.get("planned") or 0,
        available_minutes=minutes_between(meeting.starts_at, meeting.ends_at),
        untimed=counted.get("untimed") or 0,
    )


def next_decisions(
    subjects: Collection[SubjectKey], actor: Actor
) -> dict[SubjectKey, NextDecision]:
    """Give on which agenda each subject lies first, undecided and readable; two queries."""
    asked = _asked_about(subjects)
    if not asked:
        return {}
    about_them = Q(pk__in=[row.item_id for row in asked if row.item_id]) | Q(
        proposal__in=[row.proposal_id for row in asked if row.proposal_id]
    )
    items = AgendaItem.objects.visible_to(actor).filter(about_them, meeting__is_practice=False)
    undecided = items.exclude(drafts__decision__isnull=False).select_related("meeting__body")
    by_item = {row.item_id: row for row in asked if row.item_id}
    by_paper = {row.proposal_id: row for row in asked if row.proposal_id}
    found: dict[SubjectKey, NextDecision] = {}
    for item in undecided.order_by("meeting__date", "pk"):
        row = by_item.get(item.pk) or by_paper[item.proposal_id or 0]
        found.setdefault((row.kind, row.subject_id), _next_decision(item, row))
    return found


def _asked_about(subjects: Collection[SubjectKey]) -> list[AskedQuestion]:
    wanted: dict[str, list[int]] = {}
    for kind, pk in subjects:
        wanted.setdefault(kind, []).append(pk)
    about = Q(pk=None)
    for kind, pks in wanted.items():
        about |= Q(kind=kind, subject_id__in=pks)
    return list(AskedQuestion.objects.filter(about))


def _next_decision(item: AgendaItem, row: AskedQuestion) -> NextDecision:
    kind = subject_kind(row.kind)
    question = kind.question(row.question) if kind else None
    return NextDecision(
        question=str(question.label) if question else item.title,
        body=item.meeting.body.short_name,
        on=item.meeting.date,
        url=f"{item.meeting.get_absolute_url()}#punt-{item.label}",
    )
