import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('files', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='document',
            name='delete_delete',
        ),
        migrations.CreateModel(
            name='DocumentBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='tittel')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('back_url', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'samling av dokumenter',
                'verbose_name_plural': 'samlinger av dokumenter',
            },
        ),
        migrations.CreateModel(
            name='BatchLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batch_lines', to='files.document')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='files.documentbatch')),
            ],
            options={
                'verbose_name': 'dokument i samling',
                'verbose_name_plural': 'dokumenter i samlinger',
                'ordering': ['batch', 'position'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'document'), name='files_batchline_once')],
            },
        ),
        migrations.CreateModel(
            name='BatchLineEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.document')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='files.batchline')),
                ('batch', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.documentbatch')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentBatchEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('title', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=200)),
                ('back_url', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='files.documentbatch')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='document',
            name='format',
            field=models.CharField(choices=[('pdf', 'PDF'), ('docx', 'DOCX'), ('xlsx', 'XLSX'), ('zip', 'ZIP')], default='pdf', max_length=4),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='format',
            field=models.CharField(default='pdf', max_length=4),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['pdf', 'docx', 'xlsx', 'zip'])), name='files_document_format'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "files_documentevent" ("context_sha256", "created_at", "created_by_id", "file_id", "finished_at", "format", "holder_id", "holder_type_id", "id", "key", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "schema_version", "template", "title", "version") VALUES (NEW."context_sha256", NEW."created_at", NEW."created_by_id", NEW."file_id", NEW."finished_at", NEW."format", NEW."holder_id", NEW."holder_type_id", NEW."id", NEW."key", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."public_id", NEW."schema_version", NEW."template", NEW."title", NEW."version"); RETURN NULL;', hash='1cb78defa1ecb97540b08b8c4cd3cdeff0e0ed04', operation='INSERT', pgid='pgtrigger_insert_insert_34801', table='files_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."context_sha256" IS DISTINCT FROM (NEW."context_sha256") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."holder_id" IS DISTINCT FROM (NEW."holder_id") OR OLD."holder_type_id" IS DISTINCT FROM (NEW."holder_type_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."schema_version" IS DISTINCT FROM (NEW."schema_version") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "files_documentevent" ("context_sha256", "created_at", "created_by_id", "file_id", "finished_at", "format", "holder_id", "holder_type_id", "id", "key", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "schema_version", "template", "title", "version") VALUES (NEW."context_sha256", NEW."created_at", NEW."created_by_id", NEW."file_id", NEW."finished_at", NEW."format", NEW."holder_id", NEW."holder_type_id", NEW."id", NEW."key", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."public_id", NEW."schema_version", NEW."template", NEW."title", NEW."version"); RETURN NULL;', hash='2014a67b3cc3568d7f0af4a73770a00966fb4496', operation='UPDATE', pgid='pgtrigger_update_update_b9846', table='files_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "files_documentevent" ("context_sha256", "created_at", "created_by_id", "file_id", "finished_at", "format", "holder_id", "holder_type_id", "id", "key", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "schema_version", "template", "title", "version") VALUES (OLD."context_sha256", OLD."created_at", OLD."created_by_id", OLD."file_id", OLD."finished_at", OLD."format", OLD."holder_id", OLD."holder_type_id", OLD."id", OLD."key", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."public_id", OLD."schema_version", OLD."template", OLD."title", OLD."version"); RETURN NULL;', hash='e3623900276171023bed96a81934fe6653123a70', operation='DELETE', pgid='pgtrigger_delete_delete_78469', table='files_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentbatch',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "files_documentbatchevent" ("back_url", "created_at", "created_by_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "title") VALUES (NEW."back_url", NEW."created_at", NEW."created_by_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."public_id", NEW."title"); RETURN NULL;', hash='e8df9eae66b3f602e32328ea6cc672ad365d6d7a', operation='INSERT', pgid='pgtrigger_insert_insert_aeee7', table='files_documentbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentbatch',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "files_documentbatchevent" ("back_url", "created_at", "created_by_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "title") VALUES (NEW."back_url", NEW."created_at", NEW."created_by_id", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."public_id", NEW."title"); RETURN NULL;', hash='0ba8f71163d7552be463b1ef896c097623d65979', operation='UPDATE', pgid='pgtrigger_update_update_2f470', table='files_documentbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentbatch',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "files_documentbatchevent" ("back_url", "created_at", "created_by_id", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "title") VALUES (OLD."back_url", OLD."created_at", OLD."created_by_id", OLD."id", OLD."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."public_id", OLD."title"); RETURN NULL;', hash='a2d6715cef4f6ff1b9e5e11d50be03b416cd1699', operation='DELETE', pgid='pgtrigger_delete_delete_f0f21', table='files_documentbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batchline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "files_batchlineevent" ("batch_id", "document_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."batch_id", NEW."document_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."position"); RETURN NULL;', hash='297acdc9638f97fe41083ca95ec170b9d83535f3', operation='INSERT', pgid='pgtrigger_insert_insert_115ef', table='files_batchline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batchline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "files_batchlineevent" ("batch_id", "document_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."batch_id", NEW."document_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."position"); RETURN NULL;', hash='d45e8735a4f5626ef71ed4e17094a2fb0772b299', operation='UPDATE', pgid='pgtrigger_update_update_d84b3', table='files_batchline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='batchline',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "files_batchlineevent" ("batch_id", "document_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."batch_id", OLD."document_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."position"); RETURN NULL;', hash='1b73f337a666752bef815281db7a887df12fd59a', operation='DELETE', pgid='pgtrigger_delete_delete_07c76', table='files_batchline', when='AFTER')),
        ),
    ]
