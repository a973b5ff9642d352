"""A funding round that is exempt from public view, decided, with its letters ordered."""

from typing import Any

from reports.models import BoardCase
from reports.services.letters import order_letters
from tests.factories.letters import decided_round, with_letters
from tests.factories.meeting import exempt

TABLE = "Søker;Innvilget;Begrunnelse\nUglebekken vel;20 000;Åpent for alle\nLiene;0;For sent ute"


def add(world: Any) -> None:
    people = world.people
    secretary = people["secretariat"]
    case = decided_round(
        world.care,
        secretary,
        people["director"],
        title="Uglebekken ved grendehuset",
        table=TABLE,
    )
    exempt(case)
    world.round_case = BoardCase.objects.get(pk=case.pk)
    world.letter_set = with_letters(world.round_case, secretary)
    world.letters_batch = order_letters(world.round_case, by=secretary)
