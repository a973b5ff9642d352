"""Addresses where nobody is known, and what those who see to their ideas need."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import guest, nameless, waiting

urlpatterns: list[URLPattern | URLResolver] = [
    path("anonym/", nameless.anonymous, name="anonymous"),
    path("anonym/<uuid:public_id>/", nameless.follow, name="follow_up"),
    path("venter/", waiting.waiting, name="waiting"),
    path("<int:pk>/glem/", guest.forget, name="forget_guest"),
    path("apen/<str:slug>/", nameless.open_form, name="open_form"),
]
