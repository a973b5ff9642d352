"""Taking in what another meeting system tells."""

from django.urls import URLPattern, URLResolver, path

from reports.views import meeting_import

urlpatterns: list[URLPattern | URLResolver] = [
    path("fra-motesystemet/", meeting_import.meeting_import, name="meeting_import"),
]
