"""The addresses of cases and meetings, noun by noun. What begins with a word goes first."""

from django.urls import URLPattern, URLResolver, include, path

from reports.urls import (
    access,
    archive,
    core,
    data,
    extract,
    follow_up,
    legal_basis,
    letters,
    meeting,
    meeting_import,
    outcome,
    redaction,
    template,
    version,
    word,
    writing,
)

app_name = "reports"
of_cases: list[URLPattern | URLResolver] = [
    *core.urlpatterns,
    *follow_up.urlpatterns,
    *extract.urlpatterns,
    *meeting_import.urlpatterns,
    *outcome.urlpatterns,
    *legal_basis.urlpatterns,
    *letters.urlpatterns,
    *redaction.urlpatterns,
    *access.urlpatterns,
    *archive.urlpatterns,
    *template.urlpatterns,
    *data.urlpatterns,
    *version.urlpatterns,
    *word.urlpatterns,
    *writing.urlpatterns,
]
of_meetings: list[URLPattern | URLResolver] = [*meeting.urlpatterns]
urlpatterns: list[URLPattern | URLResolver] = [
    path("saker/", include(of_cases)),
    path("moter/", include(of_meetings)),
]
