"""Programmes, and the goals of adopted plans with the projects that serve them."""

from django.urls import path

from portfolio.views import programme, strategy

urlpatterns = [
    path("planmal/", strategy.strategy_goals, name="strategy_goals"),
    path("program/", programme.programme_list, name="programmes"),
    path("program/nytt/", programme.programme_start, name="programme_start"),
    path("program/<slug:slug>/", programme.programme_page, name="programme"),
    path("program/<slug:slug>/endre/", programme.programme_edit, name="programme_edit"),
]
