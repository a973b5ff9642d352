from django.db import migrations

from organisation.people.migration_operations import KeepDistrict


class Migration(migrations.Migration):
    dependencies = [("search", "0002_saved_views")]
    operations = [KeepDistrict("search_savedview")]
