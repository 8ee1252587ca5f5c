"""A memo, research and questions as the network keeps them."""

from ivz.accounts.actors import Actor
from ivz.example.files import records
from ivz.example.network import Region
from ivz.knowledge.actions import papers as actions
from ivz.knowledge.models import KnowledgePaper
from ivz.knowledge.states import PaperKind
from ivz.meetings.actions.knowledge import put_with
from ivz.meetings.models import Proposal
from ivz.network.models import Organisation

NETWORK = "twente"


def load_knowledge(region: Region, *, by: Actor) -> None:
    """Load what was learnt and found; after the proposals with which it lies."""
    for row in records("knowledge.toml")["papers"]:
        took_part = Organisation.objects.filter(name__in=row.get("organisations", []))
        details = actions.PaperDetails(
            kind=PaperKind(row["kind"]),
            title=row["title"],
            on=row["on"],
            theme=region.themes[row["theme"]] if "theme" in row else None,
            made_by=row.get("made_by", ""),
            occasion=row.get("occasion", ""),
            organisations=list(took_part),
            summary=row.get("summary", ""),
            lessons="\n".join(row.get("lessons", [])),
        )
        paper = actions.write(region.networks[NETWORK], details, by=by)
        _ask(paper, row.get("questions", []), by=by)
        if "proposal" in row:
            proposals = Proposal.objects.select_related("body__network")
            put_with(paper, proposals.get(register_number=row["proposal"]), by=by)


def _ask(paper: KnowledgePaper, questions: list[dict[str, str]], *, by: Actor) -> None:
    for row in questions:
        details = actions.QuestionDetails(question=row["question"], answer=row.get("answer", ""))
        actions.ask(paper, details, by=by)
