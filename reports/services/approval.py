"""From draft to archive: each move takes a step of the table and tells whoever is next."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.notices.services import tell
from organisation.people.models import Person, Role
from reports.content import frozen_text
from reports.lifecycle import STEPS
from reports.models import ApprovedText, BoardCase, CaseStop, ReturnRemark
from reports.services.documents import order_pdf


def locked(case: BoardCase, *, version: int | None = None) -> BoardCase:
    """The case under its lock with all that its checks read."""
    lock(case, version=version)
    return BoardCase.objects.with_text().get(pk=case.pk)


def people_with(role: Role, case: BoardCase) -> Iterable[Person]:
    """Those who have `role` on the case's unit, or on a unit above it."""
    above = [int(step) for step in case.unit.path.split(".")]
    return (
        Person.objects.active()
        .filter(role_grants__role=role, role_grants__unit__in=above)
        .distinct()
    )


def save_step(case: BoardCase, *fields: str) -> None:
    """Write the state that `take_step` set; every move counts as a version."""
    case.version += 1
    case.save(update_fields=["state", "version", *fields])


@transaction.atomic
def send_to_quality_check(case: BoardCase, *, by: Person) -> BoardCase:
    """Hand the text over to those who approve it; raises StepRefused with what is missing."""
    case = locked(case)
    with acting(by, "reports.send_to_quality_check"):
        take_step(case, STEPS["send"])
        save_step(case)
    tell(
        people_with(Role.DIRECTOR, case),
        key=f"case-check-{case.pk}-{case.version}",
        by=by,
        text=_("«%(case)s» venter på godkjenning.") % {"case": case.title},
        url=case.get_absolute_url(),
    )
    return case


@transaction.atomic
def approve_case(
    case: BoardCase, *, by: Person, version: int | None = None, at: datetime | None = None
) -> BoardCase:
    """Approve the text and freeze it, word for word, with its checksum.

    `version` is the one the director read; raises Stale when the case has moved since.
    """
    case = locked(case, version=version)
    moment = at or timezone.now()
    role = str(case.template.signature.get("title", "")) or str(Role.DIRECTOR.label)
    with acting(by, "reports.approve_case"):
        take_step(case, STEPS["approve"])
        facts = {
            "approved_by": by.name,
            "approver_role": role,
            "approved_at": moment.isoformat(),
        }
        snapshot, checksum = freeze({**frozen_text(case), "approval": facts})
        last = case.approved_texts.aggregate(last=Max("number"))["last"] or 0
        case.approved_text = ApprovedText.objects.create(
            case=case,
            number=last + 1,
            snapshot=snapshot,
            sha256=checksum,
            approved_by=by,
            approver_role=role,
            approved_at=moment,
        )
        save_step(case, "approved_text")
    tell(
        [*people_with(Role.SECRETARIAT, case), case.case_officer],
        key=f"case-approved-{case.pk}-{case.approved_text.number}",
        by=by,
        text=_("«%(case)s» er godkjent.") % {"case": case.title},
        url=case.get_absolute_url(),
    )
    return case


@transaction.atomic
def return_with_remarks(
    case: BoardCase, *, remarks: str, by: Person, at: datetime | None = None
) -> BoardCase:
    """Send the case back to the one who writes it; an approved text needs a new approval then."""
    case = locked(case)
    if not remarks.strip():
        raise DomainError(_("Skriv hva som må endres."))
    came_from = case.state
    with acting(by, "reports.return_case", reason=remarks):
        take_step(case, STEPS["return"])
        ReturnRemark.objects.create(
            case=case, from_state=came_from, text=remarks.strip(), by=by, at=at or timezone.now()
        )
        save_step(case)
    tell(
        [case.case_officer],
        key=f"case-returned-{case.pk}-{case.version}",
        by=by,
        text=_("«%(case)s» er sendt tilbake til deg med merknad.") % {"case": case.title},
        url=case.get_absolute_url(),
    )
    return case


@transaction.atomic
def schedule(case: BoardCase, *, by: Person, days: dict[int, date] | None = None) -> BoardCase:
    """Put the case on the agenda of its committees; `days` maps ids of stops to meeting days.

    From now on the board sees the case.
    """
    from reports.services.saksgang import plan_stop

    for stop_id, day in (days or {}).items():
        plan_stop(CaseStop.objects.get(pk=stop_id, case=case), meeting_date=day, by=by)
    case = locked(case)
    with acting(by, "reports.schedule"):
        take_step(case, STEPS["schedule"])
        save_step(case)
    tell(
        people_with(Role.BOARD_MEMBER, case),
        may_wait=True,
        by=by,
        key=f"case-scheduled-{case.pk}-{case.version}",
        text=_("«%(case)s» er satt på sakskartet.") % {"case": case.title},
        url=case.get_absolute_url(),
    )
    order_pdf(case, by=by)  # the committees read it on paper
    return case


@transaction.atomic
def archive_case(case: BoardCase, *, by: Person, archive_case: str = "") -> BoardCase:
    """Note that the case lies in the archive, under the number the archive gave it."""
    from reports.services.writing import refuse_used_archive_case

    case = locked(case)
    with acting(by, "reports.archive_case"):
        case.archive_case = archive_case.strip() or case.archive_case
        refuse_used_archive_case(case)
        take_step(case, STEPS["archive"])
        save_step(case, "archive_case")
    return case
