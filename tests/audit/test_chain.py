"""The chain of the audit trail: whatever somebody does to it afterwards is found."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from ivz.accounts.actors import system_actor
from ivz.audit import guards
from ivz.audit.actions import append, mark, prunable, prune
from ivz.audit.models import AuditCheckpoint, AuditEntry, AuditHead
from ivz.audit.states import Event
from ivz.audit.verification import faults
from ivz.schedule.tasks import sign_audit_trail

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, 12, tzinfo=UTC)


def entry(number):
    return AuditEntry(
        event="seat.changed",
        subject_model="network.Seat",
        subject_id=str(number),
        origin="web",
        by="coördinator",
        at=NEW_YEAR + timedelta(days=number),
    )


@pytest.fixture
def trail():
    append([entry(number) for number in range(5)])
    return list(AuditEntry.objects.order_by("pk"))


@pytest.fixture
def _guarded():
    guards.install(connection)


def test_a_trail_that_nobody_touched_is_whole(trail):
    append([entry(5)])

    assert list(faults()) == []
    assert [later.previous for later in trail[1:]] == [earlier.digest for earlier in trail[:-1]]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("event", "seat.added"),
        ("subject_id", "9"),
        ("result", "refused"),
        ("by", "iemand anders"),
        ("at", NEW_YEAR),
        ("origin", "api"),
        ("subject_model", "network.Body"),
        ("address", "192.0.2.0"),
        ("acting_as", "iemand anders"),
    ],
)
def test_a_changed_entry_is_found(trail, name, value):
    AuditEntry.objects.filter(pk=trail[2].pk).update(**{name: value})

    assert list(faults()) == [f"Entry {trail[2].pk} was changed."]


@pytest.mark.parametrize("position", [0, 2])
def test_a_removed_entry_is_found(trail, position):
    AuditEntry.objects.filter(pk=trail[position].pk).delete()

    (fault,) = faults()
    assert str(trail[position + 1].pk) in fault


def test_removing_the_newest_entry_is_found(trail):
    AuditEntry.objects.filter(pk=trail[-1].pk).delete()

    assert len(list(faults())) == 1


def test_removing_the_newest_entries_and_setting_the_head_back_is_found(trail):
    checkpoint = mark()
    AuditEntry.objects.filter(pk__gte=trail[3].pk).delete()
    AuditHead.objects.update(digest=trail[2].digest)

    assert list(faults()) == [
        f"Entry {trail[-1].pk}, that checkpoint {checkpoint.pk} signed, is missing."
    ]


def test_removing_everything_is_found(trail):
    mark()
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()

    assert len(list(faults())) == 1


def test_newest_entries_that_went_with_their_checkpoint_are_found_by_what_the_log_kept(trail):
    kept = {trail[-1].pk: mark().digest}
    AuditEntry.objects.filter(pk__gte=trail[3].pk).delete()
    AuditCheckpoint.objects.all().delete()
    AuditHead.objects.update(digest=trail[2].digest)

    assert list(faults()) == []  # all that could tell lay in the database
    (fault,) = faults(kept_elsewhere=kept)
    assert fault == f"Entry {trail[-1].pk} is missing, or another than was kept elsewhere."


def test_another_entry_in_the_place_of_one_that_the_log_kept_is_found(trail):
    kept = {trail[-1].pk: mark().digest}
    AuditCheckpoint.objects.all().delete()
    AuditEntry.objects.filter(pk=trail[-1].pk).delete()
    AuditHead.objects.update(digest=trail[-2].digest)
    other = entry(7)
    other.pk = trail[-1].pk
    append([other])

    assert len(list(faults(kept_elsewhere=kept))) == 1


def test_what_the_log_kept_may_go_when_a_checkpoint_let_it_go(trail):
    kept = {trail[0].pk: trail[0].digest, trail[4].pk: trail[4].digest}
    prune(date(2026, 1, 3), by=system_actor(date(2026, 3, 1)))

    assert list(faults(kept_elsewhere=kept)) == []


def test_where_nothing_came_since_one_checkpoint_is_enough(trail):
    first = mark()

    assert mark() == first
    append([entry(5)])
    assert mark() != first


def test_a_checkpoint_that_was_slipped_in_keeps_no_signed_one_away(trail):
    AuditCheckpoint.objects.create(
        last_id=trail[-1].pk, digest=trail[-1].digest, signature="x" * 43
    )

    assert mark().signature != "x" * 43


def test_an_unsigned_checkpoint_does_not_excuse_what_is_missing(trail):
    mark()
    last = trail[-1]
    AuditCheckpoint.objects.create(
        last_id=last.pk, digest=last.digest, allows_pruning=True, signature="x"
    )
    AuditEntry.objects.all().delete()

    assert any(f"Entry {last.pk}," in fault for fault in faults())


def test_an_inserted_entry_is_found(trail):
    inserted = entry(9)
    inserted.previous, inserted.digest = trail[-1].digest, "0" * 64
    inserted.save()

    assert f"Entry {inserted.pk} was changed." in list(faults())


def test_two_entries_that_change_places_are_found(trail):
    first, second = trail[1], trail[2]
    AuditEntry.objects.filter(pk=first.pk).update(digest="x")
    for key, other in [(second.pk, first), (first.pk, second)]:
        AuditEntry.objects.filter(pk=key).update(
            subject_id=other.subject_id, at=other.at, previous=other.previous, digest=other.digest
        )

    assert len(list(faults())) >= 2


def test_a_trail_that_was_computed_anew_does_not_fit_its_checkpoint(trail):
    mark()
    rows = [entry(number) for number in range(5)]
    rows[1].by = "iemand anders"
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    for row, old in zip(rows, trail, strict=True):
        row.pk = old.pk
    append(rows)

    assert list(faults()) == [f"Entry {trail[-1].pk} is another than the one that was signed."]


def test_a_checkpoint_made_without_the_secret_key_is_found(trail):
    checkpoint = mark()
    AuditCheckpoint.objects.filter(pk=checkpoint.pk).update(digest="0" * 64)

    assert f"Checkpoint {checkpoint.pk} was not signed by this installation." in list(faults())


class TestPruning:
    def test_only_the_oldest_end_goes_and_the_rest_stays_whole(self, trail):
        removed = prune(date(2026, 1, 4), by=system_actor(date(2026, 3, 1)))

        assert removed == 3
        assert list(faults()) == []
        kept = list(AuditEntry.objects.order_by("pk"))
        assert [row.subject_id for row in kept[:2]] == ["3", "4"]
        assert kept[2].event == Event.PRUNED

    def test_a_later_entry_with_an_earlier_moment_stops_it(self, trail):
        append([entry(-3)])

        assert [row.subject_id for row in prunable(date(2026, 1, 3))] == ["0", "1"]

    def test_removing_more_than_was_signed_is_found(self, trail):
        prune(date(2026, 1, 3), by=system_actor(date(2026, 3, 1)))
        AuditEntry.objects.order_by("pk").first().delete()

        assert len(list(faults())) == 1

    def test_entries_that_may_go_are_not_missed_at_an_older_checkpoint(self, trail):
        mark()
        append([entry(9)])
        prune(date(2026, 1, 8), by=system_actor(date(2026, 3, 1)))

        assert list(faults()) == []

    def test_nothing_old_means_nothing_happens(self, trail):
        assert prune(date(2020, 1, 1), by=system_actor(date(2026, 3, 1))) == 0
        assert AuditCheckpoint.objects.count() == 0


@pytest.mark.usefixtures("_guarded")
class TestTheDatabaseRefuses:
    @pytest.mark.parametrize("row", [AuditEntry, AuditCheckpoint], ids=["entry", "checkpoint"])
    def test_changing_a_row(self, trail, row):
        mark()

        with pytest.raises(DatabaseError), transaction.atomic():
            row.objects.update(digest="x")

    @pytest.mark.parametrize("row", [AuditEntry, AuditCheckpoint], ids=["entry", "checkpoint"])
    def test_deleting_a_row(self, trail, row):
        mark()

        with pytest.raises(DatabaseError), transaction.atomic():
            row.objects.all().delete()

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can replace a row")
    @pytest.mark.parametrize("same", ["id", "digest"])
    def test_a_row_in_the_place_of_an_entry(self, trail, same):
        new = entry(9)
        new.pk, new.digest = trail[-1].pk + 1, "0" * 64
        setattr(new, same, getattr(trail[2], same))

        with pytest.raises(DatabaseError, match="not replaced"), transaction.atomic():
            replace(new)

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can replace a row")
    def test_a_row_in_the_place_of_a_checkpoint(self, trail):
        checkpoint = mark()
        checkpoint.allows_pruning = True

        with pytest.raises(DatabaseError, match="not replaced"), transaction.atomic():
            replace(checkpoint)

    def test_all_but_what_a_checkpoint_allows(self, trail):
        prune(date(2026, 1, 3), by=system_actor(date(2026, 3, 1)))

        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEntry.objects.filter(pk=trail[2].pk).delete()


def replace(row):
    """Write a row with SQLite's own way of taking away what stands in its place."""
    fields = row._meta.concrete_fields
    names = ", ".join(field.column for field in fields)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT OR REPLACE INTO {row._meta.db_table} ({names}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


class TestTheCommand:
    def test_it_says_that_the_trail_is_whole(self, trail, capsys):
        call_command("audit", "verify")

        assert "5 entries" in capsys.readouterr().out

    def test_it_fails_and_names_every_fault(self, trail, capsys):
        AuditEntry.objects.filter(pk=trail[0].pk).update(by="x")

        with pytest.raises(CommandError):
            call_command("audit", "verify")

        assert f"Entry {trail[0].pk} was changed." in capsys.readouterr().err

    def test_a_dry_run_removes_nothing(self, trail, capsys):
        call_command("audit", "prune", "--before", "2026-01-03", "--dry-run")

        assert AuditEntry.objects.count() == 5
        assert capsys.readouterr().out.startswith("2 entries")

    def test_pruning_says_what_went(self, trail, capsys):
        call_command("audit", "prune", "--before", "2026-01-03")

        assert capsys.readouterr().out.startswith("2 entries")
        assert AuditEntry.objects.first().subject_id == "2"

    def test_a_checkpoint_is_signed_and_told(self, trail, capsys):
        call_command("audit", "checkpoint")

        checkpoint = AuditCheckpoint.objects.get()
        assert checkpoint.last_id == trail[-1].pk
        assert capsys.readouterr().out.strip().endswith(checkpoint.mark)

    def test_what_the_log_kept_is_held_against_the_trail(self, trail, capsys):
        number, digest = trail[-1].pk, trail[-1].digest
        call_command("audit", "verify", f"--kept={number}:{digest}")

        with pytest.raises(CommandError):
            call_command("audit", "verify", f"--kept={number}:{'0' * 64}")

        assert f"Entry {number} is missing" in capsys.readouterr().err

    @pytest.mark.parametrize("mark", ["12", "x:12", ":", "12:"])
    def test_what_no_log_has_is_refused(self, trail, mark):
        with pytest.raises(CommandError, match="NUMBER:DIGEST"):
            call_command("audit", "verify", f"--kept={mark}")

    def test_the_worker_tells_the_log_where_it_signed(self, trail, caplog):
        caplog.set_level(logging.INFO)

        sign_audit_trail(date(2026, 3, 1))

        assert AuditCheckpoint.objects.get().mark in caplog.text
