from django.urls import URLPattern, URLResolver, path

from organisation.notices import views

app_name = "notices"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.notice_list, name="list"),
    path("antall/", views.unread, name="unread"),
    path("lest/", views.mark_all_read, name="mark_all_read"),
    path("valg/", views.choice, name="choice"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("<int:pk>/lest/", views.mark_read, name="mark_read"),
]
