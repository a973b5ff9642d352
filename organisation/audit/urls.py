from django.urls import path

from organisation.audit import views

app_name = "audit"
urlpatterns = [
    path("dager/", views.days, name="days"),
]
