"""The weekly digest as a mail; in the language of the installation."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.accounts.models import User
from ivz.home.queries.waiting import Line, Waiting
from ivz.mail.links import on_site, today_on_site
from ivz.web.templatetags.ivz import day_date

MOST_LINES = 15


def send_digest(user: User, waiting: Waiting) -> None:
    """Mail somebody what waits, what is late first."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "One thing waits for you", "%(count)s things wait for you", waiting.total
        ) % {"count": waiting.total}
        send_mail(subject, _words(waiting), None, [user.email])


def _words(waiting: Waiting) -> str:
    late = waiting.late[:MOST_LINES]
    other = waiting.other[: MOST_LINES - len(late)]
    left_out = len(waiting.late) + len(waiting.other) - len(late) - len(other)
    parts = [
        _part(_("Late"), late),
        _part(_("Open"), other),
        _more(left_out),
        _closed(waiting.closed),
        _("It all stands under “Today”: %(address)s") % {"address": today_on_site()},
        _(
            "This mail comes once a week at most, and only when something waits. Another day, or "
            "no mail? Choose it here: %(address)s"
        )
        % {"address": on_site(reverse("mail:digest"))},
    ]
    return "\n\n".join(part for part in parts if part)


def _part(heading: str, lines: list[Line]) -> str:
    return "\n".join([heading, *(_told(line) for line in lines)]) if lines else ""


def _told(line: Line) -> str:
    """Tell what waits, with its page below it where that is not the day's page."""
    what = " ".join(line.what.split())
    told = f"- {what}, {day_date(line.due_on)}" if line.due_on else f"- {what}"
    return told if line.url == reverse("home:start") else f"{told}\n  {on_site(line.url)}"


def _more(count: int) -> str:
    if not count:
        return ""
    return ngettext("And one more.", "And %(count)s more.", count) % {"count": count}


def _closed(count: int) -> str:
    if not count:
        return ""
    told = ngettext(
        "One thing is closed to part of the network: you read it on the platform only.",
        "%(count)s things are closed to part of the network: you read them on the platform only.",
        count,
    )
    return told % {"count": count}
