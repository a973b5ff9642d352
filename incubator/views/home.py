"""The front of the incubator: what is to come, what was held, and one's own proofs."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from incubator.queries import course as queries
from organisation.web.pages import Request, render_page


@require_safe
def home(request: Request) -> HttpResponse:
    person = request.user
    coming = queries.planned(person)
    held = queries.newest_held(person)
    context = {
        "coming": coming[: queries.FEW],
        "coming_count": coming.count(),
        "held": held[: queries.FEW],
        "held_count": held.count(),
        "own": queries.own_courses(person),
        "few": queries.FEW,
        "may_start": person.has_perm("incubator.start_course"),
    }
    return render_page(request, "incubator/home.html", context)
