import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_own_meetings'),
        ('people', '__first__'),
        ('portfolio', '0005_followed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Prioritisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='hva det gjelder')),
                ('frame_nok', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='ramme')),
                ('first_year', models.PositiveSmallIntegerField(verbose_name='fra år')),
                ('last_year', models.PositiveSmallIntegerField(verbose_name='til år')),
                ('query', models.CharField(blank=True, max_length=2000)),
                ('note', models.TextField(blank=True, verbose_name='merknad')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('fund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.fund', verbose_name='fond')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'prioritering',
                'verbose_name_plural': 'prioriteringer',
                'constraints': [models.CheckConstraint(condition=models.Q(('frame_nok__gte', 0)), name='portfolio_prioritisation_frame'), models.CheckConstraint(condition=models.Q(('first_year__gte', 2000), ('last_year__gte', models.F('first_year')), ('last_year__lte', django.db.models.expressions.CombinedExpression(models.F('first_year'), '+', models.Value(10)))), name='portfolio_prioritisation_years')],
            },
        ),
        migrations.CreateModel(
            name='AreaLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at_least_nok', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='minst')),
                ('at_most_nok', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='høyst')),
                ('service_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.servicearea', verbose_name='tjenesteområde')),
                ('prioritisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='limits', to='portfolio.prioritisation')),
            ],
            options={
                'verbose_name': 'grense for et tjenesteområde',
                'verbose_name_plural': 'grenser for tjenesteområder',
                'constraints': [models.UniqueConstraint(fields=('prioritisation', 'service_area'), name='portfolio_arealimit_once'), models.CheckConstraint(condition=models.Q(('at_least_nok__gte', 0), ('at_most_nok__gte', 0), _connector='OR'), name='portfolio_arealimit_says_something'), models.CheckConstraint(condition=models.Q(('at_least_nok', None), ('at_most_nok', None), ('at_most_nok__gte', models.F('at_least_nok')), _connector='OR'), name='portfolio_arealimit_in_order')],
            },
        ),
        migrations.CreateModel(
            name='AreaLimitEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('at_least_nok', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('at_most_nok', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portfolio.arealimit')),
                ('service_area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.servicearea')),
                ('prioritisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.prioritisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bound', models.CharField(choices=[('free', 'Kan velges'), ('must', 'Må være med'), ('never', 'Skal ikke være med')], default='free', max_length=5, verbose_name='binding')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='verdi')),
                ('cost_nok', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='kostnad')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='begrunnelse')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portfolio.project')),
                ('prioritisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='portfolio.prioritisation')),
            ],
            options={
                'verbose_name': 'kandidat',
                'verbose_name_plural': 'kandidater',
                'constraints': [models.UniqueConstraint(fields=('prioritisation', 'project'), name='portfolio_candidate_once'), models.CheckConstraint(condition=models.Q(('bound__in', ['free', 'must', 'never'])), name='portfolio_candidate_bound'), models.CheckConstraint(condition=models.Q(models.Q(('value', None), ('value__gte', 0), _connector='OR'), models.Q(('cost_nok', None), ('cost_nok__gte', 0), _connector='OR')), name='portfolio_candidate_not_negative'), models.CheckConstraint(condition=models.Q(('bound', 'free'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='portfolio_candidate_bound_has_reason', violation_error_message='Skriv hvorfor.')],
            },
        ),
        migrations.CreateModel(
            name='CandidateEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('bound', models.CharField(default='free', max_length=5)),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('cost_nok', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portfolio.candidate')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.project')),
                ('prioritisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.prioritisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PriorityList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='navn')),
                ('note', models.TextField(blank=True, verbose_name='begrunnelse')),
                ('is_suggested', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prioritisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lists', to='portfolio.prioritisation')),
            ],
            options={
                'verbose_name': 'liste',
                'verbose_name_plural': 'lister',
                'constraints': [models.UniqueConstraint(fields=('prioritisation', 'title'), name='portfolio_prioritylist_title', violation_error_message='Det finnes alt en liste med dette navnet.')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portfolio.candidate')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='portfolio.prioritylist')),
            ],
            options={
                'verbose_name': 'valgt prosjekt',
                'verbose_name_plural': 'valgte prosjekter',
                'constraints': [models.UniqueConstraint(fields=('list', 'candidate'), name='portfolio_choice_once')],
            },
        ),
        migrations.CreateModel(
            name='ChoiceEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('candidate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.candidate')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portfolio.choice')),
                ('list', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.prioritylist')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PortfolioPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('report', 'Porteføljerapport'), ('workbook', 'Regneark med alle tabeller'), ('account', 'Innovasjonsregnskap'), ('pieces', 'Stykker til tertialrapport, årsberetning og budsjett')], max_length=10, verbose_name='slag')),
                ('title', models.CharField(max_length=160, verbose_name='tittel')),
                ('as_of', models.DateField(verbose_name='slik det sto')),
                ('compared_with', models.DateField(blank=True, null=True, verbose_name='sammenlignet med')),
                ('query', models.CharField(blank=True, max_length=2000)),
                ('parts', models.JSONField(default=list)),
                ('intro', models.TextField(blank=True, verbose_name='innledning')),
                ('ordered_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('district', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'porteføljedokument',
                'verbose_name_plural': 'porteføljedokumenter',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['report', 'workbook', 'account', 'pieces'])), name='portfolio_paper_kind'), models.CheckConstraint(condition=models.Q(('compared_with', None), ('compared_with__lt', models.F('as_of')), _connector='OR'), name='portfolio_paper_looks_back', violation_error_message='Dagen det sammenlignes med, må være tidligere.')],
            },
        ),
        migrations.CreateModel(
            name='PortfolioPaperEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('title', models.CharField(max_length=160)),
                ('as_of', models.DateField()),
                ('compared_with', models.DateField(blank=True, null=True)),
                ('query', models.CharField(blank=True, max_length=2000)),
                ('parts', models.JSONField(default=list)),
                ('intro', models.TextField(blank=True)),
                ('ordered_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('district', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
                ('ordered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portfolio.portfoliopaper')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PrioritisationEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('frame_nok', models.DecimalField(decimal_places=2, max_digits=14)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('query', models.CharField(blank=True, max_length=2000)),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
                ('fund', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.fund')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portfolio.prioritisation')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PriorityDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('list_title', models.CharField(max_length=120)),
                ('snapshot', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('reason', models.TextField(verbose_name='begrunnelse')),
                ('decided_as', models.CharField(max_length=80)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prioritisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='portfolio.prioritisation')),
            ],
            options={
                'verbose_name': 'beslutning om prioritering',
                'verbose_name_plural': 'beslutninger om prioritering',
                'ordering': ('prioritisation', '-number'),
                'constraints': [models.UniqueConstraint(fields=('prioritisation', 'number'), name='portfolio_prioritydecision_number'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='portfolio_prioritydecision_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='PriorityListEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('note', models.TextField(blank=True)),
                ('is_suggested', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portfolio.prioritylist')),
                ('prioritisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.prioritisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='år')),
                ('tertial', models.PositiveSmallIntegerField(verbose_name='tertial')),
                ('kind', models.CharField(choices=[('deviations', 'Avvik meldt'), ('closed', 'Avvik lukket'), ('control', 'Internkontroll gjennomført, prosent')], max_length=12, verbose_name='tall')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='verdi')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='merknad')),
                ('is_imported', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('district', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'tall for enhet',
                'verbose_name_plural': 'tall for enheter',
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'tertial', 'kind'), name='portfolio_unitfigure_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['deviations', 'closed', 'control'])), name='portfolio_unitfigure_kind'), models.CheckConstraint(condition=models.Q(('tertial__gte', 1), ('tertial__lte', 3), ('year__gte', 2000)), name='portfolio_unitfigure_period'), models.CheckConstraint(condition=models.Q(('value__gte', 0), models.Q(models.Q(('kind', 'control'), _negated=True), ('value__lte', 100), _connector='OR')), name='portfolio_unitfigure_value')],
            },
        ),
        migrations.CreateModel(
            name='UnitFigureEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('tertial', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=12)),
                ('value', models.DecimalField(decimal_places=2, max_digits=12)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('is_imported', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('district', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='portfolio.unitfigure')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='statusreport',
            index=models.Index(fields=['project', 'delivered_at', 'number'], name='portfolio_statusreport_last'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='portfoliopaper',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_portfoliopaperevent" ("as_of", "compared_with", "district_id", "id", "intro", "kind", "ordered_at", "ordered_by_id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "unit_id") VALUES (NEW."as_of", NEW."compared_with", NEW."district_id", NEW."id", NEW."intro", NEW."kind", NEW."ordered_at", NEW."ordered_by_id", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."query", NEW."title", NEW."unit_id"); RETURN NULL;', hash='4ce5bba4489e2215340b7717ee216036931d00e5', operation='INSERT', pgid='pgtrigger_insert_insert_d5bc8', table='portfolio_portfoliopaper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='portfoliopaper',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_portfoliopaperevent" ("as_of", "compared_with", "district_id", "id", "intro", "kind", "ordered_at", "ordered_by_id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "unit_id") VALUES (NEW."as_of", NEW."compared_with", NEW."district_id", NEW."id", NEW."intro", NEW."kind", NEW."ordered_at", NEW."ordered_by_id", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."query", NEW."title", NEW."unit_id"); RETURN NULL;', hash='8f2de68dcb22897ddebd4e8017ef6e71c53cae01', operation='UPDATE', pgid='pgtrigger_update_update_13e10', table='portfolio_portfoliopaper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='portfoliopaper',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_portfoliopaperevent" ("as_of", "compared_with", "district_id", "id", "intro", "kind", "ordered_at", "ordered_by_id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "unit_id") VALUES (OLD."as_of", OLD."compared_with", OLD."district_id", OLD."id", OLD."intro", OLD."kind", OLD."ordered_at", OLD."ordered_by_id", OLD."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."query", OLD."title", OLD."unit_id"); RETURN NULL;', hash='7c11b23e933e44d24ab6674fcd0a56ff434c9696', operation='DELETE', pgid='pgtrigger_delete_delete_4a479', table='portfolio_portfoliopaper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_prioritisationevent" ("created_at", "created_by_id", "district_id", "first_year", "frame_nok", "fund_id", "id", "last_year", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "unit_id", "version") VALUES (NEW."created_at", NEW."created_by_id", NEW."district_id", NEW."first_year", NEW."frame_nok", NEW."fund_id", NEW."id", NEW."last_year", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."query", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='299434bdf824f2184a7e2d02b95999d0219f4bfd', operation='INSERT', pgid='pgtrigger_insert_insert_1cb9b', table='portfolio_prioritisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_prioritisationevent" ("created_at", "created_by_id", "district_id", "first_year", "frame_nok", "fund_id", "id", "last_year", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "unit_id", "version") VALUES (NEW."created_at", NEW."created_by_id", NEW."district_id", NEW."first_year", NEW."frame_nok", NEW."fund_id", NEW."id", NEW."last_year", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."query", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='51e73811a4e400a0448c49895e56a577ccd4b677', operation='UPDATE', pgid='pgtrigger_update_update_8f733', table='portfolio_prioritisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_prioritisationevent" ("created_at", "created_by_id", "district_id", "first_year", "frame_nok", "fund_id", "id", "last_year", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "title", "unit_id", "version") VALUES (OLD."created_at", OLD."created_by_id", OLD."district_id", OLD."first_year", OLD."frame_nok", OLD."fund_id", OLD."id", OLD."last_year", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."query", OLD."title", OLD."unit_id", OLD."version"); RETURN NULL;', hash='2a62d1624587aa1fc7f21c7dee424f4a36c6c178', operation='DELETE', pgid='pgtrigger_delete_delete_faef9', table='portfolio_prioritisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_candidateevent" ("bound", "cost_nok", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "project_id", "reason", "value") VALUES (NEW."bound", NEW."cost_nok", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."prioritisation_id", NEW."project_id", NEW."reason", NEW."value"); RETURN NULL;', hash='3ad0738ba4e5eadc1cd4d6221cd229d7516dfc96', operation='INSERT', pgid='pgtrigger_insert_insert_b9acb', table='portfolio_candidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_candidateevent" ("bound", "cost_nok", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "project_id", "reason", "value") VALUES (NEW."bound", NEW."cost_nok", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."prioritisation_id", NEW."project_id", NEW."reason", NEW."value"); RETURN NULL;', hash='acca931d48f782b3c973abeebca121976599c3d0', operation='UPDATE', pgid='pgtrigger_update_update_87474', table='portfolio_candidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='candidate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_candidateevent" ("bound", "cost_nok", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "project_id", "reason", "value") VALUES (OLD."bound", OLD."cost_nok", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."prioritisation_id", OLD."project_id", OLD."reason", OLD."value"); RETURN NULL;', hash='2f94cf54e771c24f224631d854735e83766fe5da', operation='DELETE', pgid='pgtrigger_delete_delete_a559d', table='portfolio_candidate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arealimit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_arealimitevent" ("at_least_nok", "at_most_nok", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "service_area_id") VALUES (NEW."at_least_nok", NEW."at_most_nok", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."prioritisation_id", NEW."service_area_id"); RETURN NULL;', hash='fa6c597500111e1c644b30706f931d1976748f2a', operation='INSERT', pgid='pgtrigger_insert_insert_813c6', table='portfolio_arealimit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arealimit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_arealimitevent" ("at_least_nok", "at_most_nok", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "service_area_id") VALUES (NEW."at_least_nok", NEW."at_most_nok", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."prioritisation_id", NEW."service_area_id"); RETURN NULL;', hash='a5749f73cd1ade758db59d3af14a929e0c45e3ed', operation='UPDATE', pgid='pgtrigger_update_update_48790', table='portfolio_arealimit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arealimit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_arealimitevent" ("at_least_nok", "at_most_nok", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "service_area_id") VALUES (OLD."at_least_nok", OLD."at_most_nok", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."prioritisation_id", OLD."service_area_id"); RETURN NULL;', hash='b1b66ce79aa11684b0a421cd369b41359423a333', operation='DELETE', pgid='pgtrigger_delete_delete_451b1', table='portfolio_arealimit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritydecision',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'UPDATE' AND public.is_redacting(TG_RELID) THEN RETURN NEW; END IF;\n        RAISE EXCEPTION 'A row in % is frozen and never changes', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ", hash='a4a79597cd120e70e6e3f8342bda2ca00b17bbde', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_97d8a', table='portfolio_prioritydecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritylist',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_prioritylistevent" ("id", "is_suggested", "made_at", "made_by_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "title", "version") VALUES (NEW."id", NEW."is_suggested", NEW."made_at", NEW."made_by_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."prioritisation_id", NEW."title", NEW."version"); RETURN NULL;', hash='1abb963b71c318171af6fd65136b847be99a9aae', operation='INSERT', pgid='pgtrigger_insert_insert_1db9c', table='portfolio_prioritylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritylist',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_prioritylistevent" ("id", "is_suggested", "made_at", "made_by_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "title", "version") VALUES (NEW."id", NEW."is_suggested", NEW."made_at", NEW."made_by_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."prioritisation_id", NEW."title", NEW."version"); RETURN NULL;', hash='7b63ea0e799eaf143c9fddb8a1b71c3230871668', operation='UPDATE', pgid='pgtrigger_update_update_42829', table='portfolio_prioritylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritylist',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_prioritylistevent" ("id", "is_suggested", "made_at", "made_by_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prioritisation_id", "title", "version") VALUES (OLD."id", OLD."is_suggested", OLD."made_at", OLD."made_by_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."prioritisation_id", OLD."title", OLD."version"); RETURN NULL;', hash='709593d8436bf7fbe5593764c2cf0f24205bffa7', operation='DELETE', pgid='pgtrigger_delete_delete_f38a5', table='portfolio_prioritylist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_choiceevent" ("candidate_id", "id", "list_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."candidate_id", NEW."id", NEW."list_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id"); RETURN NULL;', hash='9c977cae4ebe5a6d44cf1acbd28c2faf5466626c', operation='INSERT', pgid='pgtrigger_insert_insert_a886d', table='portfolio_choice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_choiceevent" ("candidate_id", "id", "list_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."candidate_id", NEW."id", NEW."list_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id"); RETURN NULL;', hash='3627c30b9f7798b68bf6f4ce2db49bbaad0d0471', operation='UPDATE', pgid='pgtrigger_update_update_6a356', table='portfolio_choice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_choiceevent" ("candidate_id", "id", "list_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."candidate_id", OLD."id", OLD."list_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id"); RETURN NULL;', hash='0adaeabffc8ae355e05909adee0018c99326e1e2', operation='DELETE', pgid='pgtrigger_delete_delete_e2fd7', table='portfolio_choice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitfigure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_unitfigureevent" ("district_id", "entered_by_id", "id", "is_imported", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tertial", "unit_id", "value", "version", "year") VALUES (NEW."district_id", NEW."entered_by_id", NEW."id", NEW."is_imported", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."tertial", NEW."unit_id", NEW."value", NEW."version", NEW."year"); RETURN NULL;', hash='62aa3d98d1a86dd41563da9fae98a361062a4b79', operation='INSERT', pgid='pgtrigger_insert_insert_27963', table='portfolio_unitfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitfigure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_unitfigureevent" ("district_id", "entered_by_id", "id", "is_imported", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tertial", "unit_id", "value", "version", "year") VALUES (NEW."district_id", NEW."entered_by_id", NEW."id", NEW."is_imported", NEW."kind", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."tertial", NEW."unit_id", NEW."value", NEW."version", NEW."year"); RETURN NULL;', hash='23f673f872361cd2f91b89fff3b26d204cd1ff36', operation='UPDATE', pgid='pgtrigger_update_update_c925b', table='portfolio_unitfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitfigure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_unitfigureevent" ("district_id", "entered_by_id", "id", "is_imported", "kind", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tertial", "unit_id", "value", "version", "year") VALUES (OLD."district_id", OLD."entered_by_id", OLD."id", OLD."is_imported", OLD."kind", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."tertial", OLD."unit_id", OLD."value", OLD."version", OLD."year"); RETURN NULL;', hash='1262f10b4deae9517bab4841a6f371344c0dcaa5', operation='DELETE', pgid='pgtrigger_delete_delete_9d994', table='portfolio_unitfigure', when='AFTER')),
        ),
    ]
