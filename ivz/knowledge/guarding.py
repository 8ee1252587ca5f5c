"""What of the network's knowledge can be for named people only.

Policy: docs/policy/openness.md#ceiling
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.decisions.guarded import Ceiling, GuardedKind, register_guarded
from ivz.knowledge.models import Development, KnowledgePaper, KnowledgeQuestion
from ivz.network.models import Network


def register() -> None:
    """Let developments, papers and the questions with them be restricted."""
    for kind in [_of_the_network(Development, _("Development"), "ontwikkeling"), _papers()]:
        register_guarded(kind)
    register_guarded(
        GuardedKind(
            model=KnowledgeQuestion,
            label=_("Question and answer"),
            slug="vraag-en-antwoord",
            position=25,
            place=lambda row: row.paper.network,
            network=lambda row: row.paper.network,
            permission=Permission.STEER_PROJECTS,
            ceiling=_ceiling_of_question,
            address=lambda row: row.get_absolute_url(),
            body=lambda row: None,
            shown_with=("paper__network",),
        )
    )


def _papers() -> GuardedKind:
    return _of_the_network(
        KnowledgePaper,
        _("Knowledge paper"),
        "kennisstuk",
        hanging=lambda row: KnowledgeQuestion.objects.filter(paper=row),
    )


def _of_the_network(model: Any, label: Any, slug: str, **given: Any) -> GuardedKind:
    return GuardedKind(
        model=model,
        label=label,
        slug=slug,
        position=20,
        place=_network,
        network=_network,
        permission=Permission.STEER_PROJECTS,
        address=lambda row: row.get_absolute_url(),
        body=lambda row: None,
        **given,
    )


def _network(row: Development | KnowledgePaper) -> Network:
    return row.network


def _ceiling_of_question(row: KnowledgeQuestion) -> Ceiling:
    paper = KnowledgePaper.objects.select_related("restriction").get(pk=row.paper_id)
    return Openness(paper.openness), paper.restriction
