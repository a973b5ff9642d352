from django.db import migrations

from organisation.people.migration_operations import KeepDistrict

# Every root that came with campaigns and challenges: a line each.
ROOTS: tuple[str, ...] = (
    "ideas_campaign",
    "ideas_challenge",
)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0003_together")]
    operations = [KeepDistrict(table) for table in ROOTS]
