"""Give the annexes that were there the body and the openness of the proposal they hang on."""

from django.db import migrations


def follow_proposals(apps, schema_editor):
    annexes = apps.get_model("meetings", "Annex").objects.select_related("proposal")
    for annex in annexes.iterator():
        annex.body_id = annex.proposal.body_id
        annex.planned_openness = annex.proposal.planned_openness
        annex.openness = annex.proposal.openness
        annex.restriction_id = annex.proposal.restriction_id
        annex.save()


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_annexes_of_meetings")]

    operations = [migrations.RunPython(follow_proposals, migrations.RunPython.noop)]
