import django.db.models.deletion
from django.db import migrations, models

import ivz.documents.models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0007_remove_body_preparation"),
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ThemeWeek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("key", models.CharField(default=ivz.documents.models.random_key, editable=False, max_length=32, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("about", models.TextField(blank=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("closes_on", models.DateField(blank=True, null=True)),
                ("cancelled_on", models.DateField(blank=True, null=True)),
                ("cancelled_why", models.CharField(blank=True, max_length=300)),
                ("announced_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.person")),
                ("follows", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="followed_by", to="events.themeweek")),
                ("network", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="theme_weeks", to="network.network")),
                ("theme", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="weeks", to="network.theme")),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "indexes": [models.Index(fields=["network", "starts_on"], name="theme_week_network_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_on", None), ("cancelled_why", "")),
                            models.Q(("cancelled_on__isnull", False), models.Q(("cancelled_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="theme_week_cancelled_exactly_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="theme_week_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on", None), ("closes_on__lte", models.F("ends_on")), _connector="OR"),
                        name="theme_week_closes_before_it_is_over",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="networkevent",
            name="theme_week",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="events.themeweek"),
        ),
    ]
