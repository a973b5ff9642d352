"""Benefits and their measurements."""

from django.urls import path

from portfolio.views import benefit, benefit_link

BENEFIT = "<slug:slug>/gevinst/<int:pk>/"
POINT = f"{BENEFIT}maling/<int:number>/"
urlpatterns = [
    path("maling/<str:token>/", benefit_link.measure_by_link, name="measure_by_link"),
    path("maling/<str:token>/takk/", benefit_link.measure_thanks, name="measure_thanks"),
    path("<slug:slug>/gevinst/", benefit.benefit_list, name="benefits"),
    path("<slug:slug>/gevinst/ny/", benefit.benefit_add, name="benefit_add"),
    path(BENEFIT, benefit.benefit_page, name="benefit"),
    path(f"{BENEFIT}endre/", benefit.benefit_edit, name="benefit_edit"),
    path(f"{BENEFIT}historikk/", benefit.benefit_history, name="benefit_history"),
    path(f"{BENEFIT}ta-ut/", benefit.benefit_withdraw, name="benefit_withdraw"),
    path(f"{BENEFIT}ta-inn/", benefit.benefit_restore, name="benefit_restore"),
    path(f"{BENEFIT}maling/ny/", benefit.point_add, name="benefit_point_add"),
    path(POINT, benefit.point_measure, name="benefit_measure"),
    path(f"{POINT}endre/", benefit.point_edit, name="benefit_point_edit"),
    path(f"{POINT}fjern/", benefit.point_remove, name="benefit_point_remove"),
]
