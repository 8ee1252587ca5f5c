"""What makes the database itself refuse to change or delete an entry.

Entries may go only where a checkpoint says so; checkpoints never go. Nor does a row come in the
place of another: SQLite's ``INSERT OR REPLACE`` deletes without asking the triggers on deleting.
The database cannot read a signature, so whoever writes in it can add a checkpoint that lets
entries go; ``verification`` finds that one. A migration that alters these
tables on SQLite makes them anew without triggers: end it with ``install``.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_ALLOWED = "SELECT 1 FROM audit_auditcheckpoint WHERE allows_pruning AND last_id >= OLD.id"
_SAME_ENTRY = "SELECT 1 FROM audit_auditentry WHERE id = NEW.id OR digest = NEW.digest"
_SAME_CHECKPOINT = "SELECT 1 FROM audit_auditcheckpoint WHERE id = NEW.id"
_SQLITE = [
    (
        "audit_entry_stays_as_it_is",
        "BEFORE UPDATE ON audit_auditentry",
        "SELECT RAISE(ABORT, 'an audit entry never changes')",
    ),
    (
        "audit_entry_stays",
        f"BEFORE DELETE ON audit_auditentry WHEN NOT EXISTS ({_ALLOWED})",
        "SELECT RAISE(ABORT, 'an audit entry is not deleted')",
    ),
    (
        "audit_checkpoint_stays_as_it_is",
        "BEFORE UPDATE ON audit_auditcheckpoint",
        "SELECT RAISE(ABORT, 'a checkpoint never changes')",
    ),
    (
        "audit_checkpoint_stays",
        "BEFORE DELETE ON audit_auditcheckpoint",
        "SELECT RAISE(ABORT, 'a checkpoint is not deleted')",
    ),
    (
        "audit_entry_is_not_replaced",
        f"BEFORE INSERT ON audit_auditentry WHEN EXISTS ({_SAME_ENTRY})",
        "SELECT RAISE(ABORT, 'an audit entry is not replaced')",
    ),
    (
        "audit_checkpoint_is_not_replaced",
        f"BEFORE INSERT ON audit_auditcheckpoint WHEN EXISTS ({_SAME_CHECKPOINT})",
        "SELECT RAISE(ABORT, 'a checkpoint is not replaced')",
    ),
]
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'audit_auditentry' THEN
        IF EXISTS ({_ALLOWED}) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit trail only grows';
END $$
"""
_TABLES = ("audit_auditentry", "audit_auditcheckpoint")


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse; safe to repeat."""
    with connection.cursor() as cursor:
        for statement in _installing(connection.vendor):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the refusal away, for test databases that are emptied between tests."""
    with connection.cursor() as cursor:
        for statement in _removing(connection.vendor):
            cursor.execute(statement)


def _installing(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {name} {when} BEGIN {refuse}; END"
            for name, when, refuse in _SQLITE
        ]
    return [
        _POSTGRESQL_FUNCTION,
        *_removing(vendor),
        *(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
            for table in _TABLES
        ),
        *(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
            for table in _TABLES
        ),
    ]


def _removing(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, _when, _refuse in _SQLITE]
    return [
        f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}"
        for table in _TABLES
        for what in ("only_grows", "is_not_emptied")
    ]
