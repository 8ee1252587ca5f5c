"""What hangs on a proposal or a meeting: adding, opening, closing, withdrawing, removing.

Policy: docs/policy/documents.md#where-documents-hang
"""

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.documents import storage
from ivz.documents.intake import FileRefused
from ivz.documents.models import Document, Version
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas, planning, proposals, publishing
from ivz.meetings.actions import annexes as actions
from ivz.meetings.actions.annexes import AnnexDetails
from ivz.meetings.models import Annex
from ivz.meetings.states import MeetingState
from ivz.workflow.versions import StaleEdit
from tests.documents import files
from tests.documents.files import lying_around
from tests.factories import (
    AgendaItemFactory,
    AnnexFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    actor_with,
    member_of,
    secretary_of,
    visitor,
)

pytestmark = pytest.mark.django_db
PUBLIC, NETWORK, BODY, RESTRICTED = Openness


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def proposal():
    return ProposalFactory(body=BodyFactory(), planned_openness=PUBLIC)


@pytest.fixture
def secretary(proposal):
    return secretary_of(proposal.body)


def details(title="Notitie", planned=NETWORK):
    return AnnexDetails(title=title, planned_openness=planned)


def add(hangs_on, by, *, planned=NETWORK, content=None):
    return actions.add(hangs_on, details(planned=planned), content=content, by=by)


def events():
    return list(AuditEntry.objects.order_by("pk").values_list("event", flat=True))


def recorded(proposal):
    item = AgendaItemFactory(meeting__body=proposal.body, proposal=proposal)
    DraftDecisionFactory(item=item, decision=DecisionFactory(body=proposal.body))


def test_a_file_is_kept_clean_with_what_was_cleaned_off_known(proposal, secretary):
    annex = add(proposal, secretary, content=files.xlsx())

    version = annex.document.versions.get()
    assert (version.number, version.file_kind.name) == (1, "XLSX")
    assert version.remarks == ["comments"]
    assert lying_around() == [version.stored_as]
    assert storage.digest_of(version.stored_as) == version.digest
    assert events() == ["document.added", "annex.added"]


def test_an_annex_can_stand_there_by_title_and_get_its_file_later(proposal, secretary):
    annex = add(proposal, secretary)
    assert annex.document is None

    annex = actions.replace(
        annex, files.pdf(), version=annex.version, is_public_at_once=False, by=secretary
    )

    assert annex.document.versions.count() == 1


def test_a_refused_file_leaves_no_annex_and_no_document(proposal, secretary):
    with pytest.raises(FileRefused):
        add(proposal, secretary, content=b"tekst")

    assert not Annex.objects.exists()
    assert not Document.objects.exists()
    assert lying_around() == []


def test_a_file_with_malware_stands_in_the_audit_trail_as_refused(proposal, secretary, settings):
    settings.DOCUMENT_SCANNER = "false"

    with pytest.raises(FileRefused):
        add(proposal, secretary, content=files.pdf())

    entry = AuditEntry.objects.get()
    assert (entry.event, entry.result) == ("document.infected", "refused")


@pytest.mark.parametrize("maker", [member_of, lambda body: secretary_of(BodyFactory()), None])
def test_only_the_editors_of_the_agenda_hang_something(proposal, maker):
    by = maker(proposal.body) if maker else visitor()
    annex = AnnexFactory(proposal=proposal)

    for step in (
        lambda: add(proposal, by, content=files.pdf()),
        lambda: actions.change(annex, details(), version=1, by=by),
        lambda: actions.replace(annex, files.pdf(), version=1, is_public_at_once=True, by=by),
        lambda: actions.withdraw(annex, version=1, by=by),
        lambda: actions.put_back(annex, version=1, by=by),
        lambda: actions.publish(annex, version=1, by=by),
        lambda: actions.remove(annex, version=1, by=by),
    ):
        with pytest.raises(PermissionDenied):
            step()
    assert lying_around() == []


def test_a_new_version_comes_before_the_first_and_both_stay(proposal, secretary):
    annex = add(proposal, secretary, content=files.pdf())

    annex = actions.replace(
        annex, files.picture(), version=annex.version, is_public_at_once=False, by=secretary
    )

    numbers = annex.document.versions.values_list("number", "kind")
    assert list(numbers) == [(2, "image/jpeg"), (1, "application/pdf")]
    assert len(lying_around()) == 2
    assert events()[-2:] == ["document.replaced", "annex.replaced"]


