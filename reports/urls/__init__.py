"""The addresses of cases and meetings, noun by noun. What begins with a word goes first."""

from django.urls import URLPattern, URLResolver, include, path

from reports.urls import core, legal_basis, outcome, redaction

app_name = "reports"
of_cases: list[URLPattern | URLResolver] = [
    *core.urlpatterns,
    *outcome.urlpatterns,
    *legal_basis.urlpatterns,
    *redaction.urlpatterns,
]
of_meetings: list[URLPattern | URLResolver] = []
urlpatterns: list[URLPattern | URLResolver] = [
    path("saker/", include(of_cases)),
    path("moter/", include(of_meetings)),
]
