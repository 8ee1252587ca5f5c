"""What comes next for a meeting, who can do it, and why it cannot be done yet."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import refusal
from ivz.meetings.models import AgendaItem, Meeting, Proposal
from ivz.meetings.queries import meetings as queries
from ivz.meetings.rules import planning as rules
from ivz.meetings.rules.publishing import undecided
from ivz.meetings.states import ItemKind, MeetingState


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """One sentence on what comes next; without ``url`` somebody else is at it, or time is."""

    title: str
    why: str = ""
    verb: str = ""
    url: str = ""


def next_step(meeting: Meeting, agenda: queries.Agenda, *, actor: Actor) -> NextStep | None:
    """Tell what comes next; None for whoever has no seat in the network."""
    if meeting.body.network_id not in actor.network_ids:
        return None
    steps: dict[str, Callable[..., NextStep | None]] = {
        MeetingState.DRAFT: _convene,
        MeetingState.CONVENED: _prepare_or_record,
        MeetingState.HELD: _record_or_publish,
    }
    step = steps.get(meeting.state)
    return step(meeting, agenda, actor=actor) if step else None


def _convene(meeting: Meeting, agenda: queries.Agenda, *, actor: Actor) -> NextStep:
    check = rules.check_may_send_out if agenda.rows else rules.check_may_convene
    reason = refusal(check, meeting, by=actor)
    title = _("This meeting is in preparation")
    if reason is None:
        return NextStep(
            title=title,
            why=_goes_out(meeting)
            or _("Convening sends out the agenda. A preview of what becomes public comes first."),
            verb=_("Preview and convene"),
            url=_address("convene", meeting),
        )
    if reason == "":
        return NextStep(title=title, why=_by_others(meeting, Permission.PLAN_MEETING, actor))
    return NextStep(
        title=title, why=reason, verb=_("Add an item"), url=_address("add_item", meeting)
    )


def _goes_out(meeting: Meeting) -> str:
    """Say by when the agenda goes out, where a term was agreed."""
    if meeting.freezes_on is None:
        return ""
    return _(
        "The agenda goes out on %(day)s at the latest. "
        "A preview of what becomes public comes first."
    ) % {"day": date_format(meeting.freezes_on, "j F Y").replace(" ", "\u00a0")}


def _prepare_or_record(
    meeting: Meeting, agenda: queries.Agenda, *, actor: Actor
) -> NextStep | None:
    if actor.may(Permission.PLAN_MEETING, within=meeting):
        waiting = _joined_later(agenda)
        if waiting:
            return NextStep(
                title=ngettext(
                    "One item joined the agenda after it went out",
                    "%(count)d items joined the agenda after it went out",
                    waiting,
                )
                % {"count": waiting},
                why=_("The public does not see this yet."),
                verb=_("Preview and publish"),
                url=_address("convene", meeting),
            )
    if meeting.date > actor.today:
        return NextStep(
            title=_("The agenda is out"),
            why=_("Recording attendance and decisions opens on %(day)s.")
            % {"day": date_format(meeting.date, "j F Y").replace(" ", "\u00a0")},
        )
    return _record(meeting, agenda, actor=actor)


def _joined_later(agenda: queries.Agenda) -> int:
    """Count the items planned as public that are not public yet."""
    items = [row.item for row in agenda.rows]
    public = Openness.PUBLIC
    return sum(each.planned_openness == public != each.openness for each in items)


def _record(meeting: Meeting, agenda: queries.Agenda, *, actor: Actor) -> NextStep | None:
    if not actor.may(Permission.RECORD_DECISIONS, within=meeting):
        return NextStep(
            title=_("The meeting is on, or just over"),
            why=_by_others(meeting, Permission.RECORD_DECISIONS, actor),
        )
    if not meeting.attendance.exists():
        return NextStep(
            title=_("Who is here?"),
            why=_("The list of attendance comes first; a list from Word can be pasted."),
            verb=_("Record attendance"),
            url=_address("attendance", meeting),
        )
    return _record_items(meeting, agenda) or NextStep(
        title=_("Attendance is recorded"),
        why=_("There is no item left on which this meeting decides."),
    )


def undecided_labels(meeting: Meeting, *, actor: Actor) -> list[str]:
    """Give the labels of the readable items that ask for a decision and have none yet.

    One query, and one on papers where only a paper asks.
    """
    readable = AgendaItem.objects.visible_to(actor).filter(meeting=meeting).values("pk")
    waiting = list(undecided(meeting).filter(pk__in=readable).read_by(actor))
    papers = {item.proposal_id or 0 for item in waiting if item.kind != ItemKind.DECIDE}
    asking = Proposal.objects.visible_to(actor).filter(pk__in=papers)
    told = set(asking.values_list("pk", flat=True)) if papers else set()
    return [
        item.label for item in waiting if item.kind == ItemKind.DECIDE or item.proposal_id in told
    ]


def _undecided(agenda: queries.Agenda) -> list[AgendaItem]:
    return [
        row.item
        for row in agenda.rows
        if not row.is_recorded and (row.item.proposal or row.item.kind == ItemKind.DECIDE)
    ]


def _record_items(meeting: Meeting, agenda: queries.Agenda) -> NextStep | None:
    waiting = _undecided(agenda)
    if not waiting:
        return None
    item = waiting[0]
    return NextStep(
        title=_("Item %(label)s waits for its decisions") % {"label": item.label},
        why=item.title,
        verb=_("Decide item %(label)s") % {"label": item.label},
        url=_address("record", meeting, item.label),
    )


def _record_or_publish(
    meeting: Meeting, agenda: queries.Agenda, *, actor: Actor
) -> NextStep | None:
    if not actor.may(Permission.PUBLISH_DECISIONS, within=meeting):
        return _adopt(meeting, actor=actor) if meeting.is_published else None
    step = _record_items(meeting, agenda)
    if step is not None:
        return step
    if not meeting.is_published:
        return NextStep(
            title=_("All decisions are recorded"),
            why=_("The public does not see them yet. A preview of the list comes first."),
            verb=_("Preview and publish the decision list"),
            url=_address("publish", meeting),
        )
    return _adopt(meeting, actor=actor)


def _adopt(meeting: Meeting, *, actor: Actor) -> NextStep | None:
    if not actor.may(Permission.ADOPT_RECORD, within=meeting):
        return None
    return NextStep(
        title=_("The decision list is a concept"),
        why=_("The body adopts it in a later meeting. After that it changes no more."),
        verb=_("To the decision list"),
        url=_address("decision_list", meeting),
    )


def _by_others(meeting: Meeting, permission: Permission, actor: Actor) -> str:
    people = queries.who_may(permission, body=meeting.body, on=actor.today)
    if not people:
        return _("Nobody in this body can do this today: a seat of secretary is open.")
    return _("Who can take the next step: %(people)s.") % {"people": ", ".join(people)}


def _address(name: str, meeting: Meeting, *args: str) -> str:
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug, *args])
