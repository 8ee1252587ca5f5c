"""A claim belongs to the body that its paper is for; without one it was shown nowhere."""

from django.db import migrations


def name_the_body(apps, schema_editor):
    claims = apps.get_model("insight", "Claim").objects
    proposals = apps.get_model("meetings", "Proposal").objects
    for claim in claims.all():
        papers = proposals.filter(
            body__network=claim.network_id, register_number__iexact=claim.paper
        )
        bodies = set(papers.values_list("body_id", flat=True))
        if len(bodies) == 1:
            claims.filter(pk=claim.pk).update(body=bodies.pop())
    claims.filter(body=None).delete()


class Migration(migrations.Migration):

    dependencies = [("insight", "0002_claim_body"), ("meetings", "0001_initial")]

    operations = [migrations.RunPython(name_the_body, migrations.RunPython.noop)]
