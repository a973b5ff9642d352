"""Who may do what with board cases."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import (
    belongs_to_district,
    has_role,
    has_role_somewhere,
    is_employee,
    is_employee_of,
)
from reports.signing import ids_in, offices_held, signs_now

is_secretariat = has_role(Role.SECRETARIAT)
is_director = has_role(Role.DIRECTOR)
is_manager = has_role(Role.MANAGER)
is_board_member = has_role(Role.BOARD_MEMBER)


@rules.predicate
def is_case_officer(person: Person, case: Any) -> bool:
    return case is not None and person.is_active and case.case_officer_id == person.pk


@rules.predicate
def is_writable(person: Person, case: Any) -> bool:
    """The text is still being written."""
    return case is not None and case.is_writable


@rules.predicate
def is_approved(person: Person, case: Any) -> bool:
    return case is not None and case.is_frozen


@rules.predicate
def is_known_to_board(person: Person, case: Any) -> bool:
    return case is not None and case.is_known_to_board


@rules.predicate
def is_public(person: Person, case: Any) -> bool:
    return case is not None and not case.is_exempt


@rules.predicate
def is_archived(person: Person, case: Any) -> bool:
    return case is not None and case.state == "archived"


@rules.predicate
def is_signer(person: Person, case: Any) -> bool:
    """Holds, or stands in for, a post that approves the case, which has been sent on."""
    if case is None or not person.is_active or case.state == "draft":
        return False
    named = ids_in(case)
    return bool(named) and not named.isdisjoint(offices_held(person))


@rules.predicate
def signs_on(person: Person, case: Any) -> bool:
    """It is their turn, and somebody comes after them."""
    place = signs_now(person, case)
    return place is not None and place.office.pk != case.signing_line[-1].office.pk


@rules.predicate
def signs_last(person: Person, case: Any) -> bool:
    place = signs_now(person, case)
    return place is not None and place.office.pk == case.signing_line[-1].office.pk


@rules.predicate
def has_no_line(person: Person, case: Any) -> bool:
    return case is not None and not case.template.approvers


works_on_case = is_secretariat | is_case_officer | is_director | is_signer

# Those a case concerns read it word for word; all others its public version.
is_concerned = works_on_case | (is_approved & is_manager) | (is_known_to_board & is_board_member)

sees_case = is_concerned | (is_known_to_board & is_public & is_employee_of)


@rules.predicate
def has_nothing_shielded(person: Person, case: Any) -> bool:
    return case is not None and not case.is_shielded


reads_whole = is_concerned | (sees_case & has_nothing_shielded)


@rules.predicate
def works_on_its_case(person: Person, document: Any) -> bool:
    return document is not None and bool(works_on_case.test(person, document.case))


@rules.predicate
def may_be_read_by(person: Person, document: Any) -> bool:
    """A public copy by whoever sees the case, the full text by those who may read it all."""
    reads = sees_case if document.is_public_copy else reads_whole
    return bool(reads.test(person, document.case))


@rules.predicate
def may_have_attachment(person: Person, attachment: Any) -> bool:
    if attachment is None:
        return False
    reads = is_concerned if attachment.is_exempt else sees_case
    return bool(reads.test(person, attachment.case))


@rules.predicate
def holds_approved_text(person: Person, document: Any) -> bool:
    return document is not None and not document.is_draft


PERMISSIONS = {
    "reports.list_cases": has_role_somewhere(Role.SECRETARIAT)
    | has_role_somewhere(Role.DIRECTOR)
    | has_role_somewhere(Role.MANAGER)
    | has_role_somewhere(Role.BOARD_MEMBER)
    | is_employee,
    "reports.start_case": has_role_somewhere(Role.SECRETARIAT),
    "reports.make_case": is_secretariat,  # asked of the gate's project, or of a unit
    "reports.view_committee": belongs_to_district,
    "reports.view_boardcase": sees_case,
    "reports.view_casedocument": works_on_its_case | (holds_approved_text & may_be_read_by),
    "reports.view_caseattachment": may_have_attachment,
    "reports.read_whole": reads_whole,  # also what is taken out of the public version
    # Drafts and earlier versions of the document, returns and remarks.
    "reports.view_work": works_on_case,
    "reports.write_case": is_writable & (is_secretariat | is_case_officer),
    "reports.register_case": is_secretariat & ~is_archived,  # archive case and code
    "reports.plan_saksgang": is_secretariat & ~is_archived,
    "reports.send_case": is_secretariat | is_case_officer,
    "reports.return_case": is_secretariat | is_director | is_signer,
    "reports.sign_case": signs_on,
    "reports.approve_case": (has_no_line & is_director) | signs_last,
    "reports.schedule_case": is_secretariat,
    "reports.record_vedtak": is_secretariat,
    "reports.archive_case": is_secretariat,
    "reports.order_document": works_on_case,
}
