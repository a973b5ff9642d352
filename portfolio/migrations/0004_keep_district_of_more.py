from django.db import migrations

from organisation.people.migration_operations import KeepDistrict

# Every root that came with what steers a project: a line each.
ROOTS: tuple[str, ...] = (
    "portfolio_dependency",
    "portfolio_ledgerimport",
    "portfolio_grantpot",
    "portfolio_fund",
    "portfolio_programme",
)


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0003_steered")]
    operations = [KeepDistrict(table) for table in ROOTS]
