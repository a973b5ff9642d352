"""Who says what a changed vedtak means, and who confirms it."""

import pytest

from reports import services
from reports.lifecycle import VedtakKind
from reports.models import BoardCase
from tests.factories.reports import gate_for_board, put_on_agenda, write


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("reports.choose_outcome", {"secretary", "director"}),
        ("reports.confirm_outcome", {"director"}),
    ],
)
def test_the_secretariat_chooses_and_the_director_confirms_until_it_is_done(
    permission, allowed, unit, secretary, director, manager, employee, board_member
):
    gate = gate_for_board(unit)
    case = services.make_case(kind="gate_decision", gate=gate, by=secretary)
    services.send_to_quality_check(write(case, secretary), by=secretary)
    put_on_agenda(services.approve_case(case, by=director), secretary)
    stop = next(each for each in case.saksgang() if each.decides)
    vedtak = services.record_vedtak(
        stop, VedtakKind.CHANGED, text="<p>Vent.</p>", gate_outcome="back", by=secretary
    )
    people = {
        "secretary": secretary, "director": director, "manager": manager,
        "employee": employee, "board_member": board_member,
    }  # fmt: skip

    def those_who_may() -> set[str]:
        there = BoardCase.objects.with_text().get(pk=case.pk)
        return {name for name, person in people.items() if person.has_perm(permission, there)}

    assert those_who_may() == allowed
    services.confirm_outcome(vedtak.outcome_choice, version=1, by=director)
    assert those_who_may() == set()
