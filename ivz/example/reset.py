"""Putting the example back to its start."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from ivz.example.loader import Progress, load_example

# What the worker did is about the system, not about the example; the audit trail only grows.
KEPT = {"schedule", "audit"}


@transaction.atomic
def reset_example(progress: Progress = lambda step: None) -> None:
    """Remove everything our subjects store, and load the example region anew.

    Sessions stay: they belong to the browser, and hold nothing of the region but
    the account, which is another one afterwards.
    """
    progress("removing what was there")
    # PostgreSQL empties no table while a check on its rows still waits.
    connection.check_constraints()
    # A second factor or a way of signing on belongs to an account, and goes with it.
    statements = connection.ops.sql_flush(
        no_style(), _tables(), reset_sequences=True, allow_cascade=True
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    load_example(progress)


def _tables() -> list[str]:
    """The tables of our subjects, with the ones that tie rows together."""
    return [
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.name.startswith("ivz.") and config.label not in KEPT
        for model in config.get_models(include_auto_created=True)
    ]
