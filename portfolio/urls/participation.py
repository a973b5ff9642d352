"""The log of participation."""

from django.urls import path

from portfolio.views import participation

LOG = "<slug:slug>/medvirkning/"
urlpatterns = [
    path(LOG, participation.participation_page, name="participation"),
    path(f"{LOG}ny/", participation.participation_add, name="participation_add"),
    path(f"{LOG}<int:pk>/", participation.participation_edit, name="participation_edit"),
    path(f"{LOG}<int:pk>/fjern/", participation.participation_remove, name="participation_remove"),
]
