from django.db import migrations

from organisation.people.migration_operations import KeepDistrict

# The roots that came with triage and answers: a line each.
ROOTS: tuple[str, ...] = (
    "ideas_assessmentscale",
    "ideas_replytemplate",
)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0005_taking_part")]
    operations = [KeepDistrict(table) for table in ROOTS]
