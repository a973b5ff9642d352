"""The list of ideas in its forms, and what it counts up to."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import listing, statistics

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.idea_list, name="list"),
    path("excel/", listing.excel, name="list_excel"),
    path("statistikk/", statistics.statistics, name="statistics"),
]
