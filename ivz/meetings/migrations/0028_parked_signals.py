import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0005_signals'),
        ('meetings', '0027_presented_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='parkeditem',
            name='signal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parked', to='insight.signal'),
        ),
    ]