def test_a_new_file_on_a_public_annex_waits_for_a_confirmation(proposal, secretary):
    proposal.openness = PUBLIC
    proposal.save()
    annex = AnnexFactory(proposal=proposal, openness=PUBLIC)

    with pytest.raises(RuleBroken, match="meteen"):
        actions.replace(annex, files.pdf(), version=1, is_public_at_once=False, by=secretary)

    assert lying_around() == []
    actions.replace(annex, files.pdf(), version=1, is_public_at_once=True, by=secretary)
    assert Version.objects.count() == 1


def test_two_people_cannot_change_an_annex_unseen(proposal, secretary):
    annex = add(proposal, secretary, content=files.pdf())
    actions.change(annex, details("Eerste"), version=annex.version, by=secretary)

    with pytest.raises(StaleEdit):
        actions.change(annex, details("Tweede"), version=annex.version, by=secretary)
    with pytest.raises(StaleEdit):
        actions.replace(
            annex, files.pdf(), version=annex.version, is_public_at_once=False, by=secretary
        )

    assert len(lying_around()) == 1


def test_once_decisions_are_recorded_it_can_be_closed_and_withdrawn_and_nothing_else(
    proposal, secretary
):
    annex = add(proposal, secretary, content=files.pdf())
    recorded(proposal)

    with pytest.raises(RuleBroken):
        add(proposal, secretary)
    with pytest.raises(RuleBroken):
        actions.change(annex, details("Anders"), version=annex.version, by=secretary)
    with pytest.raises(RuleBroken):
        actions.replace(
            annex, files.pdf(), version=annex.version, is_public_at_once=False, by=secretary
        )

    annex = actions.change(annex, details(annex.title, BODY), version=annex.version, by=secretary)
    assert annex.openness == BODY
    assert events()[-1] == "annex.openness_changed"
    actions.withdraw(annex, version=annex.version, by=secretary)


@pytest.mark.parametrize("ceiling", [PUBLIC, NETWORK, BODY])
@pytest.mark.parametrize("planned", [PUBLIC, NETWORK, BODY])
def test_an_annex_is_never_more_open_than_its_proposal_and_public_waits(
    secretary, proposal, ceiling, planned
):
    proposal.openness = ceiling
    proposal.save()

    annex = add(proposal, secretary, planned=planned)

    levels = list(Openness)
    at_first = NETWORK if planned == PUBLIC else planned
    assert annex.planned_openness == planned
    assert annex.openness == max(at_first, ceiling, key=levels.index)


def test_on_a_restricted_proposal_it_is_for_the_same_people(proposal, secretary):
    proposal.restriction = RestrictionFactory(imposed_by__body=proposal.body)
    proposal.openness = RESTRICTED
    proposal.save()

    annex = add(proposal, secretary)

    assert (annex.openness, annex.restriction) == (RESTRICTED, proposal.restriction)


def on_agenda(proposal, *, state=MeetingState.DRAFT, **openness):
    return AgendaItemFactory(
        meeting=MeetingFactory(body=proposal.body, state=state), proposal=proposal, **openness
    )


def test_closing_the_item_closes_the_annexes_of_its_proposal(proposal, secretary):
    proposal.openness = PUBLIC
    proposal.save()
    item = on_agenda(
        proposal, state=MeetingState.CONVENED, openness=PUBLIC, planned_openness=PUBLIC
    )
    annex = AnnexFactory(proposal=proposal, openness=PUBLIC)
    closed = AnnexFactory(proposal=proposal, openness=BODY)

    agendas.close_item(item, to=NETWORK, version=1, by=secretary)

    annex.refresh_from_db()
    closed.refresh_from_db()
    assert (annex.openness, closed.openness) == (NETWORK, BODY)


def test_closing_the_proposal_closes_its_annexes(proposal, secretary):
    annex = AnnexFactory(proposal=proposal)
    closing = proposals.ProposalDetails(title=proposal.title, planned_openness=BODY)

    proposals.change(proposal, closing, version=1, by=secretary)

    annex.refresh_from_db()
    assert annex.openness == BODY


