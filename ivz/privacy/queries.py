"""What is held about somebody, and which requests to correct wait.

Policy: docs/policy/privacy.md#seeing-and-correcting
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.access.models import HelpSession
from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.models import AuditEntry
from ivz.authorization.permissions import Permission
from ivz.home.queries.audit_trail import ReadableEntry
from ivz.network.models import Person, Seat
from ivz.privacy.models import CorrectionRequest
from ivz.privacy.processing import processings, references_to
from ivz.signin.factors import factors_of
from ivz.tabular.writing import Table, Value
from ivz.web.exports import Export
from ivz.web.notices import Notice

LATEST_ENTRIES = 20
SHOWN_IN_FULL = {"toegang", "registers", "logboek", "rechten"}


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of what is held: name and value pairs under a heading."""

    title: str
    rows: Sequence[tuple[str, str]]


def person_of(actor: Actor) -> Person | None:
    """Give the person behind an account."""
    return Person.objects.select_related("organisation").filter(pk=actor.person_id or 0).first()


def held_about(user: User, person: Person | None) -> list[Section]:
    """Give everything that is held about somebody; where texts may be closed, only how much."""
    return [
        _account(user),
        *([_person(person), _seats(person)] if person else []),
        _mentions(user, person),
        _trail(user),
    ]


def _account(user: User) -> Section:
    duties = [f"{row.get_duty_display()}, {_period(row)}" for row in user.duties.all()]
    rows = [
        (_("User name"), user.username),
        (_("E-mail address"), user.email or _("not known")),
        (_("Made on"), _moment(user.created_at)),
        (_("Last signed in"), _moment(user.last_login) if user.last_login else _("not known")),
        *((_("Duty"), duty) for duty in duties),
        *_ways_in(user),
        *_looking_along(user),
    ]
    return Section(title=_("Account"), rows=rows)


def _ways_in(user: User) -> list[tuple[str, str]]:
    """Give what signs somebody in; three queries. A session does not tell whose it is."""
    keys = user.feed_keys.all()
    return [
        *(
            (_("Second step"), f"{each.label}, {_moment(each.created_at)}")
            for each in factors_of(user)
        ),
        *((_("Single sign-on"), each.uid) for each in SocialAccount.objects.filter(user=user)),
        *((_("Address for a calendar"), _moment(each.made_at)) for each in keys),
        (
            _("Sessions"),
            _("How and when you signed in, and when you last did something; gone once it ends."),
        ),
    ]


def _looking_along(user: User) -> list[tuple[str, str]]:
    """Give when somebody looked along with them, and with whom they did; one query."""
    found = HelpSession.objects.filter(Q(user=user) | Q(helper=user)).exclude(started_at=None)
    rows = []
    for each in found.order_by("-started_at"):
        moment = _moment(each.started_at) if each.started_at else ""
        if each.user_id == user.pk:
            rows.append((_("Somebody looked along with you"), f"{moment}: {each.reason}"))
        else:
            rows.append((_("You looked along with somebody"), moment))
    return rows


def _person(person: Person) -> Section:
    rows = [
        (_("Function"), person.function),
        (_("Name"), person.name),
        (_("Other spellings"), person.aliases),
        (_("Employer"), str(person.organisation or "")),
    ]
    if person.works_from:
        rows.append((_("First day in this function"), _day(person.works_from)))
    if person.works_until:
        last = person.works_until - timedelta(days=1)
        rows.append((_("Last working day"), _day(last)))
    return Section(title=_("In the registers"), rows=rows)


def _seats(person: Person) -> Section:
    seats = Seat.objects.filter(Q(person=person) | Q(deputy=person)).select_related("body")
    rows = [
        (seat.body.name, f"{seat.get_role_display()}, {_period(seat)}")
        for seat in seats.order_by("-valid_from", "pk")
    ]
    return Section(title=_("Seats"), rows=rows)


