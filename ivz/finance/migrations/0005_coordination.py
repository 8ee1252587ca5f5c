
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('finance', '0004_annual_accounts'),
    ]

    operations = [
        migrations.AddField(
            model_name='budgetpost',
            name='coordination_hundredths',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
