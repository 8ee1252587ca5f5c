"""Guarding a budget: booking, agreements, putting right, expectation, lights and reading in."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ivz.errors import RuleBroken
from ivz.finance.actions import bookings as actions
from ivz.finance.actions import budgets
from ivz.finance.actions.bookings import BookingDetails
from ivz.finance.models import Booking
from ivz.finance.queries.watch import watch_of
from ivz.finance.standing import BAD, GOOD, WATCH
from ivz.finance.states import BookingKind
from ivz.workflow.versions import StaleEdit
from tests.factories import TODAY, MeetingFactory
from tests.finance.test_budgets import adopted, judged, next_edition
from tests.projects.network import region
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def budget(here):
    """A budget of € 1.000 for communication, adopted."""
    return adopted(here)


def spending(budget):
    return budget.posts.get(title="Communicatie")


def details(euros, **given):
    facts = {"kind": BookingKind.BOOKED, "booked_on": TODAY, "words": "Factuur"}
    return BookingDetails(**{**facts, "amount_cents": euros * 100, **given})


def booked(budget, here, euros, **given):
    return actions.book(spending(budget), details(euros, **given), by=here.coordinator)


def standing(budget, here, *, on=TODAY):
    return watch_of(budget, actor=replace(here.mayor, today=on)).expenses[0]


def test_what_is_booked_and_agreed_makes_what_is_expected(here, budget):
    agreed = booked(budget, here, 400, kind=BookingKind.COMMITTED)
    booked(budget, here, 150, settles=agreed)
    booked(budget, here, 900)

    found = standing(budget, here)

    assert (found.booked_cents, found.agreed_cents) == (105_000, 25_000)
    assert (found.expected_cents, found.deviation_cents) == (130_000, 30_000)


def test_an_agreement_is_booked_on_until_nothing_is_left(here, budget):
    agreed = booked(budget, here, 100, kind=BookingKind.COMMITTED)
    over = booked(budget, here, 120, settles=agreed)

    with pytest.raises(RuleBroken, match="niets meer over"):
        booked(budget, here, 1, settles=agreed)
    actions.correct(over, words="Dubbel", by=here.coordinator)
    actions.correct(agreed, words="Gaat niet door", by=here.coordinator)

    found = standing(budget, here)
    assert (found.booked_cents, found.agreed_cents) == (0, 0)


def test_a_wrong_booking_stays_with_an_entry_against_it_once(here, budget):
    wrong = booked(budget, here, 300)
    entry = actions.correct(wrong, words="Verkeerde post", by=here.coordinator)

    assert entry.amount_cents == -30_000
    assert standing(budget, here).booked_cents == 0
    for again in (wrong, entry):
        with pytest.raises(RuleBroken):
            actions.correct(again, words="Nog eens", by=here.coordinator)


def test_the_light_asks_for_words_beyond_the_share(here, budget):
    booked(budget, here, 1_100)
    assert standing(budget, here).light == GOOD
    booked(budget, here, 1)
    assert standing(budget, here).light == BAD

    actions.expect(
        spending(budget),
        expected_cents=None,
        explanation="Drukwerk.",
        version=0,
        by=here.coordinator,
    )

    assert standing(budget, here).light == WATCH
    with pytest.raises(StaleEdit):
        actions.expect(
            spending(budget), expected_cents=5, explanation="", version=0, by=here.coordinator
        )


def test_after_the_year_only_what_was_booked_counts(here, budget):
    booked(budget, here, 400)
    actions.expect(
        spending(budget), expected_cents=90_000, explanation="", version=0, by=here.coordinator
    )

    assert standing(budget, here).expected_cents == 90_000
    assert standing(budget, here, on=dt.date(2017, 1, 1)).expected_cents == 40_000


def test_nobody_else_books_and_only_in_the_year_until_today(here, budget):
    with pytest.raises(PermissionDenied):
        actions.book(spending(budget), details(1), by=here.chair)
    for day in (dt.date(2015, 12, 31), TODAY + dt.timedelta(days=1)):
        with pytest.raises(RuleBroken):
            booked(budget, here, 1, booked_on=day)


def test_what_is_booked_goes_on_in_a_next_edition_which_cannot_drop_it(here, budget):
    booked(budget, here, 250)
    edition = next_edition(here, budget, becomes=1_000)
    row = edition.posts.get(title="Campagne")
    with pytest.raises(RuleBroken, match="Zet het bedrag op 0"):
        budgets.remove_post(row, by=here.coordinator)

    budgets.change(edition, reason="-", tolerance_percent=5, version=1, by=here.coordinator)
    judged(budgets.propose(edition, by=here.coordinator), here.board)

    found = watch_of(edition, actor=here.mayor).expenses[0]
    assert (found.post.title, found.booked_cents) == ("Campagne", 25_000)


def test_the_network_reads_the_books_and_nobody_else(here, budget):
    booked(budget, here, 300, words="Folders")
    budgets.make_public(budget, by=here.coordinator)
    address = reverse("budgets:post", args=[here.network.slug, 2016, spending(budget).pk])

    page = text_of(signed_in(here.mayor).get(address))

    assert "Folders" in page
    assert "Boek een bedrag" not in page
    assert Client().get(address).status_code == 404


def test_the_page_books_and_puts_right(here, budget):
    client = signed_in(here.coordinator)
    place = [here.network.slug, 2016, spending(budget).pk]
    typed = {"kind": "booked", "booked_on": "2016-10-01", "amount": "12,50", "words": "Folders"}

    client.post(reverse("budgets:book", args=place), typed)
    row = Booking.objects.get()
    right = reverse("budgets:correct", args=[here.network.slug, 2016, row.pk])
    refused = client.post(right, {"words": ""})
    client.post(right, {"words": "Dubbel"})

    assert row.amount_cents == 1_250
    assert refused.status_code == 422
    assert standing(budget, here).booked_cents == 0


SHEET = "datum;post;bedrag;omschrijving;kenmerk\n"


def sent(client, budget, here, text):
    address = reverse("budgets:import", args=[here.network.slug, 2016])
    file = SimpleUploadedFile("boeken.csv", text.encode())
    return address, client.post(address, {"file": file})


def test_a_list_is_tried_out_then_booked_whole_and_never_twice(here, budget):
    client = signed_in(here.coordinator)
    text = SHEET + "01-02-2016;Communicatie;12,50;Folders;F1\n2016-03-01;Subsidie;100;Voorschot;\n"

    address, trial = sent(client, budget, here, text)
    assert Booking.objects.count() == 0
    outcome = trial.context["outcome"]
    told = {"table": trial.context["table"], "fingerprint": outcome.fingerprint}
    client.post(address, told)
    _address, again = sent(client, budget, here, text)

    assert list(Booking.objects.order_by("pk").values_list("amount_cents", flat=True)) == [
        1_250,
        10_000,
    ]
    assert again.status_code == 422
    assert len(again.context["refused"].problems) == 2


def test_a_list_with_a_wrong_cell_is_refused_by_line_and_column(here, budget):
    text = SHEET + "01-02-2015;Huur;-3;;F1\n01-02-2015;Communicatie;3;Folders;F1\n"

    _address, answer = sent(signed_in(here.coordinator), budget, here, text)

    found = [(each.line, each.column) for each in answer.context["refused"].problems]
    assert found == [(2, "post"), (2, "bedrag"), (2, "omschrijving")]
    assert Booking.objects.count() == 0


@pytest.mark.usefixtures("at_example_date")
def test_how_it_stands_and_the_bookings_are_kept_as_tables(here, budget):
    booked(budget, here, 300, words="Folders")
    client = signed_in(here.mayor)

    def lines(name):
        address = reverse(f"budgets:{name}", args=[here.network.slug, 2016, "csv"])
        return text_of(client.get(address))

    assert "Communicatie,Uitgave,1000,300,0,1000,0,Binnen de begroting" in lines("watch_file")
    assert "2016-10-10,Communicatie,Geboekt,300,Folders" in lines("bookings_file")


@pytest.mark.usefixtures("at_example_date")
def test_vandaag_asks_the_coordinator_alone_to_explain_what_is_over(here, budget):
    booked(budget, here, 1_101)
    told = "is meer geboekt dan begroot"

    assert told in text_of(signed_in(here.coordinator).get("/"))
    assert told not in text_of(signed_in(here.mayor).get("/"))
    MeetingFactory(body=here.platform, date=TODAY + dt.timedelta(days=7))
    assert told in text_of(signed_in(here.coordinator).get("/"))

    actions.expect(
        spending(budget),
        expected_cents=None,
        explanation="Drukwerk.",
        version=0,
        by=here.coordinator,
    )
    assert told not in text_of(signed_in(here.coordinator).get("/"))
