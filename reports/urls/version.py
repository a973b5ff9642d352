"""Versions of a case and what is compared."""

from django.urls import URLPattern, URLResolver, path

from reports.views import version

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/versjoner/", version.versions, name="versions"),
    path(
        "<int:pk>/versjoner/<int:number>/tilbake/<slug:place>/",
        version.take_back,
        name="take_back",
    ),
]
