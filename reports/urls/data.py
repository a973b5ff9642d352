"""Blocks of live data in a case."""

from django.urls import URLPattern, URLResolver, path

from reports.views import data

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/data/ny/", data.data_add, name="data_add"),
    path("<int:pk>/data/<int:section_id>/", data.data_show, name="data"),
]
