"""Who sees and does what with cases; lists and rules agree."""

import pytest
from django.test import Client

from organisation.files.services import keep
from organisation.people.models import Person, Role, Unit
from reports import services
from reports.models import BoardCase, CaseDocument
from reports.rules import PERMISSIONS
from tests.factories.people import PersonFactory, UnitFactory, person_as
from tests.factories.reports import (
    approved_case,
    case_in,
    put_on_agenda,
    scheduled_case,
    secretary_of,
    written_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(alna, nabo, unit, secretary, director, manager, employee, board_member):
    other_unit = UnitFactory(parent=alna)
    return {
        "secretary": secretary,
        "director": director,
        "manager": manager,
        "other manager": person_as(Role.MANAGER, other_unit),
        "board member": board_member,
        "employee": employee,
        "administrator": person_as(Role.ADMINISTRATOR, alna),
        "adviser": person_as(Role.ADVISER, alna),
        "next door": secretary_of(nabo),
        "gone": person_as(Role.SECRETARIAT, alna, is_active=False),
    }


def cases(unit: Unit, secretary: Person, director: Person, officer: Person) -> dict[str, BoardCase]:
    exempt = written_case(unit, secretary, title="Unntatt")
    services.register_case(
        exempt,
        is_exempt=True,
        legal_basis="Offentleglova § 13",
        public_title="Sak om personalet",
        by=secretary,
        version=exempt.version,
    )
    services.send_to_quality_check(exempt, by=secretary)
    services.approve_case(exempt, by=director)
    return {
        "draft": case_in(unit, secretary, title="Utkast", case_officer=officer),
        "approved": approved_case(unit, secretary, director, title="Godkjent"),
        "scheduled": scheduled_case(unit, secretary, director, title="På kartet"),
        "exempt": put_on_agenda(exempt, secretary),
    }


def test_who_sees_which_case(people, unit, secretary, director):
    officer = PersonFactory(unit=unit)
    seen = {
        name: {
            title
            for title, case in cases_by_name.items()
            if person.has_perm("reports.view_boardcase", case)
        }
        for cases_by_name in [cases(unit, secretary, director, officer)]
        for name, person in {**people, "officer": officer}.items()
    }
    everything = {"draft", "approved", "scheduled", "exempt"}
    assert seen == {
        "secretary": everything,
        "director": everything,
        "manager": {"approved", "scheduled", "exempt"},
        "other manager": {"scheduled"},
        "board member": {"scheduled", "exempt"},
        "employee": {"scheduled"},
        "administrator": {"scheduled"},
        "adviser": {"scheduled"},
        "next door": set(),
        "gone": set(),
        "officer": {"draft", "scheduled"},
    }


def test_lists_and_rules_agree(people, unit, secretary, director):
    officer = PersonFactory(unit=unit)
    for case in cases(unit, secretary, director, officer).values():
        services.order_pdf(case, by=secretary)
    for person in [*people.values(), officer]:
        for model, rule in (
            (BoardCase, "reports.view_boardcase"),
            (CaseDocument, "reports.view_casedocument"),
        ):
            allowed = {row.pk for row in model.objects.all() if person.has_perm(rule, row)}
            listed = set(model.objects.visible_to(person).values_list("pk", flat=True))
            assert listed == allowed, (person, rule)
    for person in [*people.values(), officer]:
        works = {c.pk for c in BoardCase.objects.all() if person.has_perm("reports.view_work", c)}
        assert set(BoardCase.objects.worked_on_by(person).values_list("pk", flat=True)) == works


def test_the_draft_of_a_document_is_not_for_the_board(unit, secretary, director, board_member):
    case = case_in(unit, secretary)
    draft = services.order_pdf(case, by=secretary)
    assert not board_member.has_perm("files.view_document", draft)
    approved = services.order_pdf(scheduled_case(unit, secretary, director), by=secretary)
    assert board_member.has_perm("files.view_document", approved)


def test_who_may_do_what(people, unit, secretary):
    allowed = {
        "reports.write_case": {"secretary"},
        "reports.send_case": {"secretary"},
        "reports.approve_case": {"director"},
        "reports.confirm_outcome": set(),
        "reports.return_case": {"secretary", "director"},
        "reports.schedule_case": {"secretary"},
        "reports.record_vedtak": {"secretary"},
        "reports.archive_case": {"secretary"},
        "reports.register_case": {"secretary"},
        "reports.plan_saksgang": {"secretary"},
        "reports.order_document": {"secretary", "director"},
        "reports.view_work": {"secretary", "director"},
        "reports.make_case": {"secretary"},
    }
    case = case_in(unit, secretary)
    assert {
        permission: {name for name, person in people.items() if person.has_perm(permission, case)}
        for permission in allowed
    } == allowed


def test_every_verb_has_a_permission():
    from reports.lifecycle import STEPS

    assert {step.permission for step in STEPS.values()} <= set(PERMISSIONS)


def test_what_one_may_not_see_is_not_there_and_what_one_may_not_do_is_refused(
    unit, secretary, employee, director
):
    draft = case_in(unit, secretary)
    scheduled = scheduled_case(unit, secretary, director)
    client = Client()
    client.force_login(employee)
    assert client.get(f"/saker/{draft.pk}/").status_code == 404
    assert client.get(f"/saker/{scheduled.pk}/").status_code == 200
    assert client.get(f"/saker/{scheduled.pk}/tilbake/").status_code == 403
    assert client.post(f"/saker/{scheduled.pk}/pdf/").status_code == 403
    assert client.get("/saker/ny/").status_code == 403
    assert client.get("/saker/99999/").status_code == 404


def test_a_picture_is_read_by_those_who_read_the_case(unit, secretary, director, board_member):
    def picture():
        return keep(b"\x89PNG", name="kart.png", content_type="image/png", by=secretary)

    def shown(file):
        return f'<p><img src="{file.get_absolute_url()}" alt="Kart"></p>'

    proposed, decided = picture(), picture()
    case = written_case(unit, secretary)
    case = services.save_proposal(
        case, proposal=shown(proposed), by=secretary, version=case.version
    )
    assert director.has_perm("files.view_storedfile", proposed)
    assert not board_member.has_perm("files.view_storedfile", proposed)
    services.send_to_quality_check(case, by=secretary)
    case = put_on_agenda(services.approve_case(case, by=director), secretary)
    stop = case.stops.get(committee__kind="bu")
    services.record_vedtak(stop, "changed", text=shown(decided), by=secretary)
    assert board_member.has_perm("files.view_storedfile", proposed)
    assert board_member.has_perm("files.view_storedfile", decided)


def test_an_attachment_is_read_by_those_who_read_the_case(
    unit, secretary, director, board_member, employee
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    case = written_case(unit, secretary)
    attachment = services.add_attachment(
        case, title="Notat", upload=SimpleUploadedFile("notat.txt", b"Et notat.\n"), by=secretary
    )
    assert not board_member.has_perm("files.view_storedfile", attachment.file)
    services.send_to_quality_check(case, by=secretary)
    services.approve_case(case, by=director)
    put_on_agenda(BoardCase.objects.get(pk=case.pk), secretary)
    assert board_member.has_perm("files.view_storedfile", attachment.file)
    assert employee.has_perm("files.view_storedfile", attachment.file)
