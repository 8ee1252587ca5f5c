"""Entries from before the chain are linked in the order in which they were written."""

from django.db import migrations

from ivz.audit.chain import GENESIS, linked


def link(apps, schema_editor):
    entries = apps.get_model("audit", "AuditEntry").objects
    digest = GENESIS
    for entry in linked(entries.order_by("pk").iterator(chunk_size=2000), after=GENESIS):
        entries.filter(pk=entry.pk).update(previous=entry.previous, digest=entry.digest)
        digest = entry.digest
    apps.get_model("audit", "AuditHead").objects.create(pk=1, digest=digest)


class Migration(migrations.Migration):

    dependencies = [("audit", "0002_chain")]

    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
