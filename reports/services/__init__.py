"""The verbs of board cases, split by noun; everything outside imports them from here."""

from reports.services.approval import (
    approve_case,
    archive_case,
    return_with_remarks,
    schedule,
    send_to_quality_check,
    sign_case,
)
from reports.services.attachments import (
    add_attachment,
    describe_attachment,
    move_attachment,
    remove_attachment,
)
from reports.services.documents import order_pdf, order_public_copy
from reports.services.making import install_forms, make_case
from reports.services.outcome import Consequence, change_choice, confirm_outcome
from reports.services.saksgang import (
    PlanRefused,
    StopPlan,
    add_stop,
    default_saksgang,
    give_number,
    move_stop,
    plan_saksgang,
    plan_stop,
    remove_stop,
)
from reports.services.vedtak import record_vedtak
from reports.services.writing import (
    add_section,
    move_section,
    register_case,
    remove_section,
    save_proposal,
    save_section,
)

__all__ = [
    "Consequence",
    "PlanRefused",
    "StopPlan",
    "add_attachment",
    "add_section",
    "add_stop",
    "approve_case",
    "archive_case",
    "change_choice",
    "confirm_outcome",
    "default_saksgang",
    "describe_attachment",
    "give_number",
    "install_forms",
    "make_case",
    "move_attachment",
    "move_section",
    "move_stop",
    "order_pdf",
    "order_public_copy",
    "plan_saksgang",
    "plan_stop",
    "record_vedtak",
    "register_case",
    "remove_attachment",
    "remove_section",
    "remove_stop",
    "return_with_remarks",
    "save_proposal",
    "save_section",
    "schedule",
    "send_to_quality_check",
    "sign_case",
]
