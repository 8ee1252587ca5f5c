"""Closed papers with a file, put on an agenda, and who may know that they lie there."""

from ivz.meetings.models import AgendaItem
from tests.factories import DocumentFactory, VersionFactory
from tests.knowledge.factories import KnowledgePaperFactory, PresentedPaperFactory


def reads_presented(who, row, _name=""):
    from tests.canary.rules import RULES  # noqa: PLC0415 - it gathers what stands here

    place = row.item or row.proposal
    return RULES["knowledge.KnowledgePaper"].reads(who, row.paper, "") and RULES[
        place._meta.label
    ].reads(who, place, "")


READS = {"meetings.PresentedPaper": reads_presented}


def closed_records(body, **closed):
    """Put a paper with a file at an item of the body, and with its proposal."""
    paper = KnowledgePaperFactory(network=body.network, document=DocumentFactory(), **closed)
    VersionFactory(document=paper.document)
    item = AgendaItem.objects.filter(meeting__body=body).exclude(proposal=None).latest("pk")
    PresentedPaperFactory(paper=paper, item=item)
    PresentedPaperFactory(paper=paper, proposal=item.proposal)
