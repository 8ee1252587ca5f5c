"""What ended gives nothing at the very next request, whatever stood open.

Each door first works, then the seat or the account goes by the action that people use, then the
same browser asks the same again; a calendar asks by its key, without a browser.
Policy: docs/policy/access.md#gone-at-once
"""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ivz.access import actions as access
from ivz.access.states import Verdict
from ivz.accounts.actors import actor_of
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Duty
from ivz.clock import reading as clock
from ivz.documents import actions as documents
from ivz.documents.links import link_to
from ivz.meetings.forms.planning import ItemForm
from ivz.meetings.models import AgendaItem
from ivz.network.actions import upkeep_seats
from ivz.network.actions.upkeep import Correction
from ivz.signin.actions import keeping
from ivz.signin.actions.own import make_feed_key
from tests.documents import files
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AnnexFactory,
    AreaFactory,
    BodyFactory,
    DataSetFactory,
    MeetingFactory,
    NetworkFactory,
    ProposalFactory,
    ThemeFactory,
    secretary_of,
    someone_with_duty,
)

pytestmark = pytest.mark.django_db
WORD = "Vertrouwelijk agendapunt"
HTMX = {"HX-Request": "true"}


class Desk:
    """Somebody at work, with a window open on everything."""

    def __init__(self):
        network = NetworkFactory()
        self.body = BodyFactory(network=network)
        self.keeper = secretary_of(BodyFactory(network=network, kind=BodyKind.PLATFORM))
        self.actor = secretary_of(self.body)
        self.seat = self.actor.user.person.seats.get()
        self.item = AgendaItemFactory(
            meeting=MeetingFactory(body=self.body), title=WORD, openness=Openness.BODY
        )
        paper = ProposalFactory(body=self.body)
        with documents.kept(files.pdf(), by=self.actor) as file:
            self.document = documents.add(file, by=self.actor)
        AnnexFactory(proposal=paper, document=self.document)
        self.figures = DataSetFactory(network=network, source=WORD)
        self.figures.figures.create(area=AreaFactory(), theme=ThemeFactory(), rate="1.5")
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(self.actor.user)

    @property
    def meeting(self):
        return self.item.meeting

    def gets(self, address, **asked):
        """Tell whether the answer shows or hands out what is closed."""
        answer = self.client.get(address, **asked)
        is_file = "attachment" in answer.get("Content-Disposition", "")
        return is_file or (not answer.streaming and WORD in answer.content.decode())


def edit_address(desk):
    return reverse("meetings:edit_item", args=[desk.body.slug, desk.meeting.slug, desk.item.pk])


def opened_form(desk):
    """Open the form to change the item, and give what the browser would send."""
    page = desk.client.get(edit_address(desk))
    token = BeautifulSoup(page.content, "html.parser").select_one("[name=csrfmiddlewaretoken]")
    kept = {key: value for key, value in ItemForm.initial_of(desk.item).items() if value}
    return kept | {"csrfmiddlewaretoken": token["value"]}


def sends(desk):
    """Send the form as it was opened at first; tell whether it changed anything."""
    before = AgendaItem.objects.get(pk=desk.item.pk)
    desk.client.post(edit_address(desk), desk.form | {"version": before.version})
    return AgendaItem.objects.get(pk=desk.item.pk).version > before.version


def feed_of(actor):
    """Make an address for a calendar, as somebody does on the own account."""
    key = make_feed_key(now=timezone.now(), by=actor)
    return reverse("meetings:calendar", args=[key])


def shows_a_meeting(feed):
    """Tell whether a calendar that knows nothing but the address gets a meeting."""
    return b"BEGIN:VEVENT" in Client().get(feed).content


DOORS = {
    "page": lambda desk: desk.gets(desk.meeting.get_absolute_url()),
    "part of a page": lambda desk: desk.gets(desk.meeting.get_absolute_url(), headers=HTMX),
    "interface for programs": lambda desk: desk.gets(
        f"/api/v1/incidence?dataSet={desk.figures.slug}"
    ),
    "export": lambda desk: desk.gets(f"/inzicht/{desk.figures.slug}/cijfers.csv"),
    "download": lambda desk: desk.gets(desk.document.get_absolute_url()),
    "link given out before": lambda desk: desk.gets(desk.link),
    "form that stands open": sends,
    "calendar with a key": lambda desk: shows_a_meeting(desk.feed),
}


def revoke(desk):
    why = Correction(network=desk.body.network, reason="Vertrokken", by=desk.keeper)
    upkeep_seats.revoke(desk.seat, version=desk.seat.version, correction=why)


def end(desk):
    why = Correction(network=desk.body.network, reason="Vertrokken", by=desk.keeper)
    upkeep_seats.end_seat(desk.seat, TODAY, version=desk.seat.version, correction=why)


def let_the_day_pass(desk):
    type(desk.seat).objects.filter(pk=desk.seat.pk).update(valid_until=TODAY + timedelta(days=1))
    clock.move_to(TODAY + timedelta(days=1))


def revoke_at_the_review(desk):
    person = desk.actor.user.person
    access.judge_person(desk.body.network, person, Verdict.REVOKED, by=desk.keeper)


def lock(desk):
    keeping.lock(desk.actor.user, by=someone_with_duty(Duty.ADMINISTRATOR))


def lock_at_the_review(desk):
    by = someone_with_duty(Duty.ADMINISTRATOR)
    access.judge_account(desk.actor.user, Verdict.REVOKED, by=by)


ENDINGS = {
    "seat revoked": revoke,
    "seat ended": end,
    "last day of the seat over": let_the_day_pass,
    "seats revoked at the review": revoke_at_the_review,
    "account locked": lock,
    "account locked at the review": lock_at_the_review,
}


@pytest.fixture
def desk():
    clock.move_to(TODAY)
    found = Desk()
    found.form = opened_form(found)
    found.link = link_to(found.document, bound_to=found.actor.user)
    found.feed = feed_of(found.actor)
    return found


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ended_gives_nothing_at_the_next_request(desk, ending):
    before = {door: asked(desk) for door, asked in DOORS.items()}

    ENDINGS[ending](desk)

    assert before == dict.fromkeys(DOORS, True)
    assert {door: asked(desk) for door, asked in DOORS.items()} == dict.fromkeys(DOORS, False)


@pytest.mark.parametrize("until", [None, TODAY], ids=["in force", "ended"])
def test_the_place_of_a_deputy_never_opens_a_door(desk, until):
    deputy = secretary_of(BodyFactory()).user
    desk.seat.deputy, desk.seat.valid_until = deputy.person, until
    desk.seat.save()
    desk.client.force_login(deputy)
    desk.link = link_to(desk.document, bound_to=deputy)
    desk.feed = feed_of(actor_of(deputy, today=TODAY))

    assert {door: asked(desk) for door, asked in DOORS.items()} == dict.fromkeys(DOORS, False)


def test_a_session_that_a_review_ended_stays_ended_when_the_account_works_again(desk):
    lock_at_the_review(desk)
    User.objects.filter(pk=desk.actor.user.pk).update(is_active=True)

    assert not DOORS["page"](desk)
