from django.db import migrations

from organisation.people.migration_operations import KeepDistrict


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        KeepDistrict("people_person"),
        KeepDistrict("people_servicearea"),
        # A unit lies in the district of the unit above it.
        migrations.RunSQL(
            "ALTER TABLE people_unit ADD CONSTRAINT people_unit_parent_in_district"
            " FOREIGN KEY (parent_id, district_id) REFERENCES people_unit (id, district_id)"
            " DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE people_unit DROP CONSTRAINT people_unit_parent_in_district",
        ),
    ]
