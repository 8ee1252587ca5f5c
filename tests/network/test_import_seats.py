"""Reading seats and people in from a table: tried out first, whole or not at all."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from ivz.audit.models import AuditEntry
from ivz.audit.verification import faults
from ivz.authorization.roles import BodyKind
from ivz.clock.reading import move_to
from ivz.network.actions.upkeep_lines import Effect
from ivz.network.models import Body, Person, Seat
from ivz.workflow.models import Change
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.network.importing import (
    HEADING,
    PAGE,
    confirm,
    effects,
    problems,
    queries_for,
    send,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    network = NetworkFactory(slug="twente")
    OrganisationFactory(name="Gemeente Almelo")
    return BodyFactory(network=network, name="Kerngroep Wonen", short_name="KW")


@pytest.fixture
def secretary(client, body):
    by = secretary_of(BodyFactory(network=body.network, kind=BodyKind.PLATFORM))
    client.force_login(by.user)
    return by


def test_a_trial_shows_what_would_change_and_stores_nothing(client, body, secretary):
    count = Seat.objects.count()

    trial = send(
        client,
        f"{HEADING}\nKerngroep Wonen,lid,Adviseur,Gemeente Almelo,Gemeente Almelo,1-1-2016\n",
    )

    assert effects(trial) == [
        (Effect.PERSON_ADDED, "Adviseur, Gemeente Almelo"),
        (Effect.ADDED, "KW: Adviseur, Lid"),
    ]
    assert Seat.objects.count() == count
    assert not Person.objects.filter(function="Adviseur").exists()


def test_confirming_stores_it_with_the_reason(client, body, secretary):
    table = f"{HEADING}\nKW,lid,Adviseur,Gemeente Almelo,,2016-01-01\nkw,Adviseur,,,,\n"

    answer = confirm(client, send(client, table))

    assert answer.status_code == 302
    seats = Seat.objects.filter(body=body).order_by("pk")
    assert [(seat.holder, seat.role) for seat in seats] == [
        ("Adviseur", "member"),
        ("Open", "adviser"),
    ]
    assert seats[0].valid_from == date(2016, 1, 1)
    assert set(Change.objects.values_list("reason", flat=True)) == {"Nieuwe lijst"}


def test_a_known_seat_is_changed_or_stays_as_it_is(client, body, secretary):
    person = PersonFactory(function="Adviseur")
    SeatFactory(body=body, person=person, valid_from=date(2016, 1, 1))
    heading = "overleg,rol,functie,vanaf,uren_per_week"

    same = send(client, f"{heading}\nKW,lid,adviseur,2016-01-01,\n")
    other = send(client, f'{heading}\nKW,lid,Adviseur,2016-01-01,"4,5"\n')
    confirm(client, other)

    assert effects(same)[0][0] == Effect.SAME
    assert effects(other)[0][0] == Effect.CHANGED
    assert Seat.objects.get(body=body).hours_per_week == 4.5


def test_every_wrong_cell_is_named_and_nothing_is_stored(client, body, secretary):
    table = f"{HEADING}\nKW,lid,Adviseur,,,1-1-2016\nOnbekend,baas,X,Nergens,,gisteren\n"

    answer = send(client, table)

    assert answer.status_code == 422
    assert [each[:2] for each in problems(answer)] == [
        (3, "overleg"),
        (3, "rol"),
        (3, "werkgever"),
        (3, "vanaf"),
    ]
    assert "Onbekend" in problems(answer)[0][2]
    assert "secretaris, voorzitter" in problems(answer)[1][2]
    assert not Seat.objects.filter(body=body).exists()


def test_a_line_that_breaks_a_rule_refuses_the_whole_table(client, body, secretary):
    table = f"{HEADING}\nKW,voorzitter,A,,,2016-01-01\nKW,voorzitter,B,,,2016-06-01\n"

    answer = send(client, table)

    [(line, column, expected)] = problems(answer)
    assert (line, column) == (3, "rol")
    assert "voorzitter tegelijk" in expected


@pytest.mark.parametrize(
    ("heading", "line", "column"),
    [
        (f"{HEADING},tot_en_met", "KW,lid,A,,,2016-06-01,2016-01-31", "tot_en_met"),
        (f"{HEADING},stand", "KW,lid,A,,,2016-01-01,open", "stand"),
        (HEADING, "KW,lid,A,,,1990-01-01", "vanaf"),
    ],
)
def test_a_broken_rule_is_told_at_the_cell_to_mend(client, body, secretary, heading, line, column):
    Body.objects.filter(pk=body.pk).update(valid_from="2010-01-01")

    answer = send(client, f"{heading}\n{line}\n")

    assert [each[:2] for each in problems(answer)] == [(2, column)]


def test_several_people_of_one_function_are_told_apart_by_employer(client, body, secretary):
    for name in ["Borne", "Losser"]:
        PersonFactory(function="Adviseur", organisation=OrganisationFactory(name=name))

    unclear = send(client, f"{HEADING}\nKW,lid,Adviseur,,,2016-01-01\n")
    clear = send(client, f"{HEADING}\nKW,lid,Adviseur,Borne,,2016-01-01\n")

    assert problems(unclear)[0][:2] == (2, "functie")
    assert effects(clear)[0][0] == Effect.ADDED


def test_a_name_that_is_nearly_known_is_suggested(client, body, secretary):
    answer = send(client, f"{HEADING}\nKerngroep Wone,lid,,,,\nKW,lid,X,Gemeente Almeloo,,\n")

    assert [each[2].partition(". ")[2] for each in problems(answer)] == [
        "Bedoel je “Kerngroep Wonen”?",
        "Bedoel je “Gemeente Almelo”?",
    ]


def test_a_function_in_nearly_the_same_words_is_asked_about(client, body, secretary):
    PersonFactory(function="Burgemeester van Borne")

    asked = send(client, f"{HEADING}\nKW,lid,Burgemeester Borne,,,2016-01-01\n")

    assert asked.status_code == 422
    assert "Burgemeester van Borne" in problems(asked)[0][2]


def test_another_spelling_of_a_known_person_is_asked_about(client, body, secretary):
    PersonFactory(function="Burgemeester", aliases="Burgervader")
    table = f"{HEADING}\nKW,lid,Burgervader,,,2016-01-01\n"

    asked = send(client, table)
    trial = send(client, table, are_different_people="on")

    assert "Dit zijn verschillende mensen" in text(asked)
    assert effects(trial)[0][0] == Effect.PERSON_ADDED
    confirm(client, trial, are_different_people="on")
    assert Seat.objects.get(body=body).person.function == "Burgervader"


def test_what_would_happen_by_now_is_shown_again(client, body, secretary):
    trial = send(client, f"{HEADING}\nKW,lid,Adviseur,,,2016-01-01\n")
    PersonFactory(function="Adviseur")

    answer = confirm(client, trial)

    assert answer.status_code == 409
    assert not Seat.objects.filter(body=body).exists()
    assert effects(answer) == [(Effect.ADDED, "KW: Adviseur, Lid")]


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_reads_like_a_csv_file(client, body, secretary):
    table = workbook(
        [
            ["overleg", "rol", "functie", "vanaf", "rouleert_om_de_jaren", None],
            ["KW", "lid", "Adviseur", date(2016, 1, 1), 2.0, None],
            [None, None, None, None, None, None],
        ]
    )

    confirm(client, send(client, table))

    seat = Seat.objects.get(body=body)
    assert (seat.valid_from, seat.rotates_every_years) == (date(2016, 1, 1), 2)


def test_semicolons_of_a_dutch_spreadsheet_program_are_read(client, body, secretary):
    trial = send(client, "overleg;rol;functie\nKW;lid;Adviseur\n")

    assert effects(trial)[-1][0] == Effect.ADDED


BAD_FILES = [
    (b"PK\x03\x04 geen werkmap", "rekenblad"),
    (b"\xff\xfe\x00rare bytes", "UTF-8"),
    (b"overleg,rol\n" + b"KW,lid\n" * 1_200, "hoogstens 1000 regels"),
    (b"", "kolom"),
    (b"overleg,rol,geheim\nKW,lid,x\n", "kolom"),
]


@pytest.mark.parametrize(("content", "expected"), BAD_FILES)
def test_a_bad_file_is_refused_with_what_was_expected(client, body, secretary, content, expected):
    answer = client.post(PAGE, {"file": SimpleUploadedFile("x", content or b"\n"), "reason": "Zo"})

    assert answer.status_code == 422
    assert expected in text(answer)


def test_a_file_that_is_too_large_is_refused(client, body, secretary):
    answer = send(client, b"x" * 5_000_001)

    assert answer.status_code == 422
    assert "5 MB" in text(answer)


def test_the_template_holds_every_column_and_reads_in_itself(client, body, secretary):
    BodyFactory(network=body.network, name="Agendacommissie Platform")
    OrganisationFactory(name="Gemeente Hengelo")

    csv = client.get(PAGE + "sjabloon.csv").content
    trial = send(client, csv)

    assert [effect for effect, _what in effects(trial)] == [
        Effect.PERSON_ADDED,
        Effect.ADDED,
        Effect.ADDED,
        Effect.PERSON_ADDED,
    ]
    assert client.get(PAGE + "sjabloon.ods").status_code == 200
    assert client.get(PAGE + "sjabloon.exe").status_code == 404


def test_only_who_keeps_the_network_reads_in(client, body):
    SeatFactory(body=body)
    client.force_login(member_of(body).user)

    assert client.get(PAGE).status_code == 403
    assert send(client, f"{HEADING}\nKW,lid,A,,,\n").status_code == 403


def test_a_long_table_takes_as_many_queries_as_a_short_one(client, body, secretary):
    trial_of_two, storing_two = queries_for(table_of(2), client)
    trial_of_forty, storing_forty = queries_for(table_of(40), client)

    assert trial_of_forty == trial_of_two
    assert storing_forty <= storing_two + 2  # SQLite takes 999 values in one go
    assert Seat.objects.filter(body=body, role="member").count() == 42


def table_of(count):
    """Write so many lines with a new person, and so many that change the seat of a known one."""
    heading = f"{HEADING},uren_per_week"
    new = [f"KW,lid,Nieuweling {count} {n},Gemeente Almelo,,2016-01-01," for n in range(count)]
    known = [PersonFactory(function=f"Kenner {count} {n}") for n in range(count)]
    for person in known:
        SeatFactory(body=Body.objects.get(short_name="KW"), role="analyst", person=person)
    return "\n".join([heading, *new, *(f"KW,analist,{each.function},,,,8" for each in known)])


def test_a_second_line_on_a_seat_of_the_table_changes_that_seat(client, body, secretary):
    heading = "overleg,rol,functie,vanaf,uren_per_week"

    trial = send(client, f"{heading}\nKW,lid,Adviseur,2016-01-01,4\nKW,lid,Adviseur,2016-01-01,8\n")
    confirm(client, trial)

    assert [effect for effect, _what in effects(trial)] == [
        Effect.PERSON_ADDED,
        Effect.ADDED,
        Effect.CHANGED,
    ]
    assert Seat.objects.get(body=body).hours_per_week == 8


def test_every_line_stored_has_its_entry_in_the_trail_and_its_own_change(client, body, secretary):
    known = SeatFactory(body=body, person__function="Kenner", role="analyst")
    table = "overleg,rol,functie,uren_per_week\nKW,lid,Adviseur,\nKW,analist,Kenner,8\n"

    confirm(client, send(client, table))

    person, seat = (
        Person.objects.get(function="Adviseur"),
        Seat.objects.get(role="member", body=body),
    )
    trail = AuditEntry.objects.order_by("pk").values_list("event", "subject_id")
    assert list(trail)[-4:] == [
        ("person.added", str(person.pk)),
        ("seat.added", str(seat.pk)),
        ("seat.changed", str(known.pk)),
        ("seats.imported", str(body.network_id)),
    ]
    changes = Change.objects.order_by("pk")
    assert [change.subject_id for change in changes] == [
        str(row.pk) for row in (person, seat, known)
    ]
    assert len({change.at for change in changes}) == 3
    assert Seat.objects.get(pk=known.pk).version == known.version + 1
    assert list(faults()) == []


def test_of_two_one_after_the_other_the_one_of_that_day_is_meant(client, body, secretary):
    employer = OrganisationFactory(name="Borne")
    mayor = {"function": "Burgemeester", "organisation": employer}
    left = PersonFactory(**mayor, works_until=date(2016, 6, 1))
    came = PersonFactory(**mayor, works_from=date(2016, 6, 1))
    lines = "KW,lid,Burgemeester,Borne,,2016-01-01\nKW,adviseur,Burgemeester,Borne,,2016-07-01\n"

    confirm(client, send(client, f"{HEADING}\n{lines}"))

    found = Seat.objects.filter(person__in=[left, came]).order_by("valid_from")
    assert [seat.person for seat in found] == [left, came]
