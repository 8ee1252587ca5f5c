"""A meeting can have guests."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_annex_of_one_body")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="guests",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
