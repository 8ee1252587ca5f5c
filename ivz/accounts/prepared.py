"""Questions whose SQL is kept; the answer is fetched anew each time.

Django writes the SQL of a question each time it is asked. On the heaviest pages that took two
thirds of all steps. ``prepared`` keeps what was written, for all who ask with the same seats on
the same day; numbers, dates and texts are filled in as they are asked.

See docs/adr/0018-prepared-questions.md.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeGuard, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, DateField, Field, IntegerField, QuerySet
from django.db.models.expressions import BaseExpression
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from ivz.accounts import kept_questions
from ivz.accounts.actors import Actor
from ivz.accounts.kept_questions import Key, keep
from ivz.authorization.groups import HeldMembership
from ivz.authorization.roles import Duty

Facts = ParamSpec("Facts")
Rows = TypeVar("Rows", bound=QuerySet[Any])
FILLED_IN: "dict[type, Field[Any, Any]]" = {
    int: IntegerField(),
    date: DateField(),
    str: CharField(),
}
DECIDING = (str, bool, type(None), tuple, frozenset)


class Blank(BaseExpression):
    """The place of a number, date or text in kept SQL: to be compared with a column, no more."""

    def __init__(self, kind: type, position: int, index: int | None = None) -> None:
        super().__init__(output_field=FILLED_IN[kind])
        self.position, self.index = position, index

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Leave a place in the SQL, and this blank among what is to be filled in."""
        return "%s", [self]

    def filled_in(self, facts: tuple[Any, ...], connection: BaseDatabaseWrapper) -> Any:
        """Give what goes here, as the database takes it."""
        fact = facts[self.position]
        value = fact if self.index is None else fact[self.index]
        return self.output_field.get_db_prep_value(value, connection)


@dataclass(frozen=True, kw_only=True)
class _Watched(Actor):
    """Who asks, while a question is written; ``seen`` tells what had to be looked up for it."""

    asker: Actor
    seen: set[str] = field(default_factory=set, compare=False)

    standing = property(lambda self: self.asker.standing)
    asks_as = property(lambda self: self.asker.asks_as)

    @property
    def memberships(self) -> tuple[HeldMembership, ...]:
        """The project groups of who asks."""
        self.seen.add("memberships")
        return self.asker.memberships

    @property
    def duties(self) -> frozenset[Duty]:
        """The duties of who asks."""
        self.seen.add("duties")
        return self.asker.duties


@dataclass(frozen=True)
class _Written:
    """A question as Django wrote it; without SQL where no row can be found."""

    rows: QuerySet[Any]
    compiler: SQLCompiler
    sql: str = ""
    filled_in: tuple[Any, ...] = ()
    converters: dict[int, Any] = field(default_factory=dict)


def prepared(write: Callable[Facts, Rows]) -> Callable[Facts, Rows]:
    """Keep the SQL of the rows that ``write`` asks for.

    ``write`` takes plain facts and at most one actor, at whom it may look as the rights do. A
    number, a date, a text and a tuple of keys go into the question as they are; any other fact may
    decide how it is written. It looks nothing up itself. Whoever narrows the rows down further
    gets an ordinary question.
    """

    @wraps(write)
    def ask(*args: Facts.args, **kwargs: Facts.kwargs) -> Rows:
        facts: tuple[object, ...] = (*args, *kwargs.values())
        actor = next((fact for fact in facts if isinstance(fact, Actor)), None)
        key: Key = (write, tuple(kwargs), *map(_deciding, facts))
        question = _kept(key, actor) or _keep(key, actor, _blanks(facts), write, tuple(kwargs))
        if not question.sql:
            return write(*args, **kwargs)
        rows: Rows = ask_again(question, actor, facts, lambda: write(*args, **kwargs))
        return rows

    return ask


def _deciding(fact: object) -> object:
    """Give what of a fact decides the SQL: the fact itself, or that something is filled in."""
    if type(fact) in FILLED_IN:
        return type(fact)
    if _is_keys(fact):
        return (tuple, len(fact))
    if isinstance(fact, Actor):
        return fact.asks_as
    if isinstance(fact, DECIDING):
        return fact
    raise TypeError(f"A prepared question takes plain facts, not a {type(fact).__name__}.")


