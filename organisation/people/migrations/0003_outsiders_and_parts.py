import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_keep_district'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='delete_delete',
        ),
        migrations.CreateModel(
            name='PartChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('merging', 'Slå sammen idéer med samtykke'), ('outsiders', 'Eksterne som inviteres til idéer'), ('suggested_list', 'Forslag til prioritering fra maskinen')], max_length=20, verbose_name='del')),
                ('is_on', models.BooleanField(verbose_name='i bruk')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'del av løsningen',
                'verbose_name_plural': 'deler av løsningen',
                'constraints': [models.UniqueConstraint(fields=('district', 'part'), name='people_partchoice_once'), models.CheckConstraint(condition=models.Q(('part__in', ['merging', 'outsiders', 'suggested_list'])), name='people_partchoice_part')],
            },
        ),
        migrations.CreateModel(
            name='PartChoiceEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('part', models.CharField(max_length=20)),
                ('is_on', models.BooleanField()),
                ('district', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.partchoice')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='person',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='people.partner', verbose_name='samarbeidspart'),
        ),
        migrations.AddField(
            model_name='personevent',
            name='partner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.partner'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('partner', None), ('is_employee', False), _connector='OR'), name='people_person_outsider_is_not_employed', violation_error_message='En ekstern kan ikke være ansatt.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("district_id", "email", "id", "is_active", "is_employee", "is_installation_admin", "job_title", "joined_at", "name", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "unit_id", "version") VALUES (NEW."district_id", NEW."email", NEW."id", NEW."is_active", NEW."is_employee", NEW."is_installation_admin", NEW."job_title", NEW."joined_at", NEW."name", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."phone", NEW."unit_id", NEW."version"); RETURN NULL;', hash='d68fa6cd1aad8fcb4138bf831304c85e5426fff4', operation='INSERT', pgid='pgtrigger_insert_insert_65688', table='people_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_employee" IS DISTINCT FROM (NEW."is_employee") OR OLD."is_installation_admin" IS DISTINCT FROM (NEW."is_installation_admin") OR OLD."job_title" IS DISTINCT FROM (NEW."job_title") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "people_personevent" ("district_id", "email", "id", "is_active", "is_employee", "is_installation_admin", "job_title", "joined_at", "name", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "unit_id", "version") VALUES (NEW."district_id", NEW."email", NEW."id", NEW."is_active", NEW."is_employee", NEW."is_installation_admin", NEW."job_title", NEW."joined_at", NEW."name", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."phone", NEW."unit_id", NEW."version"); RETURN NULL;', hash='772b6cecd34bec9e74648a0ce6f4a09b20292739', operation='UPDATE', pgid='pgtrigger_update_update_de829', table='people_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("district_id", "email", "id", "is_active", "is_employee", "is_installation_admin", "job_title", "joined_at", "name", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "unit_id", "version") VALUES (OLD."district_id", OLD."email", OLD."id", OLD."is_active", OLD."is_employee", OLD."is_installation_admin", OLD."job_title", OLD."joined_at", OLD."name", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."phone", OLD."unit_id", OLD."version"); RETURN NULL;', hash='fe1e04671afeedecc5df8e23a8cda93f50bb6a98', operation='DELETE', pgid='pgtrigger_delete_delete_2ca2d', table='people_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partchoice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_partchoiceevent" ("district_id", "id", "is_on", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."district_id", NEW."id", NEW."is_on", NEW."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id"); RETURN NULL;', hash='a07414003936bf8f1e0d54b28a2962c456806769', operation='INSERT', pgid='pgtrigger_insert_insert_1e93a', table='people_partchoice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partchoice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_partchoiceevent" ("district_id", "id", "is_on", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."district_id", NEW."id", NEW."is_on", NEW."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id"); RETURN NULL;', hash='0cd7d78c414bc48b0cf954e6d44be33b7afad36e', operation='UPDATE', pgid='pgtrigger_update_update_b0a86', table='people_partchoice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partchoice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_partchoiceevent" ("district_id", "id", "is_on", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."district_id", OLD."id", OLD."is_on", OLD."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id"); RETURN NULL;', hash='2f7139e6cdd44970f94adab9a7732c42563fdb9a', operation='DELETE', pgid='pgtrigger_delete_delete_55670', table='people_partchoice', when='AFTER')),
        ),
    ]
