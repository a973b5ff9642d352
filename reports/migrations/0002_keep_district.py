from django.db import migrations

from organisation.people.migration_operations import KeepDistrict


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [KeepDistrict("reports_committee"), KeepDistrict("reports_boardcase")]
