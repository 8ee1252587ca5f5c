"""A subject to decide about in tests: the motto of a network, as a plan of three steps."""

import pytest
from django import forms

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions import effects
from ivz.decisions.effects import About, Carried, Effect, Question, Step, SubjectKind
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.network.models import Network
from ivz.network.models.bodies import MandateSubject

KEY = "motto"


def _check(network, ruling):
    if network.legal_form == "vast":
        raise RuleBroken("Het motto ligt vast. Vraag het bestuur eerst om het los te maken.")


def _apply(network, ruling, decision, by):
    before = network.motto
    network.motto = ruling.terms["motto"]
    network.save()
    return {"before": before}


def _reverse(network, decided, by):
    network.motto = decided.trace["before"]
    network.save()


def _drop(network, ruling, decision, by):
    before, network.motto = network.motto, ""
    network.save()
    return {"before": before}


def _depends(network, decided):
    return "Het motto is al gedrukt." if network.legal_form == "gedrukt" else ""


CHANGE = Effect(
    told="Het motto is: %(motto)s",
    preview=lambda network, ruling: f"Het motto wordt: {ruling.terms['motto']}",
    check=_check,
    apply=_apply,
    reverse=_reverse,
    depends=_depends,
)
DROP = Effect(
    told="Het motto vervalt.",
    preview=lambda network, ruling: "Het motto vervalt.",
    apply=_drop,
    reverse=_reverse,
)
ADVICE = Effect(
    told="Het Platform adviseert.",
    preview=lambda network, ruling: "Het voorstel gaat naar het bestuur.",
    apply=lambda network, ruling, decision, by: {"before": network.motto},
    reverse=_reverse,
)
CHOOSE = Question(
    key="choose",
    label="Het motto kiezen",
    asks=lambda network: f"Kies een motto voor {network.name}.",
    terms=lambda network: {"motto": forms.CharField(label="Motto", max_length=60)},
    steps=[
        Step(
            key="platform",
            competence=effects.bodies_of_kind(BodyKind.PLATFORM),
            effects=effects.when_accepted(ADVICE),
        ),
        Step(
            key="board",
            competence=effects.deciding_body(MandateSubject.COOPERATION),
            effects={**effects.when_accepted(CHANGE), Outcome.REJECTED: DROP},
        ),
    ],
)
KIND = SubjectKind(
    key=KEY,
    label="Motto",
    model=Network,
    visible_to=lambda actor: Network.objects.all(),
    about=lambda network: About(
        title=f"Motto van {network.name}",
        url=f"/netwerken/{network.slug}/",
        network=network,
        openness=Openness.NETWORK,
        summary="Waar het netwerk voor staat.",
    ),
    questions=[CHOOSE],
)


@pytest.fixture
def motto():
    """Let the motto of a network move by decision, for the length of a test."""
    effects.register_subject_kind(KIND)
    yield KIND
    effects._kinds.pop(KEY)


def carried(network, motto="Samen veilig"):
    """Give the question which motto ``network`` takes."""
    return Carried(kind=KEY, subject_id=network.pk, question="choose", terms={"motto": motto})
