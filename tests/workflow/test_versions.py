"""Two people edit one row: the second sees both texts."""

import pytest
from django.apps import apps
from django.db import transaction

from ivz.decisions.models import FollowUp
from ivz.errors import RuleBroken
from ivz.workflow.versions import StaleEdit, Versioned, lock_version
from tests.factories import FollowUpFactory, SeatFactory

pytestmark = pytest.mark.django_db


@transaction.atomic
def save(row, *, version, what):
    row = lock_version(row, version=version)
    row.what = what
    row.save()
    return row


def test_every_change_counts_one():
    row = FollowUpFactory()

    saved = [save(row, version=version, what=f"tekst {version}").version for version in (1, 2, 3)]

    assert saved == [2, 3, 4]


def test_the_second_to_save_is_told_what_stands_there_now():
    row = FollowUpFactory(what="begin")
    first, second = FollowUp.objects.get(pk=row.pk), FollowUp.objects.get(pk=row.pk)
    save(first, version=first.version, what="van de eerste")

    with pytest.raises(StaleEdit) as stale:
        save(second, version=second.version, what="van de tweede")

    assert (stale.value.current.what, stale.value.current.version) == ("van de eerste", 2)
    assert isinstance(stale.value, RuleBroken)
    row.refresh_from_db()
    assert (row.what, row.version) == ("van de eerste", 2)


@pytest.mark.parametrize("version", [0, -1, 2, 99])
def test_only_the_version_that_stands_there_can_be_changed(version):
    row = FollowUpFactory()

    with pytest.raises(StaleEdit):
        save(row, version=version, what="anders")


def test_after_looking_again_the_second_can_save():
    row = FollowUpFactory()
    save(row, version=1, what="van de eerste")

    with pytest.raises(StaleEdit) as stale:
        save(row, version=1, what="van de tweede")
    saved = save(row, version=stale.value.current.version, what="samen")

    assert saved.what == "samen"


def test_counting_a_change_does_not_save_it_yet():
    seat = SeatFactory()

    with transaction.atomic():
        locked = lock_version(seat, version=1)

    seat.refresh_from_db()
    assert (locked.version, seat.version) == (2, 1)


# What has no version, since no two people can overwrite each other's words in it.
WITHOUT_A_VERSION = {
    "written once; put right by a row of its own": {
        "AccessReview", "AccessVerdict", "AnchorReview", "AuditCheckpoint", "AuditEntry",
        "AuditHead", "Booking", "Change", "DecidedSubject", "Decision", "DevelopmentStep",
        "FrozenPaper", "LateChange", "Measurement", "PlanEdition", "RecordSignature",
        "RegisterCheck", "RegisterImport", "ReportFact", "RestrictionStep", "SchoolHoliday",
        "SignalStep", "SignOff", "Step",
    },
    "asked once and answered once": {"AskedQuestion", "CorrectionRequest", "RouteStep"},
    "counts with the version of what it belongs to": {
        "AdvicePoint", "Agreement", "Attendance", "CriterionFinding", "Document", "Evidence",
        "FocusGround", "LineWord", "PresentedPaper", "SeriesMeeting", "StandingItem", "Version",
    },
    "of one person alone": {
        "Digest", "FeedKey", "HelpSession", "SavedView", "SignInLink", "UnsavedText", "User",
    },
    "read in as a whole from a table or a file": {
        "Area", "AreaLink", "AreaOutline", "AreaPopulation", "AreaSuccession", "CapacityTask",
        "Claim", "DataSet", "Figure", "PublishedContribution", "Scheme", "ThemeField",
        "Tier",
    },
    "a period that follows on the one before": {
        "DutyAssignment", "HourPrice", "RateDecision", "ReportWindow",
    },
    "a reason on one remark of a text; the newest counts": {"LeftRemark"},
    "kept by the program": {
        "Clock", "Entry", "FileWords", "Mail", "ReceivedChange", "ScheduledAction", "Term",
    },
}  # fmt: skip


def test_what_people_edit_carries_a_version():
    ours = [model for model in apps.get_models() if model.__module__.startswith("ivz.")]

    without = {model.__name__ for model in ours if not issubclass(model, Versioned)}

    assert without == set().union(*WITHOUT_A_VERSION.values())
    assert len(ours) - len(without) >= 60
