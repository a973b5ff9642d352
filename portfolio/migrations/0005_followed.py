import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ideas', '0005_taking_part'),
        ('people', '0003_outsiders_and_parts'),
        ('people', '__first__'),
        ('portfolio', '0004_keep_district_of_more'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='delete_delete',
        ),
        migrations.CreateModel(
            name='ProjectFollow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_projects', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='portfolio.project')),
            ],
            options={
                'verbose_name': 'følger av prosjekt',
                'verbose_name_plural': 'følgere av prosjekt',
                'constraints': [models.UniqueConstraint(fields=('project', 'person'), name='portfolio_follow_once')],
            },
        ),
        migrations.CreateModel(
            name='ProjectFollowEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portfolio.projectfollow')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.project')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=40)),
                ('last_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'besøk',
                'verbose_name_plural': 'besøk',
                'constraints': [models.UniqueConstraint(fields=('person', 'page'), name='portfolio_visit_once')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='carryover',
            name='portfolio_carryover_granted',
        ),
        migrations.RemoveConstraint(
            model_name='entry',
            name='portfolio_entry_hours_make_the_amount',
        ),
        migrations.RemoveConstraint(
            model_name='grantapplication',
            name='portfolio_grant_granted',
        ),
        migrations.AddField(
            model_name='project',
            name='challenge',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='ideas.challenge', verbose_name='floke'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='challenge',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.challenge'),
        ),
        migrations.AddField(
            model_name='project',
            name='sim',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='norwegian', weight='A'), '||', django.contrib.postgres.search.SearchVector('summary', 'need', config='norwegian', weight='B'), django.contrib.postgres.search.SearchConfig('norwegian')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='project',
            index=django.contrib.postgres.indexes.GinIndex(fields=['sim'], name='portfolio_project_sim'),
        ),
        migrations.AddConstraint(
            model_name='carryover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', False), ('granted_nok__gt', 0), ('granted_nok__isnull', False), ('granted_nok__lte', models.F('applied_nok')), ('state', 'granted'), ('to_year__isnull', False)), models.Q(models.Q(('state', 'granted'), _negated=True), ('granted_nok', None), ('to_year', None)), _connector='OR'), name='portfolio_carryover_granted'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hours', None), ('rate_nok', None)), models.Q(('amount_nok', django.db.models.functions.math.Round(django.db.models.expressions.CombinedExpression(models.F('hours'), '*', models.F('rate_nok')), precision=2)), ('hours__isnull', False), ('rate_nok__gt', 0), ('rate_nok__isnull', False)), _connector='OR'), name='portfolio_entry_hours_make_the_amount'),
        ),
        migrations.AddConstraint(
            model_name='grantapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_on__isnull', False), ('fund_year__isnull', False), ('granted_nok__gt', 0), ('granted_nok__isnull', False), ('state', 'granted')), models.Q(models.Q(('state', 'granted'), _negated=True), ('fund_year', None), ('granted_nok', None)), _connector='OR'), name='portfolio_grant_granted'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_projectevent" ("access_reason", "challenge_id", "created_at", "district_id", "id", "kind", "leader_id", "legal_basis", "need", "number", "origin_idea_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "programme_id", "service_area_id", "slug", "state", "summary", "target_group", "title", "unit_id", "version") VALUES (NEW."access_reason", NEW."challenge_id", NEW."created_at", NEW."district_id", NEW."id", NEW."kind", NEW."leader_id", NEW."legal_basis", NEW."need", NEW."number", NEW."origin_idea_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."profile", NEW."programme_id", NEW."service_area_id", NEW."slug", NEW."state", NEW."summary", NEW."target_group", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='dabafa4520dad40f2d6bfbcf630455050baa248f', operation='INSERT', pgid='pgtrigger_insert_insert_e7f55', table='portfolio_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."access_reason" IS DISTINCT FROM (NEW."access_reason") OR OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."leader_id" IS DISTINCT FROM (NEW."leader_id") OR OLD."legal_basis" IS DISTINCT FROM (NEW."legal_basis") OR OLD."need" IS DISTINCT FROM (NEW."need") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."origin_idea_id" IS DISTINCT FROM (NEW."origin_idea_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."profile" IS DISTINCT FROM (NEW."profile") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."service_area_id" IS DISTINCT FROM (NEW."service_area_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."target_group" IS DISTINCT FROM (NEW."target_group") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "portfolio_projectevent" ("access_reason", "challenge_id", "created_at", "district_id", "id", "kind", "leader_id", "legal_basis", "need", "number", "origin_idea_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "programme_id", "service_area_id", "slug", "state", "summary", "target_group", "title", "unit_id", "version") VALUES (NEW."access_reason", NEW."challenge_id", NEW."created_at", NEW."district_id", NEW."id", NEW."kind", NEW."leader_id", NEW."legal_basis", NEW."need", NEW."number", NEW."origin_idea_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."profile", NEW."programme_id", NEW."service_area_id", NEW."slug", NEW."state", NEW."summary", NEW."target_group", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='f7fa1d4e214cff6f8e814adb7dbbd83fe9edb2c1', operation='UPDATE', pgid='pgtrigger_update_update_37766', table='portfolio_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_projectevent" ("access_reason", "challenge_id", "created_at", "district_id", "id", "kind", "leader_id", "legal_basis", "need", "number", "origin_idea_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "programme_id", "service_area_id", "slug", "state", "summary", "target_group", "title", "unit_id", "version") VALUES (OLD."access_reason", OLD."challenge_id", OLD."created_at", OLD."district_id", OLD."id", OLD."kind", OLD."leader_id", OLD."legal_basis", OLD."need", OLD."number", OLD."origin_idea_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."profile", OLD."programme_id", OLD."service_area_id", OLD."slug", OLD."state", OLD."summary", OLD."target_group", OLD."title", OLD."unit_id", OLD."version"); RETURN NULL;', hash='00ae5e831acfb5329dd420f5123d1f61d5ee6666', operation='DELETE', pgid='pgtrigger_delete_delete_aeb96', table='portfolio_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectfollow',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_projectfollowevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "since") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."project_id", NEW."since"); RETURN NULL;', hash='92f5ca4a5a61e654ab41a967269238eb54097649', operation='INSERT', pgid='pgtrigger_insert_insert_bf4ec', table='portfolio_projectfollow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectfollow',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_projectfollowevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "since") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."project_id", NEW."since"); RETURN NULL;', hash='85787f7b3f1c594bdb9945eda149248d176a0b5d', operation='UPDATE', pgid='pgtrigger_update_update_62eed', table='portfolio_projectfollow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectfollow',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_projectfollowevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "since") VALUES (OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."project_id", OLD."since"); RETURN NULL;', hash='fc67ad276a780d94f556bf0b6b21f427aff288b4', operation='DELETE', pgid='pgtrigger_delete_delete_a0274', table='portfolio_projectfollow', when='AFTER')),
        ),
    ]
