"""Who else has the part open, asked for now and then while it stands open in the editor."""

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from organisation.permissions import authorize
from organisation.web.pages import Request
from reports.models import BoardCase
from reports.services.presence import note_writer
from reports.shielding import PROPOSAL


@never_cache
@require_GET
def writers(request: Request, pk: int, place: str) -> HttpResponse:
    """The line that names the others; asking says that one is still there oneself."""
    case = get_object_or_404(BoardCase.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "reports.write_case", case)
    if place != PROPOSAL and not (
        place.isdecimal() and case.sections.filter(pk=int(place)).exists()
    ):
        raise Http404
    names = note_writer(case, place, request.user)
    etag = f'"{request.user.pk}-{sha256("|".join(names).encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    response = render(request, "reports/writers.html", {"writers": names})
    response["ETag"] = etag
    return response
