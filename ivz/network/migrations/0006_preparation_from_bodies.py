"""What stood at a body on its preparation holds for the life of the body: since when, it did not say."""

from django.db import migrations


def move(apps, schema_editor):
    preparation = apps.get_model("network", "Preparation")
    preparation.objects.bulk_create(
        preparation(
            body=body,
            state=body.preparation,
            note=body.preparation_note,
            valid_from=body.valid_from,
            valid_until=body.valid_until,
        )
        for body in apps.get_model("network", "Body").objects.exclude(preparation="")
    )


class Migration(migrations.Migration):

    dependencies = [("network", "0005_preparation")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
