"""Noting where members stand, who comes and goes, and which item is on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.actions.locking import reread_under_lock
from ivz.meetings.models import AgendaItem, Meeting, RoomScreen, Voice
from ivz.meetings.models.agendas import AgendaItemQuerySet
from ivz.meetings.rules import voices as rules
from ivz.meetings.states import Event, MemberPosition, Movement
from ivz.network.models import Seat
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What was heard of one member at an item."""

    is_away: bool = False
    position: MemberPosition | None = None
    words: str = ""


@transaction.atomic
def note_voice(item: AgendaItem, heard: Heard, *, seat: Seat, version: int, by: Actor) -> Voice:
    """Note where the holder of ``seat`` stands on ``item``, or that it goes without them.

    ``version`` is that from which the writing began; 0 when nothing stood there.

    Raises:
        StaleEdit: somebody else noted something of this member since.
    Policy: docs/policy/meetings.md#voices
    """
    item = reread_under_lock(item)
    rules.check_may_note_voice(item, seat, by=by)
    position, words = heard.position or "", heard.words.strip()
    rules.check_voice(is_away=heard.is_away, position=position, words=words)
    voice = Voice.objects.filter(item=item, seat=seat).first()
    voice = lock_version(voice, version=version) if voice else Voice(item=item, seat=seat)
    voice.is_away, voice.position, voice.words = heard.is_away, position, words
    voice.save()
    audit(Event.VOICE_NOTED, subject=voice, by=by)
    return voice


@transaction.atomic
def move_member(item: AgendaItem, movement: Movement, *, seat: Seat, by: Actor) -> AgendaItem:
    """Note that a member comes in at ``item`` or leaves before it; give the item.

    Who comes in was away from all items before, who leaves from this one and all after. A
    position that was noted there goes: nobody takes one while away.
    """
    item = reread_under_lock(item)
    rules.check_may_note_voice(item, seat, by=by)
    items = AgendaItem.objects.visible_to(by).filter(meeting=item.meeting)
    if movement == Movement.COMES:
        away = items.filter(position__lt=item.position)
        _set_away(items.filter(position__gte=item.position), seat=seat, is_away=False)
    else:
        away = items.filter(position__gte=item.position)
    _set_away(away, seat=seat, is_away=True)
    audit(Event.VOICE_NOTED, subject=item, by=by)
    return item


def _set_away(items: AgendaItemQuerySet, *, seat: Seat, is_away: bool) -> None:
    """Note on each of ``items`` whether ``seat`` was away."""
    noted = {voice.item_id: voice for voice in Voice.objects.filter(item__in=items, seat=seat)}
    for voice in noted.values():
        if voice.is_away != is_away:
            voice.is_away, voice.position, voice.words = is_away, "", ""
            voice.version += 1
            voice.save()
    if is_away:
        others = items.exclude(pk__in=noted)
        Voice.objects.bulk_create(Voice(item=item, seat=seat, is_away=True) for item in others)


@transaction.atomic
def take_up(item: AgendaItem, *, now: datetime, by: Actor) -> RoomScreen:
    """Let the meeting go on to ``item``; the clock of the room starts again."""
    item = reread_under_lock(item)
    rules.check_may_sit(item.meeting, by=by)
    screen = _screen_of(item.meeting)
    screen.item, screen.since = item, now
    screen.save()
    audit(Event.ITEM_TAKEN_UP, subject=item, by=by)
    return screen


def _screen_of(meeting: Meeting) -> RoomScreen:
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    screen, is_new = RoomScreen.objects.get_or_create(meeting=meeting)
    screen.version += 0 if is_new else 1
    return screen
