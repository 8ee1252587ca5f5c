"""Keeping what was learnt, and what must stay after a project."""

from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.projects.models import Anchor, AnchorReview, Lesson
from ivz.projects.rules import evaluations as rules
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import AnchorState, Event
from ivz.workflow.versions import lock_version


@transaction.atomic
def keep_lesson(lesson: Lesson, *, by: Actor) -> Lesson:
    """Keep something learnt for others, also after the project closed."""
    check_may_lead(lesson.project, by=by)
    lesson.learnt_on = by.today
    lesson.save()
    record(Event.LESSON_KEPT, subject=lesson, by=by)
    return lesson


@transaction.atomic
def anchor(row: Anchor, *, by: Actor) -> Anchor:
    """Note what must stay after a project, who sees to it and when somebody looks again."""
    check_may_lead(row.project, by=by)
    rules.check_has_owner(row)
    rules.check_review_day(row.review_on, on=by.today)
    row.save()
    record(Event.ANCHOR_KEPT, subject=row, by=by)
    return row


@transaction.atomic
def review(
    row: Anchor,
    *,
    state: AnchorState,
    note: str,
    review_on: date | None,
    version: int,
    by: Actor,
) -> AnchorReview:
    """Note whether what must stay is kept up, and when somebody looks again."""
    rules.check_may_review(row, by=by)
    row = lock_version(row, version=version)
    if state == AnchorState.KEPT:
        rules.check_review_day(review_on or by.today, on=by.today)
    row.state, row.reviewed_on = state, by.today
    row.review_on = review_on or row.review_on
    row.save()
    made = AnchorReview.objects.create(
        anchor=row, on=by.today, state=state, note=note.strip(), by=by.user
    )
    record(Event.ANCHOR_REVIEWED, subject=row, by=by)
    return made
