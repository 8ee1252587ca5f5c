import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("portfolios", "0001_initial"), ("network", "0007_remove_body_preparation")]

    operations = [
        migrations.AddField("localregister", "valid_from", models.DateField(blank=True, null=True)),
        migrations.AddField("localregister", "valid_until", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "localregister", "version", models.PositiveIntegerField(default=1, editable=False)
        ),
        migrations.AddField(
            "localregister",
            "network",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="local_registers",
                to="network.network",
            ),
        ),
    ]
