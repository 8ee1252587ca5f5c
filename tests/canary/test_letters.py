"""No closed word in a letter that the worker writes: each is read as who gets it.

Policy: docs/policy/openness.md
"""

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from ivz.accounts.models import User
from ivz.decisions.models import FollowUp
from ivz.home import tasks
from ivz.mail.models import Digest
from ivz.schedule.registry import registered
from tests.canary.planting import LOOKS_LIKE_A_WORD
from tests.canary.visits import do_what_waits_for_the_end, read_mail
from tests.factories import LONG_AGO, TODAY, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOT_DONE = {
    "documents.remove-orphaned-files": "removes files",
    "installation.back-up-database": "copies the database to a file",
    "installation.verify-audit-trail": "finds the words that were planted in the trail",
    "mail.deliver": "hands a letter that was written before to the mail server",
}


@pytest.fixture
def secretary(opened):
    return next(who.actor for who in opened.people if who.name == "secretary in the board")


@pytest.fixture
def letters(opened, secretary, mailoutbox):
    """Give what the worker does when it is everybody's day, each time with what leaked by mail."""
    with transaction.atomic():
        everybody_gets_mail()
        something_waits_for(secretary.user.person)
        yield lambda: what_the_worker_writes(opened)
        transaction.set_rollback(True)


def everybody_gets_mail():
    for user in User.objects.filter(is_active=True):
        user.email = user.email or f"lezer{user.pk}@example.org"
        user.activated_at = user.activated_at or timezone.now()
        user.save(update_fields=["email", "activated_at"])
        on_this_day = {"weekday": TODAY.weekday(), "looked_on": None}
        Digest.objects.update_or_create(user=user, defaults=on_this_day)


def something_waits_for(person):
    """Let the closed follow-ups of the scene wait, today, for somebody who may read them."""
    closed = FollowUp.objects.filter(body__slug="dvo-twente", opened_on=LONG_AGO)
    assert closed.update(owner=person, due_on=TODAY)


def what_the_worker_writes(planted):
    """Do all that the worker does; give the letters and the leaks in them."""
    letters, leaks = [], []
    for action in registered():
        if action.name not in NOT_DONE:
            action.run(TODAY)
            do_what_waits_for_the_end()
            letters += mail.outbox
            leaks += read_mail(planted, after=action.name)
    return letters, leaks


def test_canary_what_is_not_done_here_is_something_the_worker_does():
    assert NOT_DONE.keys() <= {action.name for action in registered()}


def test_canary_no_letter_of_the_worker_tells_more_than_who_gets_it_may_read(letters):
    written, leaks = letters()

    assert any(LOOKS_LIKE_A_WORD.search(letter.body) for letter in written)
    assert not leaks, "\n".join(leaks)


def test_canary_a_letter_that_forgets_who_gets_it_is_found(letters, secretary, monkeypatch):
    monkeypatch.setattr(tasks, "actor_of", lambda user, **_given: secretary)
    outsider = UserFactory(email="buiten@example.org", activated_at=timezone.now())
    Digest.objects.create(user=outsider, weekday=TODAY.weekday())

    _written, leaks = letters()

    assert any(leak.startswith("buiten@example.org") for leak in leaks)
