from django.db import migrations

from organisation.people.migration_operations import KeepDistrict


class Migration(migrations.Migration):
    dependencies = [("ideas", "0001_initial")]

    operations = [KeepDistrict("ideas_idea")]
