"""What a record says of an item beside its title: what was asked, by whom, who told it.

Policy: docs/policy/meetings.md#records
"""

from django.utils.translation import gettext as _

from ivz.meetings.models import AgendaItem, Annex
from ivz.meetings.states import ItemKind
from ivz.web.templatetags.ivz import day_date


def facts_of(item: AgendaItem) -> list[str]:
    """Give kind, presenters and origin, as far as there are any; no query.

    The order of the meeting asks nothing, so its kind is left out. Ask ``asked_by`` and
    ``asked_in__body`` along with the item.
    """
    kind = "" if item.kind == ItemKind.PROCEDURE else str(item.get_kind_display())
    told = [kind, _presented(item), _requested(item), item.origin]
    return [words for words in told if words]


def _presented(item: AgendaItem) -> str:
    if not item.presenters:
        return ""
    return _("presentation by %(people)s") % {"people": item.presenters}


def _requested(item: AgendaItem) -> str:
    who = item.asked_by.function if item.asked_by else ""
    if item.asked_in is None:
        return _("At the request of %(who)s") % {"who": who} if who else ""
    meeting = item.asked_in
    where = {"body": meeting.body.short_name, "day": day_date(meeting.date)}
    if not who:
        return _("Asked for in %(body)s of %(day)s") % where
    return _("At the request of %(who)s in %(body)s of %(day)s") % {"who": who, **where}


def named_annex(annex: Annex) -> str:
    """Name an annex; what came in from outside with from whom."""
    if not annex.sender:
        return annex.title
    return _("%(title)s, from %(sender)s") % {"title": annex.title, "sender": annex.sender}
