"""From here on the database refuses to change or delete an entry."""

from django.db import migrations, models

from ivz.audit import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("audit", "0003_link_entries")]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="digest",
            field=models.CharField(max_length=64, unique=True),
        ),
        migrations.RunPython(install, remove),
    ]
