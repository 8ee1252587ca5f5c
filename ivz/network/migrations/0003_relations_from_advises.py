"""Every body that advised another gets a relation that says so."""

from django.db import migrations, models


def relate(apps, schema_editor):
    bodies = apps.get_model("network", "Body").objects
    relation = apps.get_model("network", "BodyRelation")
    relation.objects.bulk_create(
        relation(
            body=body,
            kind="advises",
            other_id=body.advises_id,
            valid_from=body.valid_from,
            valid_until=body.valid_until,
        )
        for body in bodies.exclude(advises=None).exclude(advises=models.F("pk"))
    )


class Migration(migrations.Migration):

    dependencies = [("network", "0002_registers")]

    operations = [migrations.RunPython(relate, migrations.RunPython.noop)]
