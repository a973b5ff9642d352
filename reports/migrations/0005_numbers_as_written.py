import django.db.models.functions.comparison
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "reports_meetingcasenumber"


def write_old_numbers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Numbers given so far stand as they read today; their rows are frozen from now on too."""
    numbers = apps.get_model("reports", "MeetingCaseNumber")
    # The table is locked until the migration is over, so nobody else comes past the trigger.
    schema_editor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER pgtrigger_frozen_64b22")
    for given in numbers.objects.select_related("committee").iterator():
        given.written = given.committee.number_pattern.format(
            n=given.n, yy=f"{given.year % 100:02d}", yyyy=given.year
        )
        given.save(update_fields=["written"])
    schema_editor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER pgtrigger_frozen_64b22")


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_keep_district_of_meetings")]

    operations = [
        migrations.AddField(
            model_name="meetingcasenumber",
            name="written",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RunPython(write_old_numbers, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="meetingcasenumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    written__contains=django.db.models.functions.comparison.Cast(
                        models.F("n"), models.TextField()
                    )
                ),
                name="reports_meetingcasenumber_written",
            ),
        ),
    ]
