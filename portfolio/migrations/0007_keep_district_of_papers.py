from django.db import migrations

from organisation.people.migration_operations import KeepDistrict

# Roots that came with weighing and reporting: a line each.
ROOTS: tuple[str, ...] = (
    "portfolio_prioritisation",
    "portfolio_portfoliopaper",
    "portfolio_unitfigure",
)


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0006_weighed_and_reported")]
    operations = [KeepDistrict(table) for table in ROOTS]
