from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("insight", "0003_claims_to_the_body_of_their_paper")]

    operations = [
        migrations.RemoveConstraint(model_name="claim", name="claim_once"),
        migrations.RemoveField(model_name="claim", name="network"),
        migrations.AlterField(
            model_name="claim",
            name="body",
            field=models.ForeignKey(on_delete=models.PROTECT, related_name="claims", to="network.body"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(fields=("body", "paper", "code"), name="claim_once"),
        ),
    ]
