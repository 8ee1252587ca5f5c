"""What the database itself should guarantee: references that lead somewhere, intact tables."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import Exists, ForeignKey, OuterRef

from ivz.home.queries.integrity.finding import Finding, each


def database_findings() -> Iterator[Finding]:
    """Find references to rows that are gone, and what the engine finds itself."""
    yield from _orphans()
    if connection.vendor == "sqlite":
        yield from _told_by_sqlite()
    else:
        yield from _unproven_constraints()


def _orphans() -> Iterator[Finding]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                target = field.related_model._default_manager.filter(
                    **{field.target_field.attname: OuterRef(field.attname)}
                )
                lost = model._default_manager.exclude(**{field.attname: None}).filter(
                    ~Exists(target)
                )
                yield from each(lost, f"{field.name} leads to a row that is not there")


def _told_by_sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        for (said,) in cursor.fetchall():
            if said != "ok":
                yield Finding("database", said)


def _unproven_constraints() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        for (name,) in cursor.fetchall():
            yield Finding("database", f"constraint {name} was never proven for the rows there are")
