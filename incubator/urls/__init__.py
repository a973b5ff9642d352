"""The addresses of the incubator, noun by noun."""

from django.urls import URLPattern, URLResolver, include, path

from incubator.urls import course
from incubator.views.home import home

app_name = "incubator"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("kurs/", include(course.urlpatterns)),
]