def _period(row: object) -> str:
    since, until = getattr(row, "valid_from", None), getattr(row, "valid_until", None)
    parts = [_("from %(day)s") % {"day": _day(since)}] if since else []
    last = until - timedelta(days=1) if until else None
    parts += [_("up to and including %(day)s") % {"day": _day(last)}] if last else []
    return " ".join(parts) or _("always")


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y H.i")


def _mentions(user: User, person: Person | None) -> Section:
    """Count in how many rows somebody is named; a text may be closed by now, its number is not."""
    others = [each for each in processings() if each.key not in SHOWN_IN_FULL]
    counts = _rows_naming(user, person)
    rows = [
        (each.title, _times(sum(counts.get(field, 0) for field in set(each.named_fields))))
        for each in others
    ]
    return Section(title=_("Named elsewhere"), rows=rows)


def _times(count: int) -> str:
    return ngettext("in %(count)s place", "in %(count)s places", count) % {"count": count}


def _rows_naming(user: User, person: Person | None) -> dict[tuple[str, str], int]:
    """Give per personal field how many rows point at somebody; one query."""
    keys = {User: user.pk, Person: person.pk if person else 0}
    fields = [(field, key) for target, key in keys.items() for field in references_to(target)]
    with connection.cursor() as cursor:
        cursor.execute(_counting(), [key for _field, key in fields])
        counts = cursor.fetchone()
    named = [(field.model._meta.label, field.name) for field, _key in fields]
    return dict(zip(named, counts, strict=True))


@cache
def _counting() -> str:
    """Write the query that counts per personal field; in Django's own words it took half the page.

    Every name in it is that of a table or column of ours.
    """
    quoted = connection.ops.quote_name
    counts = [
        f"(SELECT COUNT(*) FROM {quoted(field.model._meta.db_table)}"  # noqa: S608
        f" WHERE {quoted(field.column)} = %s)"
        for target in (User, Person)
        for field in references_to(target)
    ]
    return f"SELECT {', '.join(counts)}"


def _trail(user: User) -> Section:
    entries = AuditEntry.objects.filter(by=user.username).order_by("-pk")
    latest = [(_moment(entry.at), ReadableEntry(entry).event) for entry in entries[:LATEST_ENTRIES]]
    title = _("In the audit trail, the latest %(count)s") % {"count": LATEST_ENTRIES}
    return Section(title=title, rows=latest)


def as_json(user: User, person: Person | None, *, export: Export) -> list[dict[str, object]]:
    """Give what is held, for a program; the last part tells of the file itself."""
    about = Section(
        title=_("About this file"), rows=[(name, str(value)) for name, value in export.facts()]
    )
    return [
        {"title": each.title, "rows": [{"name": name, "value": value} for name, value in each.rows]}
        for each in [*held_about(user, person), about]
    ]


def as_table(user: User, person: Person | None) -> Table:
    """Give what is held, for a spreadsheet."""
    rows: list[list[Value]] = [
        [each.title, name, value] for each in held_about(user, person) for name, value in each.rows
    ]
    columns = [_("Part"), _("What"), _("Value")]
    return Table(title=_("What is held about me"), columns=columns, rows=rows)


def notices(actor: Actor) -> list[Notice]:
    """Tell who keeps the registers that requests to correct wait; asks nothing of others."""
    if not keeps_registers(actor):
        return []
    count = CorrectionRequest.objects.visible_to(actor).exclude(person=actor.person_id).waiting()
    waiting = count.count()
    if not waiting:
        return []
    text = ngettext(
        "Somebody asks to correct what is held about them.",
        "%(count)s people ask to correct what is held about them.",
        waiting,
    )
    url = reverse("privacy:requests")
    return [Notice(text=text % {"count": waiting}, url=url, button=_("To the requests"))]


def keeps_registers(actor: Actor) -> bool:
    """Tell whether ``actor`` keeps the registers of a network."""
    return bool(actor.networks_with(Permission.MANAGE_NETWORK))
