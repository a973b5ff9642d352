from django.db import migrations

from organisation.people.migration_operations import KeepDistrict

# Every root that came with what steers a project: a line each.
ROOTS: tuple[str, ...] = ()


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0003_steered")]
    operations = [KeepDistrict(table) for table in ROOTS]
