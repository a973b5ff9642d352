"""Clarifications of one idea."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import clarification

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/avklaring/", clarification.clarification_open, name="clarification_open"),
    path(
        "<int:pk>/avklaring/velg/", clarification.clarification_choose, name="clarification_choose"
    ),
    path(
        "<int:pk>/avklaring/avlys/",
        clarification.clarification_call_off,
        name="clarification_call_off",
    ),
]
