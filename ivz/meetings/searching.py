"""What is found of meetings, papers, decisions and what follows from them.

Practice stays out. What was said at an item is found apart from the item: outside the network it
is read only once the list is published.
Policy: docs/policy/search.md#what-is-found
"""

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.clock import reading as clock
from ivz.decisions.models import Decision, FollowUp
from ivz.documents.models import Version
from ivz.documents.states import ReadingResult
from ivz.documents.tasks import read_what_is_left
from ivz.meetings.models import AgendaItem, Annex, Meeting, Proposal
from ivz.search.preparing import register_preparation
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let meetings and all that hangs on them be found."""
    for source in [
        _decisions(),
        _items(),
        _reports(),
        _papers(),
        _annexes(),
        _meetings(),
        _follow_ups(),
    ]:
        register_source(source)
    register_preparation("files of annexes", _read_files)


def _read_files() -> str:
    results = read_what_is_left(clock.today())
    failed = results.get(ReadingResult.UNREADABLE, 0)
    return f"{sum(results.values())} files were read; {failed} could not be read."


def _decisions() -> Source:
    return Source(
        kind="decision",
        label=_("Decisions"),
        one=_("Decision"),
        position=20,
        rows=lambda: Decision.objects.filter(is_practice=False).select_related("body"),
        tell=_decision,
        text_name=_("the text of the decision"),
        visible_to=Decision.objects.visible_to,
        follows={"network.Body": "body"},
    )


def _items() -> Source:
    return Source(
        kind="item",
        label=_("Agenda items"),
        one=_("Agenda item"),
        position=22,
        rows=_in_real_meetings,
        tell=_item,
        text_name=_("who brings it in"),
        visible_to=AgendaItem.objects.visible_to,
        follows={"meetings.Meeting": "meeting"},
    )


def _reports() -> Source:
    return Source(
        kind="report",
        label=_("Reports of meetings"),
        one=_("Report of a meeting"),
        position=24,
        rows=lambda: _in_real_meetings().exclude(minutes="", conclusion=""),
        tell=_report,
        text_name=_("the report"),
        visible_to=_reported_to,
        follows={"meetings.Meeting": "meeting"},
    )


def _papers() -> Source:
    return Source(
        kind="proposal",
        label=_("Proposals"),
        one=_("Proposal"),
        position=26,
        rows=lambda: Proposal.objects.select_related("body").prefetch_related("points"),
        tell=_paper,
        text_name=_("the text of the proposal"),
        visible_to=Proposal.objects.visible_to,
        follows={"meetings.AdvicePoint": "points"},
    )


def _annexes() -> Source:
    return Source(
        kind="annex",
        label=_("Annexes"),
        one=_("Annex"),
        position=28,
        rows=_with_words,
        tell=_annex,
        text_name=_("who it came from"),
        visible_to=Annex.objects.visible_to,
        follows={"documents.Document": "document"},
    )


def _meetings() -> Source:
    return Source(
        kind="meeting",
        label=_("Meetings"),
        one=_("Meeting"),
        position=30,
        rows=lambda: Meeting.objects.filter(is_practice=False).select_related("body"),
        tell=_meeting,
        text_name=_("the place"),
        visible_to=Meeting.objects.visible_to,
        follows={"network.Body": "body"},
    )


def _follow_ups() -> Source:
    return Source(
        kind="follow-up",
        label=_("Follow-ups"),
        one=_("Follow-up"),
        position=32,
        rows=lambda: FollowUp.objects.filter(is_practice=False).select_related(
            "body", "decision__body", "agreement__item__meeting__body"
        ),
        tell=_follow_up,
        text_name=_("the result"),
        visible_to=FollowUp.objects.visible_to,
    )


def _with_words() -> QuerySet[Annex]:
    """Give annexes with what they hang on, and the words that were read of their files."""
    related = Annex.objects.select_related(
        "body", "document", "item__meeting", "meeting", "proposal"
    )
    versions = Version.objects.select_related("file_words").order_by("-number")
    read = related.prefetch_related(Prefetch("document__versions", queryset=versions))
    return read.filter(withdrawn_at=None)


def _in_real_meetings() -> QuerySet[AgendaItem]:
    real = AgendaItem.objects.filter(meeting__is_practice=False)
    return real.select_related("meeting__body", "proposal")


def _reported_to(actor: Actor) -> QuerySet[AgendaItem]:
    inside = Q(meeting__body__network__in=sorted(actor.network_ids))
    is_out = Q(meeting__published_at__isnull=False)
    return AgendaItem.objects.visible_to(actor).filter(inside | is_out)


def _decision(decision: Decision) -> Told:
    body = decision.body
    return Told(
        title=f"{decision.reference}: {decision.title}",
        text=decision.text,
        also=f"{body.name} {decision.get_outcome_display()} {decision.owner_words}",
        called=_numbers(decision),
        address=_decision_page(decision),
        network_id=body.network_id,
        body_id=body.pk,
        on=decision.decided_on,
    )


def _numbers(decision: Decision) -> list[str]:
    """Give how people ask for a decision: with its body, with the kind of body, by number."""
    whole = decision.reference
    number = whole.rpartition(" ")[2]
    return [whole, f"{whole.split()[0]} {number}", number]


def _decision_page(decision: Decision) -> str:
    names = [decision.body.slug, decision.year, decision.number_in_series]
    return reverse("meetings:decision", args=names)


def _item(item: AgendaItem) -> Told:
    body = item.meeting.body
    return Told(
        title=item.title,
        text=" · ".join(filter(None, [item.origin, item.sender, item.presenters])),
        also=f"{body.name} {body.short_name} {item.label}",
        called=[item.label],
        address=item.get_absolute_url(),
        network_id=body.network_id,
        body_id=body.pk,
        on=item.meeting.date,
    )


def _report(item: AgendaItem) -> Told:
    body = item.meeting.body
    return Told(
        title=item.title,
        text=" ".join(filter(None, [item.conclusion, item.minutes])),
        also=f"{body.name} {body.short_name}",
        address=item.get_absolute_url(),
        network_id=body.network_id,
        body_id=body.pk,
        on=item.meeting.date,
    )


def _paper(paper: Proposal) -> Told:
    points = [f"{point.title}. {point.text}" for point in paper.points.all()]
    return Told(
        title=paper.title,
        text=" ".join(filter(None, [paper.summary, *points])),
        also=f"{paper.register_number} {paper.author} {paper.body.short_name}",
        called=[paper.register_number, f"{paper.body.short_name} {paper.register_number}"],
        address=paper.get_absolute_url(),
        network_id=paper.body.network_id,
        body_id=paper.body_id,
        on=paper.dated,
    )


def _annex(annex: Annex) -> Told:
    place = annex.hangs_on
    meeting = place.meeting if isinstance(place, AgendaItem) else place
    return Told(
        title=annex.title,
        text=annex.sender,
        file=_words_of_file(annex),
        address=annex.get_absolute_url(),
        network_id=annex.body.network_id,
        body_id=annex.body_id,
        on=meeting.dated if isinstance(meeting, Proposal) else meeting.date,
    )


def _words_of_file(annex: Annex) -> str:
    """Give the words of the file that people get now; those of earlier ones are not indexed."""
    versions = list(annex.document.versions.all()) if annex.document else []
    read = getattr(versions[0], "file_words", None) if versions else None
    return read.words if read else ""


def _meeting(meeting: Meeting) -> Told:
    body = meeting.body
    return Told(
        title=f"{body.name}, {date_format(meeting.date, 'j F Y')}",
        text=meeting.place,
        also=body.short_name,
        address=meeting.get_absolute_url(),
        network_id=body.network_id,
        body_id=body.pk,
        on=meeting.date,
    )


def _follow_up(follow_up: FollowUp) -> Told:
    return Told(
        title=follow_up.what,
        text=follow_up.result,
        also=f"{follow_up.get_kind_display()} {follow_up.owner_words} {follow_up.body.short_name}",
        address=_follow_up_page(follow_up),
        network_id=follow_up.body.network_id,
        body_id=follow_up.body_id,
        on=follow_up.opened_on,
    )


def _follow_up_page(follow_up: FollowUp) -> str:
    """Give where it is read: with its decision, or at the item where it was agreed."""
    if follow_up.decision is not None:
        return _decision_page(follow_up.decision)
    agreement = getattr(follow_up, "agreement", None)
    return agreement.item.get_absolute_url() if agreement else reverse("meetings:list")
