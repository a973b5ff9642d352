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
from organisation.web.wording import day
from reports.content import frozen_text
from reports.lifecycle import STEPS, CaseState
from reports.models import ApprovedText, BoardCase, CaseSignature, CaseStop, ReturnRemark
from reports.services.documents import order_pdf
from reports.signing import Place, line_of, turn_in


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
        case.check_round += 1
        save_step(case, "check_round")
    ask_next(case, by=by)
    return case


def ask_next(case: BoardCase, *, by: Person) -> None:
    """Tell whoever is to sign now: the next post of the line, or the directors without one."""
    turn = turn_in(line_of(case))
    people = [turn.signer] if turn and turn.signer else people_with(Role.DIRECTOR, case)
    tell(
        people,
        key=f"case-check-{case.pk}-{case.version}",
        by=by,
        text=_("«%(case)s» venter på godkjenning.") % {"case": case.title},
        url=case.get_absolute_url(),
    )


@transaction.atomic
def sign_case(
    case: BoardCase, *, by: Person, version: int | None = None, at: datetime | None = None
) -> BoardCase:
    """Sign for the post whose turn it is, and send the case on to the next.

    `version` is the one that was read. Raises Stale, StepRefused, or DomainError when it is not
    the turn of `by`.
    """
    case = locked(case, version=version)
    place = turn_of(case, by)
    with acting(by, "reports.sign_case"):
        take_step(case, STEPS["sign"])
        keep_signature(case, place, by=by, at=at or timezone.now())
        save_step(case)
    ask_next(case, by=by)
    return case


def turn_of(case: BoardCase, by: Person) -> Place:
    """The place of the line where it is the turn of `by`; raises DomainError when it is not."""
    place = turn_in(line_of(case))
    if place is None:
        raise DomainError(_("Alle som skal godkjenne, har gjort det."))
    if place.signer is None or place.signer.pk != by.pk:
        raise DomainError(
            _("Saken venter på %(who)s.") % {"who": place.signer or place.office.title.lower()}
        )
    return place


def keep_signature(case: BoardCase, place: Place, *, by: Person, at: datetime) -> None:
    CaseSignature.objects.create(
        case=case,
        round=case.check_round,
        office=place.office,
        title=place.title,
        is_stand_in=by.pk != place.office.holder_id,
        by=by,
        at=at,
        case_version=case.version,
    )


def signatures_on_paper(case: BoardCase) -> list[dict[str, str]]:
    """Who approved at each post, in their order, as it is printed; empty when one alone did."""
    given = case.signatures.filter(round=case.check_round).select_related("by").order_by("pk")
    lines = [
        {"name": each.by.name, "title": each.title, "day": day(timezone.localdate(each.at))}
        for each in given
    ]
    return lines if len(lines) > 1 else []


def approver_title(case: BoardCase, place: Place | None) -> str:
    """What the approver is called on paper: the post, or the signature line of the form."""
    if place is not None:
        return place.title
    return str(case.template.signature.get("title", "")) or str(Role.DIRECTOR.label)


@transaction.atomic
def approve_case(
    case: BoardCase, *, by: Person, version: int | None = None, at: datetime | None = None
) -> BoardCase:
    """Approve the text and freeze it, word for word, with its checksum.

    Where the form has a line of posts, the last of them does so when the others have signed.
    `version` is the one the director read; raises Stale when the case has moved since.
    """
    case = locked(case, version=version)
    moment = at or timezone.now()
    line = line_of(case)
    place = turn_of(case, by) if line and case.state == CaseState.QUALITY_CHECK else None
    if place is not None and place.office.pk != line[-1].office.pk:
        raise DomainError(_("Det er flere som skal godkjenne før saken er ferdig."))
    role = approver_title(case, place)
    with acting(by, "reports.approve_case"):
        take_step(case, STEPS["approve"])
        if place is not None:
            keep_signature(case, place, by=by, at=moment)
        facts = {
            "approved_by": by.name,
            "approver_role": role,
            "approved_at": moment.isoformat(),
            "signatures": signatures_on_paper(case),
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

    for stop_id, on in (days or {}).items():
        plan_stop(CaseStop.objects.get(pk=stop_id, case=case), meeting_date=on, by=by)
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
