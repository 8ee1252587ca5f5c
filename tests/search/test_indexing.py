"""The index follows what people do, and tells what it lacks.

Policy: docs/policy/search.md#kept-up
"""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from modelsearch.index import get_indexed_models

from ivz.accounts.actors import system_actor
from ivz.accounts.models import User
from ivz.audit.actions import record
from ivz.audit.states import Event
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.clock import reading as clock
from ivz.home.queries.integrity.searching import search_findings
from ivz.network.actions.upkeep_seats import revoke
from ivz.search import indexing, queries
from ivz.search.models import Entry, Term
from ivz.search.queries import Asked
from ivz.search.sources import sources
from ivz.search.tasks import mend
from ivz.search.vocabulary import vocabulary
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    BodyFactory,
    DecisionFactory,
    PersonFactory,
    ProposalFactory,
    SeatFactory,
    actor_with,
    visitor,
)
from tests.knowledge.factories import DevelopmentFactory
from tests.network.correcting import because

pytestmark = pytest.mark.django_db


def words_found(words):
    return len(queries.search(Asked(words=words), actor=visitor()).rows)


def told(subject, by, capture):
    """Record that something happened to ``subject``, as an action does, and let that be certain."""
    with capture(execute=True):
        record(Event.EXPORTED, subject=subject, by=by)


def test_what_was_recorded_is_found_once_it_is_certain(django_capture_on_commit_callbacks):
    decision = DecisionFactory(title="Vossenjacht")

    told(decision, visitor(), django_capture_on_commit_callbacks)

    assert words_found("vossenjacht") == 1


def test_a_changed_word_is_found_and_the_old_one_is_not(django_capture_on_commit_callbacks):
    decision = DecisionFactory(title="Vossenjacht")
    told(decision, visitor(), django_capture_on_commit_callbacks)
    decision.title = "Dassenburcht"
    decision.save()

    told(decision, visitor(), django_capture_on_commit_callbacks)

    assert (words_found("dassenburcht"), words_found("vossenjacht")) == (1, 0)


def years_found(*years):
    return [
        len(queries.search(Asked(words="vossenjacht", year=year), actor=visitor()).rows)
        for year in years
    ]


def test_hits_are_narrowed_down_by_what_a_record_is_now(django_capture_on_commit_callbacks):
    decision = DecisionFactory(title="Vossenjacht", decided_on=dt.date(2015, 3, 1))
    told(decision, visitor(), django_capture_on_commit_callbacks)
    assert years_found(2015, 2016) == [1, 0]
    decision.decided_on = dt.date(2016, 3, 1)
    decision.save()

    told(decision, visitor(), django_capture_on_commit_callbacks)

    assert years_found(2015, 2016) == [0, 1]


def test_an_index_from_before_there_were_facts_is_mended(monkeypatch):
    DecisionFactory(title="Vossenjacht", decided_on=dt.date(2015, 3, 1))
    with monkeypatch.context() as earlier:
        earlier.setattr(Entry, "facts_told", lambda entry: "")
        indexing.rebuild()
    assert years_found(2015) == [0]

    assert indexing.bring_up_to_date() > 0

    assert years_found(2015) == [1]


def test_what_hangs_on_a_record_is_indexed_with_it(django_capture_on_commit_callbacks):
    point = AdvicePointFactory(
        proposal=ProposalFactory(openness=Openness.PUBLIC), title="De vossenjacht openen"
    )

    told(point, visitor(), django_capture_on_commit_callbacks)

    assert words_found("vossenjacht") == 1


def test_what_went_is_found_no_longer(django_capture_on_commit_callbacks):
    row = DevelopmentFactory(title="Vossenjacht", openness=Openness.PUBLIC)
    told(row, visitor(), django_capture_on_commit_callbacks)
    key = row.pk
    row.delete()
    row.pk = key

    told(row, visitor(), django_capture_on_commit_callbacks)

    assert not Entry.objects.filter(kind="development", record_id=key).exists()


def functions_found(on=TODAY):
    asked = Asked(words="vossenjager", kind="person")
    return len(queries.search(asked, actor=visitor(today=on)).rows)


def indexed(person):
    return Entry.objects.filter(kind="person", record_id=person.pk).exists()


def test_whose_last_seat_is_revoked_is_found_no_longer(django_capture_on_commit_callbacks):
    seat = SeatFactory(person__function="Vossenjager")
    told(seat, visitor(), django_capture_on_commit_callbacks)
    assert functions_found() == 1

    with django_capture_on_commit_callbacks(execute=True):
        why = because(seat.body.network, system_actor(TODAY))
        revoke(seat, version=seat.version, correction=why)

    assert not indexed(seat.person)
    assert functions_found() == 0


@pytest.mark.parametrize(
    "elsewhen",
    [
        {"valid_from": TODAY + dt.timedelta(days=1)},
        {"valid_until": TODAY},
        {"body__valid_until": TODAY},
        {"is_revoked": True},
    ],
)
def test_who_sits_nowhere_today_is_not_indexed(elsewhen):
    clock.move_to(TODAY)
    away = SeatFactory(person__function="Vossenjager", **elsewhen).person
    here = SeatFactory(person__function="Vossenjager").person

    indexing.rebuild()

    assert (indexed(away), indexed(here)) == (False, True)


def test_whose_seat_ended_is_not_found_from_that_day_and_out_of_the_index_that_night():
    clock.move_to(TODAY)
    tomorrow = TODAY + dt.timedelta(days=1)
    person = SeatFactory(person__function="Vossenjager", valid_until=tomorrow).person
    indexing.rebuild()
    assert functions_found() == 1

    clock.move_to(tomorrow)
    assert functions_found(tomorrow) == 0
    assert indexed(person)
    mend(tomorrow)

    assert not indexed(person)


