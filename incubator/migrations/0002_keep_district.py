from django.db import migrations

from organisation.people.migration_operations import KeepDistrict

ROOTS: tuple[str, ...] = ("incubator_course",)


class Migration(migrations.Migration):
    dependencies = [("incubator", "0001_initial")]
    operations = [KeepDistrict(table) for table in ROOTS]
