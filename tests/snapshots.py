"""The SQLite database put aside as a file, and put back: quicker than loading it again."""

import sqlite3
from contextlib import closing

from django.contrib.contenttypes.models import ContentType
from django.db import connection


def copy_database_to(path):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)


def put_back(path):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        copy.backup(connection.connection)
    ContentType.objects.clear_cache()  # what was remembered is about the database that went
