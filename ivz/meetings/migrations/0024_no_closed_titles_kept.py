"""Forget the closed titles that were kept with remarks left as they were."""

from django.db import migrations, models


def forget(apps, schema_editor):
    rows = apps.get_model("meetings", "LeftRemark").objects.filter(code="closed")
    rows.update(words="", sentence="Een besloten titel staat in de tekst.")


class Migration(migrations.Migration):

    dependencies = [
        ("meetings", "0023_left_remarks"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="leftremark",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("code", "closed"), _negated=True), ("words", ""), _connector="OR"),
                name="remark_copies_no_closed_title",
            ),
        ),
    ]
