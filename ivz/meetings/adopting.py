"""Adopting a decision list by a decision of a later meeting: registered with ``decisions``.

Policy: docs/policy/decisions.md#adoption
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.effects import (
    About,
    Competence,
    Effect,
    Question,
    Ruling,
    Step,
    SubjectKind,
    Trace,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.meetings.actions import adopting as actions
from ivz.meetings.models import FrozenPaper, Meeting
from ivz.meetings.queries.adoption import lists_visible_to
from ivz.meetings.rules import adopting as rules
from ivz.meetings.rules.publishing import check_complete
from ivz.web.templatetags.ivz import long_date


def _check_may_adopt(meeting: Meeting, ruling: Ruling) -> None:
    rules.check_is_held(meeting)
    if ruling.on <= meeting.date:
        raise RuleBroken(_("A body adopts its list in a later meeting."))
    check_complete(meeting)


def _adopt(meeting: Meeting, _ruling: Ruling, _decision: Decision, by: Actor) -> Trace:
    actions.adopt(meeting, by=by)
    return {}


def _restore(meeting: Meeting, _decided: DecidedSubject, by: Actor) -> None:
    actions.take_back(meeting, by=by)


def _depends(meeting: Meeting, _decided: DecidedSubject) -> str:
    if FrozenPaper.objects.filter(meeting=meeting).exists():
        return _("The adopted list is frozen. Take that back first, or take a new decision.")
    return ""


_AS_IT_STANDS: "Effect[Meeting]" = Effect(
    told=gettext_lazy("The decision list is adopted without changes."),
    preview=lambda _row, _ruling: _("The decision list is then adopted and changes no more."),
    check=_check_may_adopt,
    apply=_adopt,
    reverse=_restore,
    depends=_depends,
)
_WITH_ADDITIONS: "Effect[Meeting]" = Effect(
    told=gettext_lazy("The decision list is adopted with additions."),
    preview=lambda _row, _ruling: _(
        "The decision list is then adopted. Its text stays as it is; these additions stand beside "
        "it."
    ),
    check=_check_may_adopt,
    apply=_adopt,
    reverse=_restore,
    depends=_depends,
)


def _about(meeting: Meeting) -> About:
    return About(
        title=_("Decision list of %(day)s") % {"day": long_date(meeting.date)},
        url=reverse("meetings:decision_list", args=[meeting.body.slug, meeting.slug]),
        network=meeting.body.network,
        openness=Openness.PUBLIC if meeting.is_published else Openness.NETWORK,
        planned=Openness.PUBLIC,
    )


DECISION_LISTS: "SubjectKind[Meeting]" = SubjectKind(
    key=rules.DECISION_LIST,
    label=gettext_lazy("Decision list"),
    model=Meeting,
    visible_to=lists_visible_to,
    about=_about,
    questions=[
        Question(
            key=rules.ADOPT_LIST,
            label=gettext_lazy("Adopt the decision list"),
            asks=rules.proposed_words,
            check_may_ask=rules.check_is_held,
            steps=[
                Step(
                    key="body",
                    competence=Competence(
                        label=gettext_lazy("The body itself"),
                        covers=lambda _body, _network, _on: True,
                    ),
                    takes=lambda meeting, body: meeting.body_id == body.pk,
                    effects={
                        Outcome.ACCEPTED: _AS_IT_STANDS,
                        Outcome.ACCEPTED_WITH_OPEN_POINT: _AS_IT_STANDS,
                        Outcome.AMENDED: _WITH_ADDITIONS,
                    },
                )
            ],
        )
    ],
)
