"""Actions, in one project and a person's own."""

from django.urls import path

from portfolio.views import action

ACTION = "<slug:slug>/tiltak/<int:pk>/"
urlpatterns = [
    path("mine-tiltak/", action.my_actions, name="my_actions"),
    path("<slug:slug>/tiltak/", action.action_list, name="actions"),
    path("<slug:slug>/tiltak/nytt/", action.action_add, name="action_add"),
    path(f"{ACTION}endre/", action.action_edit, name="action_edit"),
    path(f"{ACTION}gjort/", action.action_finish, name="action_finish"),
    path(f"{ACTION}igjen/", action.action_reopen, name="action_reopen"),
    path(f"{ACTION}fjern/", action.action_remove, name="action_remove"),
]
