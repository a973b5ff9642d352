from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisation.drafts import services
from organisation.drafts.models import Draft
from organisation.drafts.registry import draft_forms
from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request


@require_POST
def save(request: Request) -> HttpResponse:
    """Keep the form as it stands; the address says which form, the body is the form itself."""
    form = request.GET.get("form", "")
    object_ref = request.GET.get("object", "")
    version = request.GET.get("version", "")
    if form not in draft_forms.names() or len(object_ref) > 60 or not _is_version(version):
        return JsonResponse({"error": _("Skjemaet har ikke utkast.")}, status=400)
    try:
        draft = services.save_draft(
            request.user,
            form,
            object_ref,
            base_version=int(version) if version else None,
            data=request.POST,
        )
    except DomainError as error:
        return JsonResponse({"error": error.message}, status=413)
    saved = date_format(timezone.localtime(draft.updated_at), "H.i")
    return JsonResponse(
        {
            "saved_at": draft.updated_at.isoformat(),
            "words": _("Utkast lagret kl. %(time)s") % {"time": saved},
        }
    )


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw the draft away and go back to the form, now without it."""
    draft = get_object_or_404(Draft.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "drafts.discard_draft", draft)
    back = draft.url or request.POST.get("next", "")
    services.discard_draft(request.user, draft.form, draft.object_ref)
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "people:my_page")


def _is_version(version: str) -> bool:
    return not version or (version.isascii() and version.isdecimal() and len(version) < 10)
