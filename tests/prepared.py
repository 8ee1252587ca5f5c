"""Prepared questions held against what Django writes anew, wherever a test asks one again."""

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS

from ivz.accounts import prepared

ask_again = prepared.ask_again


def asked_as_anew(written, actor, facts, anew):
    """Ask a question again, after comparing it with the ordinary one."""
    found = ask_again(written, actor, facts, anew)
    assert _sent(found) == _sent(anew()), "a prepared question looks at more than its facts"
    return found


def _sent(rows):
    try:
        sql, params = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return "nothing"
    return sql.replace("(%s)", "%s"), tuple(params)
