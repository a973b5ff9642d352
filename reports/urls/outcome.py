"""What a changed vedtak means for the gate."""

from django.urls import URLPattern, URLResolver, path

from reports.views import outcome

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/utfall/", outcome.outcome, name="outcome"),
]
