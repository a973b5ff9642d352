"""The director confirms what a changed vedtak means for the project."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.drafts.forms import FormDraft
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from reports import services
from reports.forms.outcome import OutcomeForm
from reports.models import BoardCase, OutcomeChoice
from reports.views.cases import find_case


@require_http_methods(["GET", "POST"])
def outcome(request: Request, pk: int) -> HttpResponse:
    """Choose anew, or confirm what stands in the form; `gjor` says which."""
    case = find_case(request, pk)
    choice = case.outcome_choice
    if choice is None:
        raise Http404
    wanted = "confirm_outcome" if request.POST.get("gjor") == "bekreft" else "choose_outcome"
    if choice.confirmed_at is None or request.method == "POST":
        authorize(request.user, f"reports.{wanted}", case)
    else:
        authorize(request.user, "reports.view_work", case)
    draft = FormDraft(request, "reports.outcome", case.pk)
    form = OutcomeForm(request.POST or None, choice=choice, case=case, initial=draft.over())
    done, status = saved(form, lambda: save(request, case, choice, form))
    if done:
        draft.discard()
        return redirect(case)
    return render_page(
        request,
        "reports/outcome.html",
        {
            "case": case,
            "choice": choice,
            "vedtak": case.vedtak,
            "form": form,
            "may_confirm": request.user.has_perm("reports.confirm_outcome", case),
            "draft": draft.found,
            "draft_ref": draft.object_ref,
        },
        status=status,
    )


def save(request: Request, case: BoardCase, choice: OutcomeChoice, form: OutcomeForm) -> None:
    """Keep what was changed in the form, and confirm it when that was pressed."""
    version = form.cleaned_data["version"]
    if form.has_changed():
        choice = services.change_choice(
            choice,
            form.consequence,
            reason=form.cleaned_data["reason"],
            version=version,
            by=request.user,
        )
        version = choice.version
    if request.POST.get("gjor") == "bekreft":
        services.confirm_outcome(choice, version=version, by=request.user)
        messages.success(request, _("Utfallet er bekreftet, og prosjektet følger vedtaket."))
    else:
        messages.success(request, _("Valget er lagret. Direktøren bekrefter det."))
