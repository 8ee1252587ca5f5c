from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("network", "0003_relations_from_advises")]

    operations = [migrations.RemoveField(model_name="body", name="advises")]
