"""Keep why something was parked with what was parked alone: that can close afterwards."""

from django.db import migrations


def shorten(apps, schema_editor):
    parked = apps.get_model("meetings", "ParkedItem").objects.exclude(note="")
    rows = apps.get_model("meetings", "LateChange").objects.filter(kind="item_removed")
    for row in parked.exclude(noted_in=None).iterator():
        left = rows.filter(meeting=row.noted_in_id, sent_on=row.parked_on, reason=row.note.strip())
        left.update(reason="Geparkeerd voor een latere agenda.")


class Migration(migrations.Migration):

    dependencies = [
        ("meetings", "0025_only_labels_of_what_left"),
    ]

    operations = [migrations.RunPython(shorten, migrations.RunPython.noop, elidable=True)]
