import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_outsiders_and_parts'),
        ('people', '__first__'),
        ('search', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=80, verbose_name='navn')),
                ('query', models.CharField(blank=True, max_length=2000)),
                ('role', models.CharField(blank=True, choices=[('adviser', 'Innovasjonsrådgiver'), ('manager', 'Leder'), ('director', 'Bydelsdirektør'), ('secretariat', 'Sekretariat'), ('board_member', 'Medlem av bydelsutvalget'), ('administrator', 'Administrator')], max_length=15, verbose_name='delt med')),
                ('is_start', models.BooleanField(default=False, verbose_name='vis denne først')),
                ('version', models.PositiveIntegerField(default=1)),
                ('district', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'lagret visning',
                'verbose_name_plural': 'lagrede visninger',
                'ordering': ('title', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('person', 'page', 'title'), name='search_savedview_title', violation_error_message='Du har alt en visning med dette navnet.'), models.UniqueConstraint(condition=models.Q(('is_start', True)), fields=('person', 'page'), name='search_savedview_one_start'), models.CheckConstraint(condition=models.Q(('role__in', ['', 'adviser', 'manager', 'director', 'secretariat', 'board_member', 'administrator'])), name='search_savedview_role')],
            },
        ),
        migrations.CreateModel(
            name='SavedViewEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('page', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=80)),
                ('query', models.CharField(blank=True, max_length=2000)),
                ('role', models.CharField(blank=True, max_length=15)),
                ('is_start', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('district', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='search.savedview')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "search_savedviewevent" ("district_id", "id", "is_start", "page", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "role", "title", "unit_id", "version") VALUES (NEW."district_id", NEW."id", NEW."is_start", NEW."page", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."query", NEW."role", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='bfc840dcb944483ccc1f52adbc6b9c27dd78d197', operation='INSERT', pgid='pgtrigger_insert_insert_5ac40', table='search_savedview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "search_savedviewevent" ("district_id", "id", "is_start", "page", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "role", "title", "unit_id", "version") VALUES (NEW."district_id", NEW."id", NEW."is_start", NEW."page", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."query", NEW."role", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='55b2b65c15bfa0855f2923e898ff274f1d947ddc', operation='UPDATE', pgid='pgtrigger_update_update_3fb52', table='search_savedview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "search_savedviewevent" ("district_id", "id", "is_start", "page", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "role", "title", "unit_id", "version") VALUES (OLD."district_id", OLD."id", OLD."is_start", OLD."page", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."query", OLD."role", OLD."title", OLD."unit_id", OLD."version"); RETURN NULL;', hash='6c30ee16a609972c3316a69dcf67d222a403ee8f', operation='DELETE', pgid='pgtrigger_delete_delete_f4e4f', table='search_savedview', when='AFTER')),
        ),
    ]
