"""Every annex belongs to a body."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_annexes_as_open_as_their_proposal")]

    operations = [
        migrations.AlterField(
            model_name="annex",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="network.body",
            ),
        ),
    ]
