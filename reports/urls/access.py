"""Requests for access."""

from django.urls import URLPattern, URLResolver, path

from reports.views import access

STEP = "innsyn/<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("innsyn/", access.request_list, name="access_requests"),
    path("innsyn/nytt/", access.request_start, name="access_start"),
    path(STEP, access.access_request, name="access_request"),
    path(f"{STEP}svar/", access.request_answer, name="access_answer"),
    path(f"{STEP}hent/", access.request_step, {"name": "hent"}, name="access_gather"),
    path(f"{STEP}apne/", access.request_step, {"name": "apne"}, name="access_reopen"),
    path(f"{STEP}eksport/", access.request_step, {"name": "eksport"}, name="access_export"),
]
