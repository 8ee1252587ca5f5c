"""Prepared questions held against what Django writes anew, where a test asks one again."""

from collections import Counter

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS

from ivz.accounts import prepared

ask_again = prepared.ask_again

# How often each kept question is compared in one run: what it forgot to look at shows by then.
COMPARISONS = 10
compared = Counter()


def asked_as_anew(written, actor, facts, anew):
    """Ask a question again; the first times it is compared with the ordinary one."""
    found = ask_again(written, actor, facts, anew)
    compared[written.sql] += 1
    if compared[written.sql] > COMPARISONS:
        return found
    assert _sent(found) == _sent(anew()), "a prepared question looks at more than its facts"
    return found


def _sent(rows):
    try:
        sql, params = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return "nothing"
    return sql.replace("(%s)", "%s"), tuple(params)
