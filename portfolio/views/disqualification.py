"""Who takes no part in deciding a gate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from portfolio.forms.decision import DisqualifyForm
from portfolio.forms.fields import colleagues_of
from portfolio.models import Gate
from portfolio.models.gate import Disqualification
from portfolio.services.disqualification import declare_disqualified, take_back_disqualification
from portfolio.views.gate import find_gate


@require_http_methods(["GET", "POST"])
def declare(request: Request, slug: str, code: str) -> HttpResponse:
    gate = find_gate(request, slug, code)
    authorize(request.user, "portfolio.declare_disqualified", gate)
    people = colleagues_of(gate.project.district)
    form = DisqualifyForm(request.POST or None, people=people, initial={"person": request.user.pk})
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            declare_disqualified(gate, person, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request,
                _("%(who)s er meldt inhabil. Neste som kan avgjøre, har fått beskjed.")
                % {"who": person.name},
            )
            return redirect(gate)
    return render_page(
        request,
        "portfolio/gate_form.html",
        {
            "gate": gate,
            "project": gate.project,
            "form": form,
            "heading": _("Meld inhabilitet"),
            "lead": _("Den som er inhabil, kan ikke signere. Grunnen følger beslutningen."),
            "action": _("Meld inhabil"),
            "rows": gate.disqualifications.select_related("person"),
        },
    )


@require_http_methods(["GET", "POST"])
def take_back(request: Request, pk: int) -> HttpResponse:
    gates = Gate.objects.visible_to(request.user)
    rows = Disqualification.objects.filter(gate__in=gates)
    row = get_object_or_404(rows.select_related("person", "gate__project__unit"), pk=pk)
    authorize(request.user, "portfolio.declare_disqualified", row.gate)
    if request.method == "POST":
        try:
            take_back_disqualification(row, by=request.user)
        except DomainError as refused:
            messages.error(request, refused.message)
        return redirect(row.gate)
    return render_page(
        request,
        "components/confirm.html",
        {
            "confirmation": Confirmation(
                heading=_("Ta tilbake meldingen"),
                question=_("Er %(who)s likevel habil i saken?") % {"who": row.person.name},
                action=_("Ta tilbake"),
                back_url=row.gate.get_absolute_url(),
                facts=[(_("Grunn"), row.reason)],
            )
        },
    )
