from django.urls import URLPattern, URLResolver, path

from organisation.drafts import views

app_name = "drafts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.save, name="save"),
    path("<int:pk>/forkast/", views.discard, name="discard"),
]