def _is_keys(fact: object) -> TypeGuard[tuple[int, ...]]:
    return type(fact) is tuple and all(type(each) is int for each in fact)


def _blanks(facts: tuple[object, ...]) -> list[object]:
    return [_blank(position, fact) for position, fact in enumerate(facts)]


def _blank(position: int, fact: object) -> object:
    if _is_keys(fact):
        return tuple(Blank(int, position, index) for index in range(len(fact)))
    return Blank(type(fact), position) if type(fact) in FILLED_IN else fact


def _kept(key: Key, actor: Actor | None) -> _Written | None:
    questions = kept_questions.prepared.questions
    names: list[str] | None = questions.get(key)
    return None if names is None else questions.get(_of(key, actor, names))


def _of(key: Key, actor: Actor | None, names: list[str]) -> Key:
    """Add to a key what was looked up of who asks."""
    return (*key, "of whom", *(getattr(actor, name) for name in names))


def _keep(
    key: Key,
    actor: Actor | None,
    blanks: list[Any],
    write: Callable[..., QuerySet[Any]],
    names: tuple[str, ...],
) -> _Written:
    """Write a question with blanks, and keep it."""
    seen: set[str] = set()
    if actor is not None:
        watched = _Watched(
            today=actor.today, user=actor.user, helper=actor.helper, asker=actor, seen=seen
        )
        blanks = [watched if fact is actor else fact for fact in blanks]
    first_named = len(blanks) - len(names)
    named = dict(zip(names, blanks[first_named:], strict=True))
    written = _compiled(write(*blanks[:first_named], **named))
    keep(kept_questions.prepared, key, sorted(seen))
    keep(kept_questions.prepared, _of(key, actor, sorted(seen)), written)
    return written


def _compiled(rows: QuerySet[Any]) -> _Written:
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, filled_in = compiler.as_sql()
    except EmptyResultSet:
        return _Written(rows, compiler)
    asked = [column for column, _sql, _name in compiler.select[: compiler.col_count]]
    return _Written(rows, compiler, sql, tuple(filled_in), compiler.get_converters(asked))


def ask_again(
    kept: _Written, actor: Actor | None, facts: tuple[Any, ...], anew: Callable[[], QuerySet[Any]]
) -> Any:
    """Give rows that will be fetched with kept SQL, filled in with ``facts``."""
    found: Any = object.__new__(type(kept.rows))
    found.__dict__.update(kept.rows.__dict__)
    found._query = PreparedQuery.of(kept, facts, anew)  # noqa: SLF001 its setter thinks of values()
    if getattr(found, "reader", None) is not None:
        found.reader = actor
    return found


class PreparedQuery(Query):
    """A question with kept SQL. What is made from it is an ordinary question."""

    kept: _Written
    facts: tuple[Any, ...]
    anew: Callable[[], QuerySet[Any]]

    @classmethod
    def of(
        cls, kept: _Written, facts: tuple[Any, ...], anew: Callable[[], QuerySet[Any]]
    ) -> "PreparedQuery":
        """Share what Django knows of the kept question, which is never changed."""
        question = object.__new__(cls)
        question.__dict__.update(kept.rows.query.__dict__)
        question.kept, question.facts, question.anew = kept, facts, anew
        return question

    def clone(self) -> Query:
        """Write the question in the ordinary way, to be refined or asked within another."""
        return self.anew().query.clone()

    def get_compiler(
        self,
        using: str | None = None,
        connection: BaseDatabaseWrapper | None = None,
        elide_empty: bool = True,  # noqa: FBT001, FBT002
    ) -> SQLCompiler:
        """Give a compiler that has written already."""
        compiler: Any = copy(self.kept.compiler)
        compiler.connection = connections[using] if using else connection
        compiler.as_sql = lambda *args, **kwargs: (self.kept.sql, self._filled_in())
        compiler.get_converters = lambda expressions: self.kept.converters
        return compiler  # type: ignore[no-any-return]

    def _filled_in(self) -> tuple[Any, ...]:
        connection = self.kept.compiler.connection
        return tuple(
            each.filled_in(self.facts, connection) if isinstance(each, Blank) else each
            for each in self.kept.filled_in
        )
