"""Every network showed every register; its own is now the largest, within which the others lie."""

from django.db import migrations


def give(apps, schema_editor):
    networks = apps.get_model("network", "Network").objects
    largest = networks.filter(parent=None).order_by("-children", "pk").first()
    apps.get_model("portfolios", "LocalRegister").objects.update(network=largest)


class Migration(migrations.Migration):

    dependencies = [("portfolios", "0002_local_register_of_a_network")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
