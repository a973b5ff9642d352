"""The addresses of cases and meetings, noun by noun. What begins with a word goes first."""

from django.urls import URLPattern, URLResolver, include, path

from reports.urls import (
    archive,
    core,
    data,
    follow_up,
    legal_basis,
    meeting,
    outcome,
    redaction,
    template,
)

app_name = "reports"
of_cases: list[URLPattern | URLResolver] = [
    *core.urlpatterns,
    *follow_up.urlpatterns,
    *outcome.urlpatterns,
    *legal_basis.urlpatterns,
    *redaction.urlpatterns,
    *archive.urlpatterns,
    *template.urlpatterns,
    *data.urlpatterns,
]
of_meetings: list[URLPattern | URLResolver] = [*meeting.urlpatterns]
urlpatterns: list[URLPattern | URLResolver] = [
    path("saker/", include(of_cases)),
    path("moter/", include(of_meetings)),
]
