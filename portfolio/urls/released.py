"""The portfolio as it was laid before the board."""

from django.urls import path

from portfolio.views import released

urlpatterns = [path("for-bydelsutvalget/", released.released, name="released")]
