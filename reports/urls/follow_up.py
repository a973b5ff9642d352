"""What is followed up after meetings."""

from django.urls import URLPattern, URLResolver, path

from reports.views import follow_up

urlpatterns: list[URLPattern | URLResolver] = [
    path("oppfolging/", follow_up.follow_up_list, name="follow_up_list"),
    path("oppfolging/ny/", follow_up.follow_up_add, name="follow_up_add"),
    path("oppfolging/tilbakemelding/", follow_up.report_back, name="follow_up_report"),
    path("oppfolging/<int:pk>/", follow_up.follow_up, name="follow_up"),
    path("oppfolging/<int:pk>/endre/", follow_up.follow_up_edit, name="follow_up_edit"),
    path("oppfolging/<int:pk>/apne/", follow_up.follow_up_reopen, name="follow_up_reopen"),
    path("oppfolging/<int:pk>/sak/", follow_up.follow_up_case, name="follow_up_case"),
    path("<int:pk>/oppfolging/", follow_up.points, name="follow_up_points"),
]
