"""Keep the evidence of an acknowledgement that was taken back, also of who is off the list."""

from django.db import migrations, models

ON_THE_LIST = models.Q(("removed_on", None))


class Migration(migrations.Migration):

    dependencies = [
        ("decisions", "0006_acknowledgement"),
    ]

    operations = [
        migrations.AddField(
            model_name="addressee",
            name="removed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(model_name="addressee", name="addressee_acknowledges_what_was_sent"),
        migrations.RemoveConstraint(model_name="addressee", name="addressee_body_once"),
        migrations.RemoveConstraint(model_name="addressee", name="addressee_organisation_once"),
        migrations.RemoveConstraint(model_name="addressee", name="addressee_seat_once"),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("acknowledged_by", None), ("acknowledged_on", None)), models.Q(("acknowledged_on__gte", models.F("sent_on")), ("acknowledged_on__isnull", False)), _connector="OR"),
                name="addressee_acknowledges_what_was_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.CheckConstraint(
                condition=models.Q(("removed_on", None), models.Q(("acknowledged_on", None), models.Q(("evidence", ""), _negated=True)), _connector="OR"),
                name="addressee_taken_off_for_its_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(condition=ON_THE_LIST, fields=("decision", "body"), name="addressee_body_once"),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(condition=ON_THE_LIST, fields=("decision", "organisation"), name="addressee_organisation_once"),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(condition=ON_THE_LIST, fields=("decision", "seat"), name="addressee_seat_once"),
        ),
    ]
