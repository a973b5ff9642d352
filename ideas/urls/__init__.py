"""The addresses of the ideas, noun by noun."""

from django.urls import URLPattern, URLResolver

from ideas.urls import core, nameless, written

app_name = "ideas"
urlpatterns: list[URLPattern | URLResolver] = [
    *core.urlpatterns,
    *nameless.urlpatterns,
    *written.urlpatterns,
]
