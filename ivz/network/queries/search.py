"""Searching the registers of a network as of a day.

Bodies, people, organisations, areas and themes are public; how else somebody is called is for
readers with a seat in the network.
Policy: docs/policy/identity.md#by-function
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.network.models import Area, Body, Network, Organisation, Person, Seat, Theme, in_force
from ivz.network.queries.areas import areas_in
from ivz.network.queries.upkeep_people import PeopleFilter, organisations_of, people_of

MOST_SHOWN = 8
LONGEST_QUESTION = 100
MOST_WORDS = 6
FEWEST_LETTERS = 2

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One row that was found: what it is called, what it is, and where its page is."""

    title: str
    about: str
    url: str
    is_invented: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """What was found of one kind: the first hits, and how many there are."""

    key: str
    label: str | Promise
    hits: Sequence[Hit]
    total: int
    all_url: str = ""

    @property
    def has_more(self) -> bool:
        """Whether more was found than is shown."""
        return self.total > len(self.hits)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: words in a network, on a day, by someone."""

    words: Sequence[str]
    network: Network
    on: date
    actor: Actor

    @property
    def knows_names(self) -> bool:
        """Whether the reader may know how else people are called."""
        return self.network.pk in self.actor.network_ids


def words_of(text: str) -> list[str]:
    """Take the words out of what somebody typed; a single letter finds too much to help."""
    cleaned = text.replace("\x00", "")[:LONGEST_QUESTION]
    return [word for word in cleaned.split() if len(word) >= FEWEST_LETTERS][:MOST_WORDS]


def search(question: Question) -> list[Group]:
    """Give what fits every word, kind by kind; kinds without hits are left out.

    At most two queries per kind, three for people, however many rows there are.
    """
    if not question.words:
        return []
    found = [look(question) for look in (_bodies, _people, _organisations, _areas, _themes)]
    return [group for group in found if group.total]


def _containing(rows: QuerySet[Row], words: Sequence[str], *fields: str) -> QuerySet[Row]:
    """Keep the rows in which every word stands somewhere."""
    for word in words:
        stands = Q()
        for field in fields:
            stands |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(stands)
    return rows


def _group(
    key: str,
    label: str | Promise,
    rows: QuerySet[Row],
    *,
    shown: Callable[[Row], Hit],
    all_url: str = "",
) -> Group:
    first = list(rows[: MOST_SHOWN + 1])
    total = len(first) if len(first) <= MOST_SHOWN else rows.count()
    hits = [shown(row) for row in first[:MOST_SHOWN]]
    return Group(key=key, label=label, hits=hits, total=total, all_url=all_url)


def _page(name: str, question: Question, **names: str) -> str:
    """Give an address in the network; empty where that page is not there."""
    try:
        return reverse(name, kwargs={"network_slug": question.network.slug, **names})
    except NoReverseMatch:
        return ""


def _bodies(question: Question) -> Group:
    rows = Body.objects.filter(in_force(question.on), network=question.network)
    fields = ("name", "short_name", "mandate", "theme__name", "theme__aliases")

    def shown(body: Body) -> Hit:
        about = f"{body.get_kind_display()}, {body.get_status_display().lower()}"
        return Hit(
            title=body.name, about=about, url=_page("network:body", question, slug=body.slug)
        )

    found = _containing(rows, question.words, *fields).order_by("name", "pk")
    return _group("bodies", _("Bodies"), found, shown=shown)


def _people(question: Question) -> Group:
    chosen = PeopleFilter(
        on=question.on,
        words=" ".join(question.words),
        searches_names=question.knows_names,
    )

    def shown(person: Person) -> Hit:
        name = person.name if question.knows_names and _sits(person, question.network) else ""
        parts = [name, str(person.organisation or ""), *_sits_in(person)]
        return Hit(
            title=person.function,
            about=", ".join(part for part in parts if part),
            url=_page("network:person", question, slug=person.slug),
            is_invented=person.is_invented,
        )

    return _group(
        "people",
        _("People"),
        people_of(question.network, chosen),
        shown=shown,
        all_url=_page("network:people", question),
    )


def _sits(person: Person, network: Network) -> bool:
    return any(seat.body.network_id == network.pk for seat in _seats(person))


def _seats(person: Person) -> list[Seat]:
    seats: list[Seat] = getattr(person, "seats_in_force", [])
    return seats


def _sits_in(person: Person) -> list[str]:
    return list(dict.fromkeys(seat.body.short_name for seat in _seats(person)))


def _organisations(question: Question) -> Group:
    rows = organisations_of(question.network, on=question.on)

    def shown(organisation: Organisation) -> Hit:
        url = _page("network:organisation", question, slug=organisation.slug)
        return Hit(title=organisation.name, about=organisation.get_kind_display(), url=url)

    found = _containing(rows, question.words, "name").order_by("name", "pk")
    return _group("organisations", _("Organisations"), found, shown=shown)


def _areas(question: Question) -> Group:
    inside = areas_in(question.network.area, on=question.on).values("pk")
    here = Q(pk__in=inside) | Q(pk=question.network.area_id)
    rows = Area.objects.filter(here, in_force(question.on))

    def shown(area: Area) -> Hit:
        url = _page("network:area", question, code=area.code)
        return Hit(title=area.name, about=area.get_kind_display(), url=url)

    found = _containing(rows, question.words, "name", "aliases", "code").order_by("name", "pk")
    return _group("areas", _("Areas"), found, shown=shown)


def _themes(question: Question) -> Group:
    rows = Theme.objects.filter(in_force(question.on)).select_related("field")

    def shown(theme: Theme) -> Hit:
        also = ", ".join(theme.aliases.splitlines())
        about = ". ".join(part for part in (theme.field.name, also) if part)
        return Hit(
            title=theme.name, about=about, url=_page("portfolios:theme", question, theme=theme.code)
        )

    found = _containing(rows, question.words, "name", "aliases", "field__name")
    return _group("themes", _("Themes"), found.order_by("position"), shown=shown)
