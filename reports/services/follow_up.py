"""What is to be done after a meeting: given to somebody, done, and told back to the committee."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.notices.services import tell
from organisation.people.models import Person, Unit
from organisation.web.wording import day
from reports.lifecycle import CaseKind, Task
from reports.lifecycle.follow_up import CLOSED, STEPS, FollowUpKind, FollowUpState
from reports.models import BoardCase, CaseStop, Committee, FollowUp, Vedtak
from reports.services.making import make_case
from reports.services.writing import save_section


@dataclass(frozen=True)
class Given:
    """One thing to be done: what, by whom, by when."""

    text: str
    owner: Person
    due_on: date
    kind: str = FollowUpKind.POINT


def follow_up(
    committee: Committee,
    given: Given,
    *,
    given_on: date,
    by: Person,
    vedtak: Vedtak | None = None,
    case: BoardCase | None = None,
) -> FollowUp:
    """Put one thing on the list and tell the one it rests with. Raises DomainError."""
    return follow_up_all(committee, [given], given_on=given_on, by=by, vedtak=vedtak, case=case)[0]


@transaction.atomic
def follow_up_all(
    committee: Committee,
    things: Iterable[Given],
    *,
    given_on: date,
    by: Person,
    vedtak: Vedtak | None = None,
    case: BoardCase | None = None,
) -> list[FollowUp]:
    """The same for several at once, such as the points of one vedtak."""
    made = []
    with acting(by, "reports.follow_up"):
        for given in things:
            if not given.text.strip():
                raise DomainError(_("Skriv hva som skal gjøres."))
            if given.due_on < given_on:
                raise DomainError(_("Fristen er før dagen det ble gitt."))
            made.append(
                FollowUp.objects.create(
                    kind=given.kind,
                    committee=committee,
                    unit=case.unit if case else committee.unit,
                    district_id=committee.district_id,
                    vedtak=vedtak,
                    case=case,
                    given_on=given_on,
                    text=given.text.strip(),
                    owner=given.owner,
                    due_on=given.due_on,
                    created_by=by,
                )
            )
    for each in made:
        tell_owner(each, by=by)
    return made


def tell_owner(thing: FollowUp, *, by: Person) -> None:
    tell(
        [thing.owner],
        key=f"follow-up-{thing.pk}-{thing.owner_id}-{thing.version}",
        by=by,
        text=_("%(committee)s har gitt deg noe å følge opp innen %(due)s.")
        % {"committee": thing.committee, "due": day(thing.due_on)},
        url=thing.get_absolute_url(),
    )


@transaction.atomic
def edit_follow_up(
    thing: FollowUp, facts: Mapping[str, Any], *, version: int, by: Person
) -> FollowUp:
    """Change `text`, `owner`, `due_on` or `kind`. Raises Stale, or DomainError once closed."""
    thing = lock(thing, version=version)
    if thing.state != FollowUpState.OPEN:
        raise DomainError(_("Punktet er avsluttet. Åpne det igjen for å endre det."))
    another = facts.get("owner", thing.owner) != thing.owner
    for name, value in facts.items():
        setattr(thing, name, value.strip() if isinstance(value, str) else value)
    if thing.due_on < thing.given_on:
        raise DomainError(_("Fristen er før dagen det ble gitt."))
    thing.version += 1
    with acting(by, "reports.edit_follow_up"):
        thing.save(update_fields=[*facts, "version"])
    if another:
        tell_owner(thing, by=by)
    return thing


@transaction.atomic
def close_follow_up(
    thing: FollowUp,
    step: str,
    *,
    outcome: str,
    by: Person,
    version: int | None = None,
    on: date | None = None,
) -> FollowUp:
    """Say that it is done (`finish`) or no longer wanted (`drop`), and what came of it."""
    thing = lock(thing, version=version)
    if not outcome.strip():
        raise DomainError(_("Skriv hva som er gjort."))
    with acting(by, "reports.close_follow_up", reason=outcome):
        take_step(thing, STEPS[step])
        thing.outcome, thing.closed_on = outcome.strip(), on or timezone.localdate()
        thing.version += 1
        thing.save(update_fields=["state", "outcome", "closed_on", "version"])
    tell(
        [thing.created_by],
        key=f"follow-up-closed-{thing.pk}-{thing.version}",
        by=by,
        may_wait=True,
        text=_("%(who)s har avsluttet et oppfølgingspunkt: «%(text)s».")
        % {"who": by, "text": thing.text[:80]},
        url=thing.get_absolute_url(),
    )
    return thing


@transaction.atomic
def reopen_follow_up(thing: FollowUp, *, by: Person) -> FollowUp:
    """Take it up again; what was written when it was closed stays in the history."""
    thing = lock(thing)
    with acting(by, "reports.reopen_follow_up"):
        take_step(thing, STEPS["reopen"])
        thing.closed_on, thing.reported_on = None, None
        thing.version += 1
        thing.save(update_fields=["state", "closed_on", "reported_on", "version"])
    return thing


@transaction.atomic
def start_case(thing: FollowUp, *, by: Person) -> BoardCase:
    """A new case that answers it; the one there is when it was started before."""
    thing = lock(thing)
    if thing.new_case is not None:
        return thing.new_case
    earlier = thing.case
    case = make_case(
        kind=CaseKind.FREE,
        title=_("Oppfølging: %(text)s") % {"text": thing.text[:150]},
        unit=thing.unit,
        project=earlier.project if earlier else None,
        by=by,
    )
    thing.new_case = case
    thing.version += 1
    with acting(by, "reports.start_case_for_follow_up"):
        thing.save(update_fields=["new_case", "version"])
    return case


@transaction.atomic
def report_back(committee: Committee, *, unit: Unit, by: Person) -> BoardCase:
    """One case that tells `committee` what became of all it decided, ordered or was promised.

    Holds what is open, and what was closed and not told yet; that counts as told from now on.
    Points of exempt cases stand there without their words. Raises DomainError when there is none.
    """
    rows = list(
        FollowUp.objects.select_for_update(of=("self",))
        .filter(committee=committee, reported_on=None)
        .select_related("case", "owner", "vedtak")
        .order_by("given_on", "pk")
    )
    if not rows:
        raise DomainError(_("Det er ingenting å melde tilbake til %(c)s.") % {"c": committee})
    case = make_case(
        kind=CaseKind.ORIENTATION,
        title=_("Oppfølging av vedtak i %(committee)s per %(day)s")
        % {"committee": str(committee).lower(), "day": day(timezone.localdate())},
        unit=unit,
        by=by,
        with_saksgang=False,
    )
    CaseStop.objects.create(case=case, committee=committee, order=1, task=Task.DECIDES)
    part = next(each for each in case.text_parts() if each.kind == "text" and not each.block)
    save_section(part, html=told_back(rows), by=by, version=part.version)
    closed = [row for row in rows if row.state in CLOSED]
    with acting(by, "reports.report_back"):
        for row in closed:
            row.reported_on = timezone.localdate()
            row.save(update_fields=["reported_on"])
    return case


def told_back(rows: Iterable[FollowUp]) -> str:
    """The table of the report, one line for each thing."""
    head = [_("Gitt"), _("Hva"), _("Frist"), _("Ansvarlig"), _("Tilstand"), _("Hva som er gjort")]
    lines = []
    for row in rows:
        hidden = bool(row.case and row.case.is_exempt)
        cells = [
            _("Punkt i en sak som er unntatt offentlighet") if hidden else row.text,
            day(row.due_on),
            row.owner.job_title or row.owner.name,
            str(row.get_state_display()),
            "" if hidden else row.outcome,
        ]
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        lines.append(f'<tr><th scope="row">{day(row.given_on)}</th>{told}</tr>')
    columns = "".join(f'<th scope="col">{escape(word)}</th>' for word in head)
    caption = escape(_("Det som er fulgt opp og følges opp"))
    return (
        f"<table><caption>{caption}</caption><thead><tr>{columns}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
