from django.urls import URLPattern, URLResolver, path

from organisation.search.views import results, saved

app_name = "search"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", results.results, name="results"),
    path("visninger/ny/", saved.save, name="view_save"),
    path("visninger/<int:pk>/", saved.show, name="view_show"),
    path("visninger/<int:pk>/endre/", saved.change, name="view_change"),
    path("visninger/<int:pk>/slett/", saved.remove, name="view_remove"),
]
