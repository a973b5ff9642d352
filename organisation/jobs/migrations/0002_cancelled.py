from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='job',
            name='job_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='job',
            name='job_queue_known',
        ),
        migrations.RemoveConstraint(
            model_name='job',
            name='job_finished_has_time',
        ),
        migrations.AlterField(
            model_name='job',
            name='state',
            field=models.CharField(choices=[('waiting', 'I kø'), ('running', 'Pågår'), ('done', 'Ferdig'), ('failed', 'Stoppet'), ('cancelled', 'Avbrutt')], default='waiting', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed', 'cancelled'])), name='job_state_known'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('queue__in', ('mail', 'documents', 'packs', 'bulk'))), name='job_queue_known'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('state__in', ('waiting', 'running'))), models.Q(('finished_at__isnull', False), ('state__in', ('done', 'failed', 'cancelled'))), _connector='OR'), name='job_finished_has_time'),
        ),
    ]
