import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("portfolios", "0003_local_registers_to_the_largest_network")]

    operations = [
        migrations.AlterField(
            "localregister",
            "network",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="local_registers",
                to="network.network",
            ),
        ),
        migrations.AddConstraint(
            "localregister",
            models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_until", None),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="portfolios_localregister_ends_after_it_starts",
            ),
        ),
    ]
