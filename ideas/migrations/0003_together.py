import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ideas', '0002_keep_district'),
        ('people', '0002_keep_district'),
        ('people', '__first__'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='idea',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='idea',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='idea',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ideasettings',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ideasettings',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ideasettings',
            name='delete_delete',
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='tittel')),
                ('title_key', models.GeneratedField(db_persist=True, expression=models.Func(models.F('title'), function='norwegian_key'), output_field=models.TextField(db_collation='C'))),
                ('question', models.TextField(max_length=2000, verbose_name='spørsmålet')),
                ('opens_at', models.DateTimeField(verbose_name='åpner')),
                ('closes_at', models.DateTimeField(verbose_name='stenger')),
                ('answer_days', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='svarfrist i virkedager')),
                ('open_form', models.BooleanField(default=False, verbose_name='åpent skjema uten innlogging')),
                ('open_slug', models.CharField(editable=False, max_length=22, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('tsv', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='norwegian', weight='A'), '||', django.contrib.postgres.search.SearchVector('question', config='norwegian', weight='B'), django.contrib.postgres.search.SearchConfig('norwegian')), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('district', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'idésøk',
                'verbose_name_plural': 'idésøk',
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='ideas_campaign_opens_first'), models.CheckConstraint(condition=models.Q(('open_form', False), ('open_slug__isnull', False), _connector='OR'), name='ideas_campaign_open_has_address'), models.CheckConstraint(condition=models.Q(('answer_days', None), ('answer_days__range', (1, 60)), _connector='OR'), name='ideas_campaign_answer_days')],
            },
        ),
        migrations.CreateModel(
            name='CampaignQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=200, verbose_name='spørsmål')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='ideas.campaign')),
            ],
            options={
                'verbose_name': 'eget spørsmål',
                'verbose_name_plural': 'egne spørsmål',
                'ordering': ('position', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('campaign', 'text'), name='ideas_campaign_asks_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='ideas_campaign_question_asks')],
            },
        ),
        migrations.CreateModel(
            name='CampaignAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000, verbose_name='svar')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='campaign_answers', to='ideas.idea')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='ideas.campaignquestion')),
            ],
            options={
                'verbose_name': 'svar på eget spørsmål',
                'verbose_name_plural': 'svar på egne spørsmål',
                'ordering': ('question__position', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('idea', 'question'), name='ideas_campaign_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='CampaignAnswerEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('text', models.TextField(max_length=1000)),
                ('idea', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.idea')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.campaignanswer')),
                ('question', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.campaignquestion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CampaignEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('question', models.TextField(max_length=2000)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('answer_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('open_form', models.BooleanField(default=False)),
                ('open_slug', models.CharField(editable=False, max_length=22, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('district', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.campaign')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CampaignQuestionEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=200)),
                ('campaign', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.campaign')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.campaignquestion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CampaignUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audience', to='ideas.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'enhet spørsmålet går til',
                'verbose_name_plural': 'enheter spørsmålet går til',
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='ideas_campaign_unit_once')],
            },
        ),
        migrations.CreateModel(
            name='CampaignUnitEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('campaign', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.campaign')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.campaignunit')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='tittel')),
                ('title_key', models.GeneratedField(db_persist=True, expression=models.Func(models.F('title'), function='norwegian_key'), output_field=models.TextField(db_collation='C'))),
                ('description', models.TextField(blank=True, max_length=4000, verbose_name='hva floken er')),
                ('version', models.PositiveIntegerField(default=1)),
                ('tsv', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='norwegian', weight='A'), '||', django.contrib.postgres.search.SearchVector('description', config='norwegian', weight='B'), django.contrib.postgres.search.SearchConfig('norwegian')), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('district', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held_challenges', to=settings.AUTH_USER_MODEL, verbose_name='helhetsansvarlig')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'floke',
                'verbose_name_plural': 'floker',
            },
        ),
        migrations.CreateModel(
            name='ChallengeCause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='årsak')),
                ('level', models.CharField(choices=[('system', 'System'), ('individual', 'Individ'), ('culture', 'Kultur')], max_length=10, verbose_name='nivå')),
                ('version', models.PositiveIntegerField(default=1)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='causes', to='ideas.challenge')),
                ('under', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deeper', to='ideas.challengecause', verbose_name='årsak til')),
            ],
            options={
                'verbose_name': 'årsak til floke',
                'verbose_name_plural': 'årsaker til floke',
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['system', 'individual', 'culture'])), name='ideas_challengecause_level'), models.CheckConstraint(condition=models.Q(('under', models.F('pk')), _negated=True), name='ideas_challengecause_not_under_itself')],
            },
        ),
        migrations.CreateModel(
            name='ChallengeCauseEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('level', models.CharField(max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('challenge', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.challenge')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.challengecause')),
                ('under', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.challengecause')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ChallengeEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('description', models.TextField(blank=True, max_length=4000)),
                ('version', models.PositiveIntegerField(default=1)),
                ('district', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
                ('holder', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.challenge')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ChallengeNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=400, verbose_name='behov')),
                ('version', models.PositiveIntegerField(default=1)),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='ideas.challenge')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'behov i floke',
                'verbose_name_plural': 'behov i floke',
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='ideas_challenge_need_says')],
            },
        ),
        migrations.CreateModel(
            name='ChallengeNeedEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=400)),
                ('version', models.PositiveIntegerField(default=1)),
                ('challenge', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.challenge')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.challengeneed')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ChallengePartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnerships', to='ideas.challenge')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenge_links', to='people.partner', verbose_name='samarbeidspart')),
            ],
            options={
                'verbose_name': 'samarbeidspart i floke',
                'verbose_name_plural': 'samarbeidsparter i floke',
                'constraints': [models.UniqueConstraint(fields=('challenge', 'partner'), name='ideas_challenge_partner_once')],
            },
        ),
        migrations.CreateModel(
            name='ChallengePartnerEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('challenge', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.challenge')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.partner')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.challengepartner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IdeaGuest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='navn')),
                ('contact', models.CharField(blank=True, max_length=160, verbose_name='telefon eller e-post')),
                ('idea', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='guest', to='ideas.idea')),
            ],
            options={
                'verbose_name': 'innsender uten konto',
                'verbose_name_plural': 'innsendere uten konto',
            },
        ),
        migrations.CreateModel(
            name='IdeaGuestEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('valid_to', models.DateTimeField(null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(blank=True, max_length=120)),
                ('contact', models.CharField(blank=True, max_length=160)),
                ('idea', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.idea')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ideas.ideaguest')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='idea',
            name='ideas_idea_choices',
        ),
        migrations.RemoveConstraint(
            model_name='ideaquestion',
            name='ideas_question_answered_whole',
        ),
        migrations.AddField(
            model_name='idea',
            name='follow_up_hash',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='idea',
            name='is_new',
            field=models.CharField(blank=True, choices=[('yes', 'Ja'), ('partly', 'Delvis'), ('no', 'Nei')], max_length=6, verbose_name='nytt'),
        ),
        migrations.AddField(
            model_name='idea',
            name='is_put_to_use',
            field=models.CharField(blank=True, choices=[('yes', 'Ja'), ('partly', 'Delvis'), ('no', 'Nei')], max_length=6, verbose_name='nyttiggjort'),
        ),
        migrations.AddField(
            model_name='idea',
            name='is_useful',
            field=models.CharField(blank=True, choices=[('yes', 'Ja'), ('partly', 'Delvis'), ('no', 'Nei')], max_length=6, verbose_name='nyttig'),
        ),
        migrations.AddField(
            model_name='idea',
            name='known_elsewhere',
            field=models.BooleanField(default=False, verbose_name='kjent løsning på et nytt sted'),
        ),
        migrations.AddField(
            model_name='idea',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='idea',
            name='source',
            field=models.CharField(choices=[('employee', 'Ansatt'), ('leader', 'Leder'), ('union', 'Tillitsvalgt eller verneombud'), ('resident', 'Bruker eller innbygger'), ('elected', 'Folkevalgt organ'), ('partner', 'Samarbeidspart')], default='employee', max_length=8, verbose_name='kilde'),
        ),
        migrations.AddField(
            model_name='idea',
            name='written_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='skrevet ned av'),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='is_new',
            field=models.CharField(blank=True, max_length=6),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='is_put_to_use',
            field=models.CharField(blank=True, max_length=6),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='is_useful',
            field=models.CharField(blank=True, max_length=6),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='known_elsewhere',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='public_id',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='source',
            field=models.CharField(default='employee', max_length=8),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='written_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ideasettings',
            name='first_reader',
            field=models.CharField(choices=[('adviser', 'Innovasjonsrådgiveren'), ('leader', 'Enhetens leder')], default='adviser', max_length=7, verbose_name='hvem leser nye idéer først?'),
        ),
        migrations.AddField(
            model_name='ideasettings',
            name='open_form',
            field=models.BooleanField(default=False, help_text='For plakater og besøkende. Skjemaet viser ingen andre idéer.', verbose_name='åpent skjema uten innlogging'),
        ),
        migrations.AddField(
            model_name='ideasettings',
            name='open_slug',
            field=models.CharField(editable=False, max_length=22, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='ideasettings',
            name='pause_from_week',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(53)], verbose_name='sommerpause fra uke'),
        ),
        migrations.AddField(
            model_name='ideasettings',
            name='pause_to_week',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(53)], verbose_name='sommerpause til og med uke'),
        ),
        migrations.AddField(
            model_name='ideasettingsevent',
            name='first_reader',
            field=models.CharField(default='adviser', max_length=7),
        ),
        migrations.AddField(
            model_name='ideasettingsevent',
            name='open_form',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='ideasettingsevent',
            name='open_slug',
            field=models.CharField(editable=False, max_length=22, null=True),
        ),
        migrations.AddField(
            model_name='ideasettingsevent',
            name='pause_from_week',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ideasettingsevent',
            name='pause_to_week',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='idea',
            name='submitter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submitted_ideas', to=settings.AUTH_USER_MODEL, verbose_name='innmelder'),
        ),
        migrations.AlterField(
            model_name='idea',
            name='visibility',
            field=models.CharField(choices=[('shown', 'Vis navnet mitt'), ('hidden', 'Skjul navnet til idéen er besvart'), ('anonymous', 'Anonym'), ('guest', 'Uten innlogging')], default='shown', max_length=9, verbose_name='synlighet'),
        ),
        migrations.AlterField(
            model_name='ideaevent',
            name='submitter',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='ideaevent',
            name='visibility',
            field=models.CharField(default='shown', max_length=9),
        ),
        migrations.AddConstraint(
            model_name='ideaquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='ideas_question_answered_whole'),
        ),
        migrations.AddConstraint(
            model_name='ideasettings',
            constraint=models.CheckConstraint(condition=models.Q(('first_reader__in', ['adviser', 'leader'])), name='ideas_settings_first_reader'),
        ),
        migrations.AddConstraint(
            model_name='ideasettings',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pause_from_week', None), ('pause_to_week', None)), models.Q(('pause_from_week__gte', 1), ('pause_to_week__gte', models.F('pause_from_week')), ('pause_to_week__lte', 53)), _connector='OR'), name='ideas_settings_whole_pause'),
        ),
        migrations.AddConstraint(
            model_name='ideasettings',
            constraint=models.CheckConstraint(condition=models.Q(('open_form', False), ('open_slug__isnull', False), _connector='OR'), name='ideas_settings_open_has_address'),
        ),
        migrations.AddField(
            model_name='idea',
            name='campaign',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ideas', to='ideas.campaign', verbose_name='idésøk'),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='campaign',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.campaign'),
        ),
        migrations.AddField(
            model_name='idea',
            name='challenge',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ideas', to='ideas.challenge', verbose_name='floke'),
        ),
        migrations.AddField(
            model_name='ideaevent',
            name='challenge',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ideas.challenge'),
        ),
        migrations.AddConstraint(
            model_name='idea',
            constraint=models.CheckConstraint(condition=models.Q(('driving_force__in', ['', 'demography', 'economy', 'expectations', 'requirements']), ('is_new__in', ['', 'yes', 'partly', 'no']), ('is_put_to_use__in', ['', 'yes', 'partly', 'no']), ('is_useful__in', ['', 'yes', 'partly', 'no']), ('outcome__in', ['', 'project', 'pilot', 'improvement', 'parked', 'merged', 'exists_already', 'sent_on', 'declined']), ('source__in', ['employee', 'leader', 'union', 'resident', 'elected', 'partner']), ('visibility__in', ['shown', 'hidden', 'anonymous', 'guest'])), name='ideas_idea_choices'),
        ),
        migrations.AddConstraint(
            model_name='idea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('submitter__isnull', False), ('visibility__in', ('shown', 'hidden'))), models.Q(('submitter', None), ('visibility', 'guest')), models.Q(('submitter', None), ('visibility', 'anonymous'), ('written_by', None)), _connector='OR'), name='ideas_idea_nameless_has_nobody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_ideaevent" ("answered_at", "answered_by_id", "campaign_id", "challenge_id", "district_id", "driving_force", "first_answered_at", "for_whom", "handler_id", "id", "is_new", "is_put_to_use", "is_useful", "known_elsewhere", "link", "need", "number", "outcome", "paused_days", "paused_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_by", "proposal", "public_id", "released", "reply", "sent_to", "service_area_id", "source", "state", "submitted_at", "submitter_id", "title", "unit_id", "version", "visibility", "wake_on", "written_by_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."campaign_id", NEW."challenge_id", NEW."district_id", NEW."driving_force", NEW."first_answered_at", NEW."for_whom", NEW."handler_id", NEW."id", NEW."is_new", NEW."is_put_to_use", NEW."is_useful", NEW."known_elsewhere", NEW."link", NEW."need", NEW."number", NEW."outcome", NEW."paused_days", NEW."paused_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."promised_by", NEW."proposal", NEW."public_id", NEW."released", NEW."reply", NEW."sent_to", NEW."service_area_id", NEW."source", NEW."state", NEW."submitted_at", NEW."submitter_id", NEW."title", NEW."unit_id", NEW."version", NEW."visibility", NEW."wake_on", NEW."written_by_id"); RETURN NULL;', hash='54d4912bfa7bfb9cd4ce326ff9204ee63987be00', operation='INSERT', pgid='pgtrigger_insert_insert_75ab2', table='ideas_idea', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."campaign_id" IS DISTINCT FROM (NEW."campaign_id") OR OLD."challenge_id" IS DISTINCT FROM (NEW."challenge_id") OR OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."driving_force" IS DISTINCT FROM (NEW."driving_force") OR OLD."first_answered_at" IS DISTINCT FROM (NEW."first_answered_at") OR OLD."for_whom" IS DISTINCT FROM (NEW."for_whom") OR OLD."handler_id" IS DISTINCT FROM (NEW."handler_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_new" IS DISTINCT FROM (NEW."is_new") OR OLD."is_put_to_use" IS DISTINCT FROM (NEW."is_put_to_use") OR OLD."is_useful" IS DISTINCT FROM (NEW."is_useful") OR OLD."known_elsewhere" IS DISTINCT FROM (NEW."known_elsewhere") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."need" IS DISTINCT FROM (NEW."need") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."paused_days" IS DISTINCT FROM (NEW."paused_days") OR OLD."paused_on" IS DISTINCT FROM (NEW."paused_on") OR OLD."promised_by" IS DISTINCT FROM (NEW."promised_by") OR OLD."proposal" IS DISTINCT FROM (NEW."proposal") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."released" IS DISTINCT FROM (NEW."released") OR OLD."reply" IS DISTINCT FROM (NEW."reply") OR OLD."sent_to" IS DISTINCT FROM (NEW."sent_to") OR OLD."service_area_id" IS DISTINCT FROM (NEW."service_area_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitter_id" IS DISTINCT FROM (NEW."submitter_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."visibility" IS DISTINCT FROM (NEW."visibility") OR OLD."wake_on" IS DISTINCT FROM (NEW."wake_on") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))', func='INSERT INTO "ideas_ideaevent" ("answered_at", "answered_by_id", "campaign_id", "challenge_id", "district_id", "driving_force", "first_answered_at", "for_whom", "handler_id", "id", "is_new", "is_put_to_use", "is_useful", "known_elsewhere", "link", "need", "number", "outcome", "paused_days", "paused_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_by", "proposal", "public_id", "released", "reply", "sent_to", "service_area_id", "source", "state", "submitted_at", "submitter_id", "title", "unit_id", "version", "visibility", "wake_on", "written_by_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."campaign_id", NEW."challenge_id", NEW."district_id", NEW."driving_force", NEW."first_answered_at", NEW."for_whom", NEW."handler_id", NEW."id", NEW."is_new", NEW."is_put_to_use", NEW."is_useful", NEW."known_elsewhere", NEW."link", NEW."need", NEW."number", NEW."outcome", NEW."paused_days", NEW."paused_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."promised_by", NEW."proposal", NEW."public_id", NEW."released", NEW."reply", NEW."sent_to", NEW."service_area_id", NEW."source", NEW."state", NEW."submitted_at", NEW."submitter_id", NEW."title", NEW."unit_id", NEW."version", NEW."visibility", NEW."wake_on", NEW."written_by_id"); RETURN NULL;', hash='666b8503107dbdd0d97c68227f41c49c2fafb29f', operation='UPDATE', pgid='pgtrigger_update_update_05494', table='ideas_idea', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='idea',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_ideaevent" ("answered_at", "answered_by_id", "campaign_id", "challenge_id", "district_id", "driving_force", "first_answered_at", "for_whom", "handler_id", "id", "is_new", "is_put_to_use", "is_useful", "known_elsewhere", "link", "need", "number", "outcome", "paused_days", "paused_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_by", "proposal", "public_id", "released", "reply", "sent_to", "service_area_id", "source", "state", "submitted_at", "submitter_id", "title", "unit_id", "version", "visibility", "wake_on", "written_by_id") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."campaign_id", OLD."challenge_id", OLD."district_id", OLD."driving_force", OLD."first_answered_at", OLD."for_whom", OLD."handler_id", OLD."id", OLD."is_new", OLD."is_put_to_use", OLD."is_useful", OLD."known_elsewhere", OLD."link", OLD."need", OLD."number", OLD."outcome", OLD."paused_days", OLD."paused_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."promised_by", OLD."proposal", OLD."public_id", OLD."released", OLD."reply", OLD."sent_to", OLD."service_area_id", OLD."source", OLD."state", OLD."submitted_at", OLD."submitter_id", OLD."title", OLD."unit_id", OLD."version", OLD."visibility", OLD."wake_on", OLD."written_by_id"); RETURN NULL;', hash='7a575748c43abe8070bec41a66531d7d386a0d5f', operation='DELETE', pgid='pgtrigger_delete_delete_da13e', table='ideas_idea', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideasettings',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_ideasettingsevent" ("answer_days", "first_reader", "id", "open_form", "open_slug", "pause_from_week", "pause_to_week", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_at_once", "unit_id", "version") VALUES (NEW."answer_days", NEW."first_reader", NEW."id", NEW."open_form", NEW."open_slug", NEW."pause_from_week", NEW."pause_to_week", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."release_at_once", NEW."unit_id", NEW."version"); RETURN NULL;', hash='72223b7872cd006c6921a402f30175c575978c78', operation='INSERT', pgid='pgtrigger_insert_insert_5fde0', table='ideas_ideasettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideasettings',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ideas_ideasettingsevent" ("answer_days", "first_reader", "id", "open_form", "open_slug", "pause_from_week", "pause_to_week", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_at_once", "unit_id", "version") VALUES (NEW."answer_days", NEW."first_reader", NEW."id", NEW."open_form", NEW."open_slug", NEW."pause_from_week", NEW."pause_to_week", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."release_at_once", NEW."unit_id", NEW."version"); RETURN NULL;', hash='08ab945f85c2dfc45239750750f082e68442a66f', operation='UPDATE', pgid='pgtrigger_update_update_b2710', table='ideas_ideasettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideasettings',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_ideasettingsevent" ("answer_days", "first_reader", "id", "open_form", "open_slug", "pause_from_week", "pause_to_week", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "release_at_once", "unit_id", "version") VALUES (OLD."answer_days", OLD."first_reader", OLD."id", OLD."open_form", OLD."open_slug", OLD."pause_from_week", OLD."pause_to_week", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."release_at_once", OLD."unit_id", OLD."version"); RETURN NULL;', hash='003982b784a2f03e068a62703e2729565734266d', operation='DELETE', pgid='pgtrigger_delete_delete_024c3', table='ideas_ideasettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_campaignevent" ("answer_days", "closes_at", "district_id", "id", "open_form", "open_slug", "opens_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "title", "unit_id", "version") VALUES (NEW."answer_days", NEW."closes_at", NEW."district_id", NEW."id", NEW."open_form", NEW."open_slug", NEW."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."question", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='aa278d0fc4f469818974cc83fbebf77fb72d688d', operation='INSERT', pgid='pgtrigger_insert_insert_40a62', table='ideas_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer_days" IS DISTINCT FROM (NEW."answer_days") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."open_form" IS DISTINCT FROM (NEW."open_form") OR OLD."open_slug" IS DISTINCT FROM (NEW."open_slug") OR OLD."opens_at" IS DISTINCT FROM (NEW."opens_at") OR OLD."question" IS DISTINCT FROM (NEW."question") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "ideas_campaignevent" ("answer_days", "closes_at", "district_id", "id", "open_form", "open_slug", "opens_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "title", "unit_id", "version") VALUES (NEW."answer_days", NEW."closes_at", NEW."district_id", NEW."id", NEW."open_form", NEW."open_slug", NEW."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."question", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='d8b7596e52d139d0a7aea9459953b6bd2b94948e', operation='UPDATE', pgid='pgtrigger_update_update_027e4', table='ideas_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_campaignevent" ("answer_days", "closes_at", "district_id", "id", "open_form", "open_slug", "opens_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "title", "unit_id", "version") VALUES (OLD."answer_days", OLD."closes_at", OLD."district_id", OLD."id", OLD."open_form", OLD."open_slug", OLD."opens_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."question", OLD."title", OLD."unit_id", OLD."version"); RETURN NULL;', hash='6d54ea7f37e0012d4c8f8df72ff4d7ea7297c5bf', operation='DELETE', pgid='pgtrigger_delete_delete_9b697', table='ideas_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignquestion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_campaignquestionevent" ("campaign_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."campaign_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='9a44bdfe7813463d58ed84b0938036c3a543125d', operation='INSERT', pgid='pgtrigger_insert_insert_eff02', table='ideas_campaignquestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignquestion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ideas_campaignquestionevent" ("campaign_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."campaign_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='3f6148c8e3116e11a8752da89fe95b7f45c841a3', operation='UPDATE', pgid='pgtrigger_update_update_cdc5b', table='ideas_campaignquestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignquestion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_campaignquestionevent" ("campaign_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (OLD."campaign_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."position", OLD."text"); RETURN NULL;', hash='773804cf865c3455a9d3630b92648ebff1b54517', operation='DELETE', pgid='pgtrigger_delete_delete_4ec81', table='ideas_campaignquestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignanswer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_campaignanswerevent" ("id", "idea_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "text") VALUES (NEW."id", NEW."idea_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."question_id", NEW."text"); RETURN NULL;', hash='932b74a89f49cedb758fb53f0fd0c5eb1252460e', operation='INSERT', pgid='pgtrigger_insert_insert_0006d', table='ideas_campaignanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignanswer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ideas_campaignanswerevent" ("id", "idea_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "text") VALUES (NEW."id", NEW."idea_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."question_id", NEW."text"); RETURN NULL;', hash='5d998ab206a48c75d5c003fcfc2dfe2eda7d94d7', operation='UPDATE', pgid='pgtrigger_update_update_5150d', table='ideas_campaignanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignanswer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_campaignanswerevent" ("id", "idea_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "text") VALUES (OLD."id", OLD."idea_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."question_id", OLD."text"); RETURN NULL;', hash='df06b611320581e1252af07b39d76826e7a56ed4', operation='DELETE', pgid='pgtrigger_delete_delete_34fb9', table='ideas_campaignanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignunit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_campaignunitevent" ("campaign_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."campaign_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."unit_id"); RETURN NULL;', hash='f2fe686a002a04c7e9ea0c52c4dbc3e262070e26', operation='INSERT', pgid='pgtrigger_insert_insert_0c4ca', table='ideas_campaignunit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignunit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ideas_campaignunitevent" ("campaign_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."campaign_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."unit_id"); RETURN NULL;', hash='b273ce7a9aacb3e7a42ab157bf245fcda4181413', operation='UPDATE', pgid='pgtrigger_update_update_bfcca', table='ideas_campaignunit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignunit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_campaignunitevent" ("campaign_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (OLD."campaign_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."unit_id"); RETURN NULL;', hash='5cd3babe35986e0b4de4f98e8ca3dc90a93cc9b8', operation='DELETE', pgid='pgtrigger_delete_delete_7df5b', table='ideas_campaignunit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_challengeevent" ("description", "district_id", "holder_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "unit_id", "version") VALUES (NEW."description", NEW."district_id", NEW."holder_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='3b7dcdf13fb45ad09283a2552cebc41ceaabf01c', operation='INSERT', pgid='pgtrigger_insert_insert_16445', table='ideas_challenge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."holder_id" IS DISTINCT FROM (NEW."holder_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "ideas_challengeevent" ("description", "district_id", "holder_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "unit_id", "version") VALUES (NEW."description", NEW."district_id", NEW."holder_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."title", NEW."unit_id", NEW."version"); RETURN NULL;', hash='fc129333861206afdcbd18d4831af21b211e5cd5', operation='UPDATE', pgid='pgtrigger_update_update_2fca8', table='ideas_challenge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challenge',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_challengeevent" ("description", "district_id", "holder_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "unit_id", "version") VALUES (OLD."description", OLD."district_id", OLD."holder_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."title", OLD."unit_id", OLD."version"); RETURN NULL;', hash='0f8eb1821a41e6a76760d1dfa3f9e6cbbc1b8949', operation='DELETE', pgid='pgtrigger_delete_delete_f345b', table='ideas_challenge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengecause',
            trigger=pgtrigger.compiler.Trigger(name='is_in_a_tree', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."under_id" IS NOT NULL)', declare='DECLARE above bigint; home bigint; steps integer := 0;', func="\n        above := NEW.under_id;\n        WHILE above IS NOT NULL LOOP\n            steps := steps + 1;\n            IF above = NEW.id OR steps > 100 THEN\n                RAISE EXCEPTION 'Cause % would stand under itself', NEW.id\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            SELECT cause.under_id, cause.challenge_id INTO above, home\n              FROM public.ideas_challengecause cause WHERE cause.id = above;\n            IF home IS DISTINCT FROM NEW.challenge_id THEN\n                RAISE EXCEPTION 'Cause % would stand in another challenge', NEW.id\n                    USING ERRCODE = 'check_violation';\n            END IF;\n        END LOOP;\n        RETURN NEW;\n    ", hash='a329e3e8682f980ebae31a18841f58917a354702', operation='INSERT OR UPDATE', pgid='pgtrigger_is_in_a_tree_113bd', table='ideas_challengecause', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengecause',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_challengecauseevent" ("challenge_id", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "under_id", "version") VALUES (NEW."challenge_id", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."text", NEW."under_id", NEW."version"); RETURN NULL;', hash='60f1e7f5d17b219f31295a1bdb34e201a000525f', operation='INSERT', pgid='pgtrigger_insert_insert_84e4d', table='ideas_challengecause', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengecause',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ideas_challengecauseevent" ("challenge_id", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "under_id", "version") VALUES (NEW."challenge_id", NEW."id", NEW."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."text", NEW."under_id", NEW."version"); RETURN NULL;', hash='ed82c82fdd2a40ade260ac438aa0b28348cc166c', operation='UPDATE', pgid='pgtrigger_update_update_d25b5', table='ideas_challengecause', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengecause',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_challengecauseevent" ("challenge_id", "id", "level", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "under_id", "version") VALUES (OLD."challenge_id", OLD."id", OLD."level", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."text", OLD."under_id", OLD."version"); RETURN NULL;', hash='c9786d8eb6d7723a7be08dc812bbc20a29f700f4', operation='DELETE', pgid='pgtrigger_delete_delete_a36df', table='ideas_challengecause', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengeneed',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_challengeneedevent" ("challenge_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id", "version") VALUES (NEW."challenge_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id", NEW."text", NEW."unit_id", NEW."version"); RETURN NULL;', hash='c7601971bc673fd06cfc10150b228348d74827c7', operation='INSERT', pgid='pgtrigger_insert_insert_d1d50', table='ideas_challengeneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengeneed',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ideas_challengeneedevent" ("challenge_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id", "version") VALUES (NEW."challenge_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id", NEW."text", NEW."unit_id", NEW."version"); RETURN NULL;', hash='4b6704b321ddddde1eab4771dfaa331e0a0531fe', operation='UPDATE', pgid='pgtrigger_update_update_2ef93', table='ideas_challengeneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengeneed',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_challengeneedevent" ("challenge_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id", "version") VALUES (OLD."challenge_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id", OLD."text", OLD."unit_id", OLD."version"); RETURN NULL;', hash='a2c28b7c81f2f1222dcb0d9c646fdef3dc315b5b', operation='DELETE', pgid='pgtrigger_delete_delete_624fd', table='ideas_challengeneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengepartner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_challengepartnerevent" ("challenge_id", "id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."challenge_id", NEW."id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id"); RETURN NULL;', hash='4203938abe7bfc2918671dcca1d9958c5bdc3023', operation='INSERT', pgid='pgtrigger_insert_insert_6302d', table='ideas_challengepartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengepartner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ideas_challengepartnerevent" ("challenge_id", "id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."challenge_id", NEW."id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id"); RETURN NULL;', hash='c7fe7e2baafccb516385df5e88ce07983ea3089b', operation='UPDATE', pgid='pgtrigger_update_update_95b48', table='ideas_challengepartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='challengepartner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_challengepartnerevent" ("challenge_id", "id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."challenge_id", OLD."id", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id"); RETURN NULL;', hash='e456e23ed5d825f7490f15159e00ab5a4fc0b428', operation='DELETE', pgid='pgtrigger_delete_delete_8befd', table='ideas_challengepartner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideaguest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_ideaguestevent" ("contact", "id", "idea_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contact", NEW."id", NEW."idea_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'insert\', NEW."id"); RETURN NULL;', hash='9a0519e69c8041f2947ae938a3126f956593596b', operation='INSERT', pgid='pgtrigger_insert_insert_24348', table='ideas_ideaguest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideaguest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ideas_ideaguestevent" ("contact", "id", "idea_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."contact", NEW."id", NEW."idea_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'update\', NEW."id"); RETURN NULL;', hash='37aa224fc8a7dbd2e5ab78b00a277dd64ec4f3da', operation='UPDATE', pgid='pgtrigger_update_update_5e116', table='ideas_ideaguest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ideaguest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ideas_ideaguestevent" ("contact", "id", "idea_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."contact", OLD."id", OLD."idea_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, public.recorded_at(), \'delete\', OLD."id"); RETURN NULL;', hash='c7ce064282aee3be209665088eaabfc36dc35d76', operation='DELETE', pgid='pgtrigger_delete_delete_10dd2', table='ideas_ideaguest', when='AFTER')),
        ),
    ]
