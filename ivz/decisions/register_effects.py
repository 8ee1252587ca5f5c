"""What decisions do to the registers: name who chairs a body, or who hosts the network.

Policy: docs/policy/registers.md#by-decision
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions.effects import (
    About,
    Competence,
    Effect,
    Question,
    Ruling,
    Step,
    SubjectKind,
    Trace,
    deciding_body,
    when_accepted,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.queries import decisions_about
from ivz.decisions.states import EffectState
from ivz.errors import RuleBroken
from ivz.network.actions import decided as actions
from ivz.network.actions.decided import NewChair, NewHost
from ivz.network.actions.upkeep import Correction
from ivz.network.actions.upkeep_undo import take_back_decided
from ivz.network.addresses import body_url
from ivz.network.models import Body, Network, Organisation, Person, Seat
from ivz.network.models.bodies import MandateSubject
from ivz.network.supplied import Part
from ivz.web.templatetags.ivz import day_date
from ivz.workflow.changes import snapshot, subject_of
from ivz.workflow.models import Change

BODY, NETWORK = "body", "network"
CHOOSES_ITS_CHAIR = frozenset({BodyKind.PLATFORM})
S = TypeVar("S", bound=models.Model)


def _day() -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=gettext_lazy("From which day"), widget=widget)


def _terms_of_choosing(body: Body) -> dict[str, forms.Field]:
    seats = Seat.objects.filter(body__network=body.network_id, is_revoked=False)
    people = Person.objects.filter(pk__in=seats.values("person")).order_by("function")
    return {
        "person": forms.ModelChoiceField(
            label=gettext_lazy("Who becomes chair?"),
            queryset=people,
            empty_label=gettext_lazy("Choose a function"),
        ),
        "starts_on": _day(),
    }


def _terms_of_moving(_network: Network) -> dict[str, forms.Field]:
    return {
        "organisation": forms.ModelChoiceField(
            label=gettext_lazy("Which organisation becomes host?"),
            queryset=Organisation.objects.filter(valid_until=None).order_by("name"),
            empty_label=gettext_lazy("Choose an organisation"),
        ),
        "starts_on": _day(),
    }


def _correction(network: Network, decision: Decision, by: Actor) -> Correction:
    return Correction(network=network, by=by, reason=decision.reference)


def _preview_chair(body: Body, ruling: Ruling) -> str:
    facts = {
        "body": body.name,
        "person": ruling.terms["person"],
        "day": day_date(ruling.terms["starts_on"]),
    }
    before = actions.chair_on(body, ruling.terms["starts_on"])
    if before is None or before.person is None:
        return _("From %(day)s %(person)s chairs %(body)s.") % facts
    return _("From %(day)s %(person)s chairs %(body)s, instead of %(before)s.") % {
        **facts,
        "before": before.person,
    }


def _choose(body: Body, ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    made = actions.choose_chair(
        body, NewChair(**ruling.terms), correction=_correction(body.network, decision, by)
    )
    return {"changes": [change.pk for change in made]}


def _preview_host(network: Network, ruling: Ruling) -> str:
    return _("From %(day)s %(organisation)s employs and hosts the staff of %(network)s.") % {
        "day": day_date(ruling.terms["starts_on"]),
        "organisation": ruling.terms["organisation"],
        "network": network,
    }


def _move(network: Network, ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    made = actions.move_hosting(
        network, NewHost(**ruling.terms), correction=_correction(network, decision, by)
    )
    return {"changes": [change.pk for change in made]}


def _changes(decided: DecidedSubject) -> list[Change]:
    found = Change.objects.in_bulk(decided.trace["changes"])
    return [found[pk] for pk in decided.trace["changes"] if pk in found]


def _reverse(_subject: models.Model, decided: DecidedSubject, by: Actor) -> None:
    take_back_decided(_changes(decided), by=by)


def _depends(_subject: models.Model, decided: DecidedSubject) -> str:
    for change in _changes(decided):
        row = subject_of(change)
        if (snapshot(row) if row else None) != change.after:
            return _("This changed again since. Take that back first, or take a new decision.")
    return ""


def _check_chooses(body: Body) -> None:
    if body.kind not in CHOOSES_ITS_CHAIR:
        raise RuleBroken(
            _("This body does not choose its own chair. Whoever manages it names the chair.")
        )


_CHOOSE = Question(
    key="choose-chair",
    label=gettext_lazy("Choose the chair"),
    asks=lambda body: _("Choose the chair of %(body)s.") % {"body": body.name},
    terms=_terms_of_choosing,
    check_may_ask=_check_chooses,
    steps=[
        Step(
            key="itself",
            competence=Competence(
                label=gettext_lazy("The body itself"),
                covers=lambda body, _network, _on: body.kind in CHOOSES_ITS_CHAIR,
            ),
            takes=lambda subject, body: subject.pk == body.pk,
            effects=when_accepted(
                Effect(
                    told=gettext_lazy("From %(starts_on)s %(person)s is the chair."),
                    preview=_preview_chair,
                    check=lambda body, ruling: actions.check_chair(body, NewChair(**ruling.terms)),
                    apply=_choose,
                    reverse=_reverse,
                    depends=_depends,
                )
            ),
        )
    ],
)
_MOVE = Question(
    key="move-hosting",
    label=gettext_lazy("Move the hosting"),
    asks=lambda network: (
        _("Let another organisation host the staff of %(network)s.") % {"network": network}
    ),
    terms=_terms_of_moving,
    steps=[
        Step(
            key="board",
            competence=deciding_body(MandateSubject.COOPERATION),
            effects=when_accepted(
                Effect(
                    told=gettext_lazy("From %(starts_on)s %(organisation)s hosts the network."),
                    preview=_preview_host,
                    check=lambda net, ruling: actions.check_host(net, NewHost(**ruling.terms)),
                    apply=_move,
                    reverse=_reverse,
                    depends=_depends,
                )
            ),
        )
    ],
)


def _about_body(body: Body) -> About:
    return About(
        title=body.name, url=body_url(body), network=body.network, openness=Openness.PUBLIC
    )


def _about_network(network: Network) -> About:
    return About(
        title=_("Hosting of %(network)s") % {"network": network},
        url=reverse("network:organisations", args=[network.slug]),
        network=network,
        openness=Openness.PUBLIC,
    )


BODIES: "SubjectKind[Body]" = SubjectKind(
    key=BODY,
    label=gettext_lazy("Body"),
    model=Body,
    visible_to=lambda _actor: Body.objects.select_related("network"),
    about=_about_body,
    questions=[_CHOOSE],
)
NETWORKS: "SubjectKind[Network]" = SubjectKind(
    key=NETWORK,
    label=gettext_lazy("Network"),
    model=Network,
    visible_to=lambda _actor: Network.objects.all(),
    about=_about_network,
    questions=[_MOVE],
)


def part_about(subject: Body | Network, by: Actor) -> Part | None:
    """Give what was decided on a body that chooses its chair, or on the hosting of a network.

    Nothing where there is nothing to tell or to ask.
    """
    network, kind = (subject, NETWORK) if isinstance(subject, Network) else (subject.network, BODY)
    if isinstance(subject, Body) and subject.kind not in CHOOSES_ITS_CHAIR:
        return None
    about = decisions_about(kind, [subject.pk], subject_id=subject.pk, network=network, actor=by)
    if not (about.moments or about.lying or about.questions):
        return None
    return Part(template="decisions/about_subject.html", about=about)


def is_decided(changes: Sequence[Change]) -> bool:
    """Tell whether a decision that still stands made one of these changes; one query."""
    made: set[Any] = {change.pk for change in changes}
    traces = DecidedSubject.objects.filter(
        kind__in=[BODY, NETWORK], state=EffectState.APPLIED
    ).values_list("trace", flat=True)
    return any(made & set(trace.get("changes", [])) for trace in traces)
