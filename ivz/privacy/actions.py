"""Correcting what is held about oneself, asking for it, and answering."""

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.network.models import Person
from ivz.privacy.models import CorrectionRequest
from ivz.privacy.rules import check_is_oneself, check_may_answer, check_may_ask
from ivz.privacy.states import Event, RequestState
from ivz.workflow.changes import note_change, snapshot
from ivz.workflow.versions import lock_version


@transaction.atomic
def correct_own_name(person: Person, *, name: str, aliases: str, version: int, by: Actor) -> Person:
    """Let somebody write their own name and other spellings; it shows in the registers at once."""
    check_is_oneself(person, by=by)
    current = lock_version(person, version=version)
    before = snapshot(current)
    current.name, current.aliases = name, aliases
    if snapshot(current) == before:
        return current
    current.save()
    note_change(current, before=before, reason=_("Corrected by the person"), by=by)
    record(Event.CORRECTED, subject=current, by=by)
    return current


@transaction.atomic
def ask_correction(person: Person, *, text: str, by: Actor) -> CorrectionRequest:
    """Ask whoever keeps the registers to correct what one cannot correct oneself."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    check_may_ask(person, by=by)
    request = CorrectionRequest.objects.create(person=person, asked_on=by.today, text=text)
    record(Event.ASKED, subject=request, by=by)
    return request


@transaction.atomic
def answer_correction(request: CorrectionRequest, *, answer: str, by: Actor) -> CorrectionRequest:
    """Tell what was done with a request, or why it was not."""
    rows = CorrectionRequest.objects.select_for_update(of=("self",))
    request = rows.get(pk=request.pk)
    check_may_answer(request, by=by)
    request.state, request.answer = RequestState.ANSWERED, answer
    request.handled_on, request.handled_by = by.today, by.user
    request.save()
    record(Event.ANSWERED, subject=request, by=by)
    return request
