"""Migration operations that every floor uses."""

from django.db.migrations.operations import RunSQL


class KeepDistrict(RunSQL):
    """Hold `district` equal to the district of `unit` in `table`, by a composite foreign key."""

    def __init__(self, table: str) -> None:
        self.table = table
        name = f"{table}_unit_in_district"
        super().__init__(
            sql=(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (unit_id, district_id)'
                " REFERENCES people_unit (id, district_id) DEFERRABLE INITIALLY DEFERRED"
            ),
            reverse_sql=f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"',
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (type(self).__name__, [self.table], {})
