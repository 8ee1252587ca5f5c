import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("network", "0008_themes_kept_up"), ("workflow", "0002_change_changes_something")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="works_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                name="person_leaves_after_arriving",
                condition=Q(works_from=None) | Q(works_until=None) | Q(works_until__gt=F("works_from")),
            ),
        ),
        migrations.AddField(
            model_name="network",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("first", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflow.change")),
                ("last", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflow.change")),
                ("network", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="register_imports", to="network.network")),
            ],
        ),
    ]
