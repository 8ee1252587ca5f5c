
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0002_latest_first'),
        ('documents', '0001_initial'),
        ('meetings', '0002_subjects_on_agendas'),
        ('network', '0004_remove_body_advises'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='annex',
            options={'ordering': ['position', 'pk'], 'verbose_name_plural': 'annexes'},
        ),
        migrations.AddField(
            model_name='annex',
            name='body',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.body'),
        ),
        migrations.AddField(
            model_name='annex',
            name='document',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='annex', to='documents.document'),
        ),
        migrations.AddField(
            model_name='annex',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='annexes', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='annex',
            name='openness',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('body', 'Body'), ('restricted', 'Restricted')], default='network', max_length=20),
        ),
        migrations.AddField(
            model_name='annex',
            name='planned_openness',
            field=models.CharField(choices=[('public', 'Public'), ('network', 'Network'), ('body', 'Body'), ('restricted', 'Restricted')], default='network', max_length=20),
        ),
        migrations.AddField(
            model_name='annex',
            name='restriction',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='decisions.restriction'),
        ),
        migrations.AddField(
            model_name='annex',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='annex',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='annex',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='annex',
            name='proposal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='annexes', to='meetings.proposal'),
        ),
        migrations.AddConstraint(
            model_name='annex',
            constraint=models.CheckConstraint(condition=models.Q(('openness', 'restricted'), ('restriction', None), _connector='XOR'), name='meetings_annex_restricted_exactly_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='annex',
            constraint=models.CheckConstraint(condition=models.Q(('proposal', None), ('meeting', None), _connector='XOR'), name='annex_hangs_on_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='annex',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='annex_withdrawn_exactly_when_signed'),
        ),
    ]
