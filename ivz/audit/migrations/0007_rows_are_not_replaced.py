"""From here on SQLite refuses as well that a new row takes the place of another."""

from django.db import migrations

from ivz.audit import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("audit", "0006_search_by_number")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
