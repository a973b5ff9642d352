"""The questions of gates, in versions: what an administrator reads and writes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.drafts.forms import FormDraft
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio.forms.gate_template import QuestionRows, asked_in
from portfolio.gate_questions import PROFILES
from portfolio.lifecycle import GateCode, Profile
from portfolio.models import GateTemplate
from portfolio.queries.gate_template import newest_templates, suggested
from portfolio.services import install_templates, publish_template
from portfolio.views.deciders import district_of


@require_GET
def template_list(request: Request) -> HttpResponse:
    authorize(request.user, "portfolio.administer_gates")
    district = district_of(request)
    found = newest_templates(district)
    rows = [
        (code, [(profile, found.get((code.value, profile.value))) for profile in PROFILES])
        for code in GateCode
        if code <= GateCode.BP6 or any((code.value, each.value) in found for each in PROFILES)
    ]
    return render_page(
        request, "portfolio/gate_template_list.html", {"rows": rows, "profiles": PROFILES}
    )


@require_http_methods(["GET", "POST"])
def template_edit(request: Request, profile: str, code: str) -> HttpResponse:
    """The newest version, to make the next one from."""
    authorize(request.user, "portfolio.administer_gates")
    if profile not in Profile.values or code not in GateCode.values:
        raise Http404
    district = district_of(request)
    install_templates(district)
    newest = GateTemplate.objects.newest(district.pk, code, profile)
    draft = FormDraft(request, "portfolio.gate_template", newest.pk if newest else "")
    found = QuestionRows.rows_in(draft.found.as_data(), "sporsmal") if draft.found else []
    rows = QuestionRows(request.POST or None, initial=found or questions_of(newest))
    refused = ""
    if request.method == "POST" and not rows.is_changing_rows and rows.is_valid():
        try:
            made = publish_template(
                district,
                GateCode(code),
                Profile(profile),
                asked_in(rows.filled()),
                number=int(request.POST.get("number") or 0),
                by=request.user,
            )
        except DomainError as error:
            refused = error.message
        else:
            draft.discard()
            messages.success(
                request,
                _("%(template)s er tatt i bruk. Den når beslutningspunkt som ikke er åpnet.")
                % {"template": made},
            )
            return redirect("portfolio:gate_templates")
    there = {str(row["text"].value() or "").strip() for row in rows}
    status = 422 if refused or (rows.is_bound and rows.total_error_count()) else None
    return render_page(
        request,
        "portfolio/gate_template.html",
        {
            "rows": rows,
            "newest": newest,
            "draft": draft.found,
            "number": newest.number if newest else 0,
            "code": GateCode(code),
            "profile": Profile(profile),
            "refused": refused,
            "suggested": [words for words in suggested(district, newest) if words not in there],
            "earlier": GateTemplate.objects.filter(district=district, code=code, profile=profile)
            .select_related("published_by")
            .order_by("-number"),
        },
        status=status,
    )


def questions_of(template: GateTemplate | None) -> list[dict[str, Any]]:
    if template is None:
        return [{}]
    rows = template.questions.values("key", "text", "help", "is_must", "evidence_kinds")
    return [dict(row) for row in rows]
