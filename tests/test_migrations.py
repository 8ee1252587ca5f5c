"""The schema: from nothing to now, and from the first schema with rows in it to now."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ivz.audit import guards
from ivz.audit.models import AuditEntry
from ivz.audit.verification import faults
from tests import schema

OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("ivz.")]

# A few rows need more than what is required of each field by itself.
SAYS_MORE = {
    "clock.Clock": {"id": lambda make: 1},
    "workflow.Change": {"after": lambda make: {}},
    "network.Seat": {"person": lambda make: make("network.Person")},
}
VALUES = [
    (models.DateTimeField, timezone.now),
    (models.DateField, lambda: date(2016, 10, 10)),
    (models.TimeField, lambda: timezone.now().time()),
    (models.DecimalField, lambda: Decimal(1)),
    (models.FloatField, lambda: 1.0),
    (models.BooleanField, lambda: False),
    (models.IntegerField, lambda: 1),
    (models.JSONField, dict),
    (models.Field, lambda: "x"),
]


def leaves(executor):
    """Give the newest nodes, also of libraries: taking ours down takes what refers to them."""
    return executor.loader.graph.leaf_nodes()


def first_migrations(executor):
    graph = executor.loader.graph
    roots = {node for node in graph.root_nodes() if node[0] in OURS}
    later = {node for node in graph.nodes if node[0] in OURS} - roots
    return [node for node in roots if not later & set(graph.forwards_plan(node))]


def migrate(targets_of):
    """Migrate our subjects to the nodes that ``targets_of`` picks, and give the apps then."""
    executor = MigrationExecutor(connection)
    targets = targets_of(executor)
    executor.migrate(targets)
    executor = MigrationExecutor(connection)
    return executor.loader.project_state([node for node in targets if node[1]]).apps


def to_nothing(executor):
    return [(label, None) for label in OURS if label in executor.loader.migrated_apps]


class Rows:
    """One row in each table of a schema, made from what each field requires."""

    def __init__(self, then):
        self.models = {
            model._meta.label: model for model in then.get_models() if model._meta.app_label in OURS
        }
        self.made = {}

    def make(self, label):
        """Make the row of this table, and of the tables it needs, once."""
        if label not in self.made:
            model = self.models[label]
            values = {
                field.name: self.value_of(field)
                for field in model._meta.concrete_fields
                if is_required(field)
            }
            more = {name: value(self.make) for name, value in SAYS_MORE.get(label, {}).items()}
            self.made[label] = model.objects.create(**values | more)
        return self.made[label]

    def value_of(self, field):
        if field.is_relation:
            return self.make(field.related_model._meta.label)
        if field.choices:
            return field.choices[0][0]
        return next(value() for kind, value in VALUES if isinstance(field, kind))


def is_required(field):
    return not (field.primary_key or field.null or field.blank or field.has_default())


@dataclass
class Journey:
    """What stood in the database on the way down to nothing, and up with rows in the first schema.

    Every way takes a minute, so all is asked of one.
    """

    tables_of_nothing: set = field(default_factory=set)
    rows_of_the_first: dict = field(default_factory=dict)

    def make(self):
        migrate(to_nothing)
        self.tables_of_nothing = our_tables()
        first = migrate(first_migrations)
        rows = Rows(first)
        for label in rows.models:
            rows.make(label)
        for name in ["one", "two"]:
            first.get_model("audit", "AuditEntry").objects.create(
                event=name, subject_model="x", subject_id="1", origin="web", by="y"
            )
        self.rows_of_the_first = {
            label: model.objects.count() for label, model in rows.models.items()
        }
        migrate(leaves)
        return self


@pytest.fixture(scope="module")
def journey(django_db_setup, django_db_blocker):
    """Give what was met on the way; leave an empty database as the other tests know it."""
    with django_db_blocker.unblock():
        yield Journey().make()
        guards.remove(connection)
        call_command("flush", interactive=False, verbosity=0)
        schema.number_from_a_thousand(connection)


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_schema_can_be_made_from_nothing_and_taken_down(journey):
    assert not journey.tables_of_nothing
    assert our_tables() == {model._meta.db_table for model in our_models()}


@pytest.mark.slow
@pytest.mark.django_db
def test_rows_of_the_first_schema_survive_every_migration_since(journey):
    now = {model._meta.label: model for model in our_models()}
    expected = {label: rows for label, rows in journey.rows_of_the_first.items() if label in now}

    assert {label: now[label].objects.count() for label in expected} == expected
    assert min(expected.values()) >= 1
    connection.check_constraints()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("journey")
def test_the_migrated_database_guards_the_audit_trail_and_links_what_was_there():
    assert AuditEntry.objects.count() >= 2
    assert list(faults()) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(by="z")


def our_models():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS
    ]


def our_tables():
    tables = connection.introspection.table_names()
    return {name for name in tables if name.split("_")[0] in OURS}
