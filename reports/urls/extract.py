"""Extracts of minutes, and the case as plain text."""

from django.urls import URLPattern, URLResolver, path

from reports.views import extract

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/tekst/", extract.as_text, name="as_text"),
    path("<int:pk>/saksprotokoll/<int:stop_id>/", extract.extracts, name="extracts"),
    path(
        "<int:pk>/saksprotokoll/fjern/<int:extract_id>/",
        extract.extract_remove,
        name="extract_remove",
    ),
]
