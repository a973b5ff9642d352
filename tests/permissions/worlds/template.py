"""The form of the district's cases, a post that approves, and live data in a draft."""

from typing import Any

from reports import services
from reports.services.data import add_data
from reports.services.office import start_office
from tests.factories.reports import case_in


def add(world: Any) -> None:
    people = world.people
    secretary = people["secretariat"]
    world.form_of_cases = services.install_forms(world.alna)
    world.office = start_office(
        world.alna, {"title": "Økonomisjef", "holder": people["director"]}, by=secretary
    )
    world.data_case = case_in(
        world.care, secretary, title="Tallene i porten", case_officer=people["case_officer"]
    )
    world.data_part = add_data(world.data_case, block="changes", by=secretary)
