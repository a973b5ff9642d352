"""The case as a Word file."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from organisation.permissions import authorize
from organisation.web.pages import Request
from reports.services.documents import order_word
from reports.views.cases import find_case


@require_POST
def order(request: Request, pk: int) -> HttpResponse:
    """Order the Word file; its progress stands where that of the PDF does."""
    case = find_case(request, pk)
    authorize(request.user, "reports.order_document", case)
    order_word(case, by=request.user)
    return redirect(f"{case.get_absolute_url()}#dokument")
