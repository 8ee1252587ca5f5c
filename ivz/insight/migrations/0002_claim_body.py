from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("insight", "0001_initial"), ("network", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="body",
            field=models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="claims", to="network.body"),
        ),
    ]
