import django.core.serializers.json
import django.db.models.deletion
import ivz.documents.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0004_claim_without_network'),
        ('network', '0008_themes_kept_up'),
    ]

    operations = [
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('key', models.CharField(default=ivz.documents.models.random_key, editable=False, max_length=32, unique=True)),
                ('observed', models.DecimalField(decimal_places=4, max_digits=12)),
                ('expected', models.DecimalField(decimal_places=4, max_digits=12)),
                ('found_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Followed up'), ('declined', 'Not followed up'), ('on_agenda', 'On an agenda'), ('withdrawn', 'Lapsed')], default='open', max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('handled_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.area')),
                ('data_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='insight.dataset')),
                ('followed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.area')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.theme')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('data_set', 'area', 'theme'), name='signal_once_per_cell'),
                    models.CheckConstraint(condition=models.Q(('expected__gt', 0)), name='signal_against_something'),
                    models.CheckConstraint(condition=models.Q(('state', 'accepted'), ('followed_by', None), _connector='XOR'), name='signal_followed_exactly_by_somebody'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['declined', 'withdrawn']), ('reason', ''), _connector='XOR'), name='signal_ended_exactly_with_reason'),
                    models.CheckConstraint(condition=models.Q(('state', 'open'), ('handled_on__isnull', False), _connector='XOR'), name='signal_handled_exactly_when_dated'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SignalStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accepted', 'Followed up'), ('declined', 'Not followed up'), ('on_agenda', 'On an agenda'), ('withdrawn', 'Lapsed'), ('found', 'Found in the figures'), ('off_agenda', 'Taken off the agenda'), ('undone', 'Taken back')], max_length=10)),
                ('on', models.DateField()),
                ('words', models.TextField(blank=True)),
                ('before', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person')),
                ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='insight.signal')),
            ],
            options={'ordering': ['-pk']},
        ),
    ]
