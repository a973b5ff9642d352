"""Challenges, at an address of their own."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import challenge

urlpatterns: list[URLPattern | URLResolver] = [
    path("", challenge.challenge_list, name="challenge_list"),
    path("ny/", challenge.challenge_start, name="challenge_start"),
    path("<int:pk>/", challenge.challenge_page, name="challenge"),
    path("<int:pk>/endre/", challenge.challenge_edit, name="challenge_edit"),
    path("<int:pk>/behov/ny/", challenge.need_add, name="need_add"),
    path("<int:pk>/behov/<int:need_pk>/", challenge.need_edit, name="need_edit"),
    path("<int:pk>/behov/<int:need_pk>/ta-bort/", challenge.need_remove, name="need_remove"),
    path("<int:pk>/arsaker/ny/", challenge.cause_add, name="cause_add"),
    path("<int:pk>/arsaker/<int:cause_pk>/", challenge.cause_edit, name="cause_edit"),
    path("<int:pk>/arsaker/<int:cause_pk>/ta-bort/", challenge.cause_remove, name="cause_remove"),
]
