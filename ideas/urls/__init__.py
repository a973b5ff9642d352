"""The addresses of the ideas, noun by noun."""

from django.urls import URLPattern, URLResolver

from ideas.urls import core

app_name = "ideas"
urlpatterns: list[URLPattern | URLResolver] = [
    *core.urlpatterns,
]
