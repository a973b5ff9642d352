from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_outsiders_and_parts'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='partchoice',
            name='people_partchoice_part',
        ),
        migrations.AlterField(
            model_name='partchoice',
            name='part',
            field=models.CharField(choices=[('merging', 'Slå sammen idéer med samtykke'), ('outsiders', 'Eksterne som inviteres til idéer'), ('suggested_list', 'Forslag til prioritering fra maskinen'), ('own_meetings', 'Egne møter med innkalling og protokoll')], max_length=20, verbose_name='del'),
        ),
        migrations.AddConstraint(
            model_name='partchoice',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['merging', 'outsiders', 'suggested_list', 'own_meetings'])), name='people_partchoice_part'),
        ),
    ]