def test_what_is_planned_as_public_goes_along_with_the_agenda(proposal, secretary):
    item = on_agenda(proposal, planned_openness=PUBLIC)
    meeting = item.meeting
    along = add(proposal, secretary, planned=PUBLIC)
    own = add(meeting, secretary, planned=PUBLIC)
    stays = add(proposal, secretary, planned=NETWORK)
    withdrawn = add(proposal, secretary, planned=PUBLIC)
    actions.withdraw(withdrawn, version=withdrawn.version, by=secretary)

    planning.convene(meeting, previewed=[item.pk], annexes=[along.pk, own.pk], by=secretary)

    visible = set(Annex.objects.visible_to(visitor()))
    assert visible == {along, own}
    assert stays not in visible
    assert events().count("annex.published") == 2


def test_an_annex_that_nobody_saw_in_the_preview_holds_the_agenda_back(proposal, secretary):
    item = on_agenda(proposal, planned_openness=PUBLIC)
    add(proposal, secretary, planned=PUBLIC)

    with pytest.raises(RuleBroken, match="agenda"):
        planning.convene(item.meeting, previewed=[item.pk], annexes=[], by=secretary)

    assert not Annex.objects.filter(openness=PUBLIC).exists()


def test_an_annex_goes_along_with_the_decision_list(proposal, secretary):
    item = on_agenda(proposal, state=MeetingState.HELD, planned_openness=PUBLIC)
    annex = add(proposal, secretary, planned=PUBLIC)

    publishing.publish(item.meeting, by=secretary)

    assert list(Annex.objects.visible_to(visitor())) == [annex]


def test_an_annex_that_came_later_is_published_by_itself(proposal, secretary):
    annex = add(proposal, secretary, planned=PUBLIC)
    with pytest.raises(RuleBroken, match="nog niet openbaar"):
        actions.publish(annex, version=annex.version, by=secretary)
    proposal.openness = PUBLIC
    proposal.save()
    chair = actor_with(Role.CHAIR, body=proposal.body)
    with pytest.raises(PermissionDenied):
        actions.publish(annex, version=annex.version, by=chair)

    actions.publish(annex, version=annex.version, by=secretary)

    assert list(Annex.objects.visible_to(visitor())) == [annex]
    assert events()[-1] == "annex.published"


def test_what_is_not_meant_for_everyone_is_not_published(proposal, secretary):
    proposal.openness = PUBLIC
    proposal.save()
    annex = add(proposal, secretary, planned=NETWORK)

    with pytest.raises(RuleBroken, match="Openbaar"):
        actions.publish(annex, version=annex.version, by=secretary)


def test_a_withdrawn_annex_is_read_by_nobody_and_comes_back_closed(proposal, secretary):
    proposal.openness = PUBLIC
    proposal.save()
    annex = AnnexFactory(proposal=proposal, openness=PUBLIC, planned_openness=PUBLIC)

    annex = actions.withdraw(annex, version=1, by=secretary)

    assert not Annex.objects.visible_to(secretary).exists()
    assert list(Annex.objects.known_to(secretary)) == [annex]
    annex = actions.put_back(annex, version=annex.version, by=secretary)
    assert annex.openness == NETWORK
    assert events() == ["annex.withdrawn", "annex.put_back"]


def test_only_what_was_withdrawn_is_removed_and_then_from_disk_too(
    proposal, secretary, django_capture_on_commit_callbacks
):
    annex = add(proposal, secretary, content=files.pdf())
    with pytest.raises(RuleBroken, match="Trek"):
        actions.remove(annex, version=annex.version, by=secretary)
    annex = actions.withdraw(annex, version=annex.version, by=secretary)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(annex, version=annex.version, by=secretary)

    assert not Annex.objects.exists()
    assert not Document.objects.exists()
    assert lying_around() == []
    assert events()[-2:] == ["annex.removed", "document.removed"]


def test_a_paper_of_a_meeting_follows_the_meeting():
    meeting = MeetingFactory(state=MeetingState.DRAFT)
    secretary = secretary_of(meeting.body)
    annex = add(meeting, secretary, planned=PUBLIC)

    assert annex.effective_openness == NETWORK
    meeting.state = MeetingState.ADOPTED
    meeting.save()
    with pytest.raises(RuleBroken, match="vastgesteld"):
        add(meeting, secretary)
