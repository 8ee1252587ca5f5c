import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("network", "0004_remove_body_advises")]

    operations = [
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('sound', 'In order'), ('partly', 'Partly arranged'), ('to_improve', 'To be improved')], max_length=20)),
                ('note', models.TextField(blank=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preparations', to='network.body')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='network_preparation_ends_after_it_starts')],
            },
        ),
    ]
