"""Outsiders who are invited to an idea."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import outsider

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/inviter/", outsider.invite, name="invite"),
    path(
        "<int:pk>/inviter/<int:invitation_pk>/avslutt/",
        outsider.end_invitation,
        name="end_invitation",
    ),
]
