from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("network", "0006_preparation_from_bodies")]

    operations = [
        migrations.RemoveField(model_name="body", name="preparation"),
        migrations.RemoveField(model_name="body", name="preparation_note"),
    ]
