"""The few pages that belong to no floor: appearance, help, statements, the style page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from organisation.web.context import COLOUR_SCHEMES
from organisation.web.guides import guides_for
from organisation.web.navigation import roles_of
from organisation.web.pages import Request, render_page

A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def appearance(request: Request) -> HttpResponse:
    """Remember light, dark or the device's own in a cookie, and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("utseende", "")
    if chosen in COLOUR_SCHEMES:
        response.set_cookie(
            "utseende",
            chosen,
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


@login_not_required
@require_GET
def accessibility(request: Request) -> HttpResponse:
    return render_page(
        request,
        "web/accessibility.html",
        {
            "statement_url": settings.ACCESSIBILITY_STATEMENT_URL,
            "feedback_email": settings.FEEDBACK_EMAIL,
        },
    )


@login_not_required
@require_GET
def privacy(request: Request) -> HttpResponse:
    return render_page(request, "web/privacy.html", {"privacy_email": settings.FEEDBACK_EMAIL})


@login_not_required
@require_GET
def help_page(request: Request) -> HttpResponse:
    """How to do what one's roles do, and what the other roles do."""
    roles = roles_of(request.user) if request.user.is_authenticated else []
    return render_page(request, "web/help.html", {"guides": guides_for(roles)})


@login_not_required
@require_GET
def style(request: Request) -> HttpResponse:
    """Every component in every state, for those who build."""
    if not settings.DEBUG:
        raise Http404
    from organisation.web import style as samples  # only drawn while building

    return render_page(
        request, "web/style.html", samples.context(request), fragments=["style-list"]
    )
