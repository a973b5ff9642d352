from django.urls import URLPattern, URLResolver, path

from organisation.jobs import views

app_name = "jobs"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<uuid:public_id>/", views.job_page, name="job"),
    path("<uuid:public_id>/igjen/", views.retry, name="retry"),
    path("<uuid:public_id>/avbryt/", views.cancel, name="cancel"),
]
