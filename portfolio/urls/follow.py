"""Following a project."""

from django.urls import path

from portfolio.views import follow

urlpatterns = [path("<slug:slug>/folg/", follow.follow, name="follow")]
