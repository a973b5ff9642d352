from django.urls import URLPattern, URLResolver, path

from organisation.web import views

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("utseende/", views.appearance, name="appearance"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("personvern/", views.privacy, name="privacy"),
    path("hjelp/", views.help_page, name="help"),
    path("stil/", views.style, name="style"),
]