def test_who_begins_is_found_after_that_night():
    clock.move_to(TODAY)
    tomorrow = TODAY + dt.timedelta(days=1)
    SeatFactory(person__function="Vossenjager", valid_from=tomorrow)
    indexing.rebuild()

    clock.move_to(tomorrow)
    mend(tomorrow)

    assert functions_found(tomorrow) == 1


def test_whose_seat_was_given_to_somebody_else_is_found_no_longer(
    django_capture_on_commit_callbacks,
):
    seat = SeatFactory(person__function="Vossenjager")
    told(seat, visitor(), django_capture_on_commit_callbacks)
    seat.person = PersonFactory()
    seat.save()

    told(seat, visitor(), django_capture_on_commit_callbacks)

    assert functions_found() == 0


def test_an_action_that_somebody_does_on_a_page_is_indexed(
    client, django_capture_on_commit_callbacks
):
    reader = actor_with(Role.SECRETARY, body=BodyFactory(kind=BodyKind.PLATFORM))
    client.force_login(reader.user)
    typed = {"title": "Vossenjacht", "what": "Er komt meer.", "since": "2016-01-01"}
    typed |= {"reach": "national", "source": "De krant", "review_on": "2026-12-01"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("knowledge:new_development"), typed)

    assert answer.status_code == 302
    assert len(queries.search(Asked(words="vossenjacht"), actor=reader).rows) == 1


def test_check_tells_what_the_index_lacks_and_mending_mends_it():
    indexing.rebuild()
    decision = DecisionFactory(title="Vossenjacht")

    (finding,) = [each for each in search_findings() if each.subject == "decision"]
    assert "1 record" in finding.what
    assert "Vossenjacht" not in str(finding)

    indexing.bring_up_to_date()

    assert list(search_findings()) == []
    assert Entry.objects.filter(kind="decision", record_id=decision.pk).exists()


def test_mending_indexes_what_was_changed_in_bulk():
    decision = DecisionFactory(title="Vossenjacht")
    indexing.rebuild()
    type(decision).objects.filter(pk=decision.pk).update(title="Dassenburcht")

    assert indexing.bring_up_to_date() == 1
    assert words_found("dassenburcht") == 1


@pytest.fixture(autouse=True)
def _nothing_remembered_afterwards():
    yield
    ContentType.objects.clear_cache()


def known_by_another_number():
    """Let the database know entries by another number than Django remembers."""
    ContentType.objects.clear_cache()
    remembered = ContentType.objects.get_for_model(Entry)
    ContentType.objects.filter(pk=remembered.pk).delete()
    ContentType.objects.create(app_label="search", model="entry")


def test_another_database_in_the_place_of_the_first_is_indexed_without_a_restart():
    """A backup put back, an example loaded again: the same kind of row, another number."""
    DecisionFactory(title="Vossenjacht")
    known_by_another_number()

    indexing.rebuild()

    connection.check_constraints()
    assert words_found("vossenjacht") == 1


def test_a_server_that_runs_while_another_database_comes_in_its_place_keeps_the_order():
    DecisionFactory(title="Vossenjacht", text="Bever", decided_on=dt.date(2015, 1, 1))
    DecisionFactory(title="Bever", text="Vossenjacht", decided_on=TODAY)
    indexing.rebuild()
    asked = Asked(words="vossenjacht")
    before = [row.pk for row in queries.search(asked, actor=visitor()).rows]
    read, remembered = vocabulary.read, ContentType.objects.get_for_model(Entry)
    known_by_another_number()
    indexing.rebuild()
    days = [row.on for row in queries.search(asked, actor=visitor()).rows]

    # What the server remembers is of before; the index was made by another process.
    vocabulary.read = read
    ContentType.objects.clear_cache()
    ContentType.objects._add_to_cache(connection.alias, remembered)

    assert len(before) == 2
    assert [row.on for row in queries.search(asked, actor=visitor()).rows] == days
    assert days[0] < days[1]


def test_a_number_that_was_remembered_from_what_was_rolled_back_is_not_used():
    decision = DecisionFactory(title="Vossenjacht")
    with transaction.atomic():
        known_by_another_number()
        ContentType.objects.clear_cache()
        ContentType.objects.get_for_model(Entry)
        transaction.set_rollback(True)

    indexing.refresh_with("decisions.Decision", decision.pk)

    connection.check_constraints()
    assert words_found("vossenjacht") == 1


def test_the_command_makes_the_index_anew():
    DecisionFactory(title="Vossenjacht")
    said = StringIO()

    call_command("search", "rebuild", stdout=said)

    assert f"{Entry.objects.count()} records" in said.getvalue()
    assert Term.objects.filter(text="vossenjacht").exists()
    assert words_found("vossenjacht") == 1


def test_no_entry_holds_who_may_read_it():
    names = {each.name for each in Entry._meta.concrete_fields}

    assert not names & {"openness", "restriction", "planned_openness", "readers"}


def test_the_library_indexes_entries_alone():
    """The engine takes every row of the index for an entry."""
    assert get_indexed_models() == [Entry]


@pytest.mark.usefixtures("example_region")
def test_every_record_of_the_example_is_indexed_and_its_address_leads_somewhere(client):
    client.force_login(User.objects.get(username="voorbeeld-coordinator"))
    actor_kinds = {source.kind for source in sources()}

    assert list(search_findings()) == []
    for kind in sorted(actor_kinds):
        entries = list(Entry.objects.filter(kind=kind).order_by("pk")[:12])
        for entry in entries:
            address = entry.address.replace("{network}", "twente").split("#")[0]
            assert client.get(address).status_code == 200, (kind, address)
