"""The mail that brings a concept record to the members; in the language of the installation.

It names the body, the day and the last day: no item, no decision and no remark leaves the platform.
Policy: docs/policy/meetings.md#concept-round
"""

from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ivz.accounts.models import User
from ivz.mail.links import on_site
from ivz.meetings.models import ConceptRound
from ivz.network.models import Seat, in_force
from ivz.web.templatetags.ivz import long_date


def tell_members(concept: ConceptRound, *, on: date, apart_from: User | None) -> None:
    """Mail everybody with a seat in the body but ``apart_from``, who sends it; no practice."""
    meeting = concept.meeting
    if meeting.is_practice:
        return
    seats = Seat.objects.filter(in_force(on), body=meeting.body, is_revoked=False)
    people = User.objects.filter(person__seats__in=seats, is_active=True).exclude(email="")
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Concept of the record of %(body)s, %(day)s") % {
            "body": meeting.body.short_name,
            "day": long_date(meeting.date),
        }
        address = on_site(reverse("meetings:concept", args=[meeting.body.slug, meeting.slug]))
        words = _("Remarks are possible up to and including %(day)s: %(address)s") % {
            "day": long_date(concept.last_day),
            "address": address,
        }
        for user in people.distinct().order_by("pk"):
            if user != apart_from:
                send_mail(subject, words, None, [user.email])
