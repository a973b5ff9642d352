"""The letters of a funding round and its report."""

from django.urls import URLPattern, URLResolver, path

from reports.views import letters

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/brev/", letters.letters, name="letters"),
    path("<int:pk>/brev/lag/", letters.letters_make, name="letters_make"),
    path("<int:pk>/brev/rapport/", letters.letters_report, name="letters_report"),
]
