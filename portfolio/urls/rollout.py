"""Roll-out: unit by unit."""

from django.urls import path

from portfolio.views import rollout

ROLLOUT = "<slug:slug>/innforing/"
urlpatterns = [
    path(ROLLOUT, rollout.rollout_page, name="rollout"),
    path(f"{ROLLOUT}ny/", rollout.rollout_add, name="rollout_add"),
    path(f"{ROLLOUT}<int:pk>/", rollout.rollout_edit, name="rollout_edit"),
    path(f"{ROLLOUT}<int:pk>/i-bruk/", rollout.rollout_mark, name="rollout_mark"),
    path(f"{ROLLOUT}<int:pk>/ikke-i-bruk/", rollout.rollout_unmark, name="rollout_unmark"),
    path(f"{ROLLOUT}<int:pk>/fjern/", rollout.rollout_remove, name="rollout_remove"),
]
