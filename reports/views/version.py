"""Versions of a case: who wrote what when, two of them compared, and an old text taken back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation.errors import DomainError, Stale
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.wording import day_and_moment
from reports.compare import PartChange, compare
from reports.forms.version import CompareForm, TakeBackForm
from reports.models import BoardCase, CaseSection
from reports.queries.version import APPROVED, RETURNED, TITLE, Past, Version
from reports.services import version as services
from reports.shielding import PROPOSAL

SHOWN = 12  # the newest versions; the rest are folded


def find_worked_on(request: Request, pk: int) -> BoardCase:
    """The case, for those who read its draft."""
    cases = BoardCase.objects.visible_to(request.user).select_related("template")
    case = get_object_or_404(cases, pk=pk)
    authorize(request.user, "reports.view_work", case)
    return case


@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    """All versions, and two of them compared: the last, and what it is usual to compare with."""
    case = find_worked_on(request, pk)
    past = Past(case)
    start, end = chosen(request, past)
    form = CompareForm(
        initial={"fra": start.number if start else None, "til": end.number if end else None},
        versions=past.versions,
    )
    newest = past.versions[::-1]
    context = {
        "case": case,
        "form": form,
        "newest": newest[:SHOWN],
        "older": newest[SHOWN:],
        "start": start,
        "end": end,
        "shortcuts": shortcuts(past, request),
        "may_take_back": request.user.has_perm("reports.write_case", case),
    }
    if start and end:
        old, new = past.text_at(start.at), past.text_at(end.at)
        context["comparison"] = compare(old.parts(case), new.parts(case))
    return render_page(request, "reports/versions.html", context)


def chosen(request: Request, past: Past) -> tuple[Version | None, Version | None]:
    """The two versions in the address, the earlier first; what is missing is the usual one."""
    end = past.version(_number(request, "til")) or (past.versions[-1] if past.versions else None)
    if end is None:
        return None, None
    start = past.version(_number(request, "fra")) or past.usual_start(request.user, end)
    if start and start.number > end.number:
        start, end = end, start
    return start, end


def _number(request: Request, name: str) -> int:
    sent = request.GET.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 7 else 0


def shortcuts(past: Past, request: Request) -> list[tuple[str, str]]:
    """Words and address of comparisons one often wants, each with the text as it is now."""
    if not past.versions:
        return []
    last = past.versions[-1]
    found = [
        (_("Siden den ble sendt tilbake"), past.last(RETURNED, before=last.number)),
        (_("Siden den ble godkjent"), past.last(APPROVED, before=last.number)),
        (_("Siden andre skrev sist"), past.last_of_others(request.user, before=last.number)),
        (_("Siden den første"), past.version(1) if last.number > 1 else None),
    ]
    return [
        (words, f"?fra={version.number}&til={last.number}") for words, version in found if version
    ]


@dataclass(frozen=True)
class TakingBack:
    """An old text of one part, and what now stands in its place."""

    version: Version
    change: PartChange  # from what stands now to the old text
    section: CaseSection | None  # None for the proposal, and for a part that is gone
    row: dict[str, Any] | None  # of the section as it stood
    proposal: tuple[str, str] | None  # and its outcome, as it stood
    after: CaseSection | None = None

    @property
    def words(self) -> str:
        told = {"n": self.version.number, "when": day_and_moment(self.version.at)}
        return _("Tatt tilbake fra versjon %(n)d, %(when)s") % told


def taking_back(case: BoardCase, number: int, place: str) -> TakingBack:
    """What would change if `place` got its text of version `number`; Http404 without one."""
    past = Past(case)
    version = past.version(number)
    if version is None or place == TITLE:
        raise Http404
    then, now = past.text_at(version.at), past.text_at(past.versions[-1].at)
    old = [part for part in then.parts(case) if part.key == place]
    if not old or old[0].is_data:
        raise Http404
    changes = compare([part for part in now.parts(case) if part.key == place], old)
    row = then.section(place)
    before = [str(each["id"]) for each in then.sections]
    earlier = before[: before.index(place)] if row else []
    there = {str(section.pk): section for section in case.sections.all()}
    for section in there.values():
        section.case = case
    return TakingBack(
        version=version,
        change=changes.parts[0],
        section=there.get(place),
        row=row,
        proposal=(then.proposal, then.outcome) if place == PROPOSAL else None,
        after=next((there[key] for key in reversed(earlier) if key in there), None),
    )


@require_http_methods(["GET", "POST"])
def take_back(request: Request, pk: int, number: int, place: str) -> HttpResponse:
    """Ask first, with what would change; then the old text is saved as a new one."""
    case = find_worked_on(request, pk)
    authorize(request.user, "reports.write_case", case)
    taken = taking_back(case, number, place)
    current = taken.section or case
    form = TakeBackForm(request.POST or None, initial={"version": current.version})
    status = None
    if form.is_valid():
        try:
            done = save_old_text(case, taken, version=form.cleaned_data["version"], by=request.user)
        except Stale as stale:
            form.carry_version(stale.current)
            taken = taking_back(case, number, place)
            form.add_error(None, _("Noen andre lagret før deg. Se hva som nå blir endret."))
            status = 409
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Teksten er tatt tilbake. Den nye ligger i versjonene."))
            return redirect(done)
    return render_page(
        request,
        "reports/version_take_back.html",
        {"case": case, "taken": taken, "form": form, "back_url": back_url(case, taken.version)},
        status=status,
    )


def save_old_text(case: BoardCase, taken: TakingBack, *, version: int, by: Any) -> str:
    """Save it; gives the address of the part it stands in."""
    if taken.proposal is not None:
        proposal, outcome = taken.proposal
        services.take_back_proposal(
            case, proposal=proposal, outcome=outcome, words=taken.words, version=version, by=by
        )
        return reverse("reports:proposal", args=[case.pk])
    assert taken.row is not None  # `taking_back` found the part
    if taken.section is not None:
        services.take_back_section(
            taken.section, taken.row, words=taken.words, version=version, by=by
        )
        return taken.section.get_absolute_url()
    section = services.take_back_removed(
        case, taken.row, after=taken.after, words=taken.words, by=by
    )
    return section.get_absolute_url()


def back_url(case: BoardCase, version: Version) -> str:
    return f"{reverse('reports:versions', args=[case.pk])}?fra={version.number}"
