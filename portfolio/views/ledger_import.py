"""Files from the accounting system: bring one in, see what it would give, book it, undo it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from organisation.errors import DomainError, Stale
from organisation.jobs.models import Job
from organisation.permissions import authorize
from organisation.web.components import Confirmation, Figure
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page
from organisation.web.wording import nok
from portfolio.forms.ledger_import import LedgerForm, MappingForm
from portfolio.forms.money import ReasonForm
from portfolio.lifecycle.money import ImportState
from portfolio.models import Fund, LedgerImport, Project
from portfolio.services import ledger_import as services
from portfolio.services.money import settings_of
from portfolio.views.fund import district_kept_by

SHOWN = 50  # rows of each kind in the preview
SORTS = (Sort("nyeste", gettext_lazy("Nyeste"), ("-created_at",)),)


@require_http_methods(["GET", "POST"])
def ledger_imports(request: Request) -> HttpResponse:
    district = district_kept_by(request.user)
    authorize(request.user, "portfolio.import_ledger", district)
    form = LedgerForm(request.POST or None, request.FILES or None, funds=funds_in(district.pk))
    if form.is_valid():
        try:
            brought = services.upload_ledger(
                district, form.cleaned_data["file"], form.cleaned_data["fund"], by=request.user
            )
        except DomainError as refused:
            form.add_error("file", refused.message)
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            return redirect(brought)
    rows = LedgerImport.objects.visible_to(request.user).select_related("file", "created_by")
    return render_page(
        request,
        "portfolio/ledger_imports.html",
        {"form": form, "listing": build_list(request, rows, sorts=SORTS)},
        fragments=["import-list"],
    )


def funds_in(district_id: int) -> list[Fund]:
    return list(Fund.objects.filter(district=district_id).active().order_by("kind", "name_key"))


def find_import(request: Request, pk: int) -> LedgerImport:
    return get_object_or_404(
        LedgerImport.objects.visible_to(request.user).select_related(
            "file", "fund", "created_by", "undone_by"
        ),
        pk=pk,
    )


@require_http_methods(["GET", "POST"])
def ledger_import(request: Request, pk: int) -> HttpResponse:
    """The preview; a POST chooses other columns."""
    brought = find_import(request, pk)
    if request.method == "POST":
        authorize(request.user, "portfolio.import_ledger", brought)
    context: dict[str, Any] = {"brought": brought}
    status = None
    if brought.state in (ImportState.UPLOADED, ImportState.REFUSED):
        try:
            table = services.table_of(brought)
        except DomainError as unreadable:
            return render_page(
                request,
                "portfolio/ledger_import.html",
                {**context, "unreadable": unreadable.message},
            )
        form = mapping_form(request, brought, table)
        if form.is_valid():
            try:
                choose_columns(brought, form, request)
            except Stale as stale:
                form.somebody_was_faster(stale.current)
                status = 409
            except DomainError as refused:
                form.add_error(None, refused.message)
            else:
                return redirect(brought)
        context |= {"form": form, **preview(request, brought, table)}
    elif brought.state == ImportState.RUNNING:
        key = f"ledger-{brought.pk}-{brought.version}"
        context["job"] = Job.objects.filter(key=key).first()
    return render_page(request, "portfolio/ledger_import.html", context, status=status)


def mapping_form(request: Request, brought: LedgerImport, table: Any) -> MappingForm:
    return MappingForm(
        request.POST or None,
        headings=table.headings,
        code_names=settings_of(brought.district_id).code_names,
        funds=funds_in(brought.district_id),
        initial={
            **{name: str(place) for name, place in brought.mapping.items()},
            "fund": str(brought.fund_id),
            "skip_unmatched": brought.skip_unmatched,
            "version": brought.version,
        },
    )


def choose_columns(brought: LedgerImport, form: MappingForm, request: Request) -> None:
    services.read_as(
        brought,
        mapping=form.mapping(),
        fund=form.cleaned_data["fund"],
        skip_unmatched=form.cleaned_data["skip_unmatched"],
        version=form.cleaned_data["version"],
        by=request.user,
    )


def preview(request: Request, brought: LedgerImport, table: Any) -> dict[str, Any]:
    """What the file would give, and why it cannot be booked when it cannot."""
    try:
        reading = services.read(brought, table)
    except DomainError as unreadable:
        return {"reasons": [unreadable.message]}
    shown = reading.ready[:SHOWN]
    seen = set(
        Project.objects.visible_to(request.user)
        .filter(pk__in={row.account.project_id for row in shown if row.account})
        .values_list("pk", flat=True)
    )
    return {
        "reading": reading,
        "figures": [
            Figure(len(reading.rows), _("rader i filen")),
            Figure(len(reading.ready), _("kan føres"), note=nok(reading.sum_nok)),
            Figure(len(reading.duplicates), _("ført før"), note=_("hoppes over")),
            Figure(len(reading.unmatched), _("uten prosjekt")),
            Figure(len(reading.bad), _("med feil"), late=bool(reading.bad)),
        ],
        "reasons": services.refusals_of(reading, brought),
        "shown": [(row, row.account.project_id in seen) for row in shown if row.account],
        "unmatched": reading.unmatched[:SHOWN],
        "bad": reading.bad[:SHOWN],
        "code_names": settings_of(brought.district_id).code_names,
    }


@require_POST
def ledger_confirm(request: Request, pk: int) -> HttpResponse:
    brought = find_import(request, pk)
    authorize(request.user, "portfolio.import_ledger", brought)
    sent = request.POST.get("version", "")
    try:
        done = services.confirm_import(
            brought, version=int(sent) if sent.isdecimal() else 0, by=request.user
        )
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect(brought)
    if done.state == ImportState.DONE:
        messages.success(
            request,
            ngettext(
                "%(n)s rad er ført, %(sum)s i alt.",
                "%(n)s rader er ført, %(sum)s i alt.",
                done.booked,
            )
            % {"n": done.booked, "sum": nok(done.sum_nok)},
        )
    return redirect(brought)


@require_http_methods(["GET", "POST"])
def ledger_undo(request: Request, pk: int) -> HttpResponse:
    brought = find_import(request, pk)
    authorize(request.user, "portfolio.import_ledger", brought)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.undo_import(brought, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Filen er angret. Alle føringene er reversert."))
            return redirect(brought)
    confirmation = Confirmation(
        heading=_("Angre regnskapsfilen"),
        question=_("Alle føringene fra filen reverseres. De blir stående, og filen beholdes."),
        action=_("Angre filen"),
        back_url=brought.get_absolute_url(),
        facts=[
            (_("Fil"), brought.file.name),
            (_("Ført"), str(brought.booked)),
            (_("Sum"), nok(brought.sum_nok)),
        ],
    )
    return render_page(
        request, "components/confirm.html", {"confirmation": confirmation, "form": form}
    )
