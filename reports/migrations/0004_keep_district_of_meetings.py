from django.db import migrations

from organisation.people.migration_operations import KeepDistrict

# Roots that came with meetings, access and follow-up: a line each.
ROOTS: tuple[str, ...] = (
    "reports_accessrequest",
    "reports_followup",
    "reports_legalbasis",
    "reports_meeting",
    "reports_office",
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_meetings_access_archive")]
    operations = [KeepDistrict(table) for table in ROOTS]
