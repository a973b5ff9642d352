"""Ideas written down for others."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import written

urlpatterns: list[URLPattern | URLResolver] = [
    path("skriv-ned/", written.write_down, name="write_down"),
    path("verksted/", written.workshop, name="workshop"),
]
