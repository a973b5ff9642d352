from django.db import migrations

from organisation.people.migration_operations import KeepDistrict


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]
    operations = [KeepDistrict("portfolio_project")]
