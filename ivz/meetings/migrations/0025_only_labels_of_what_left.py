"""Keep of items that left a frozen agenda only the label: their titles can close afterwards."""

from django.db import migrations


def shorten(apps, schema_editor):
    rows = apps.get_model("meetings", "LateChange").objects.filter(kind="item_removed")
    for row in rows.exclude(words="").iterator():
        row.words = row.words.split()[0]
        row.save(update_fields=["words"])


class Migration(migrations.Migration):

    dependencies = [
        ("meetings", "0024_no_closed_titles_kept"),
    ]

    operations = [migrations.RunPython(shorten, migrations.RunPython.noop, elidable=True)]
