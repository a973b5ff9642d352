"""The addresses of the portfolio, noun by noun. What begins with a word goes before a project's."""

from portfolio.urls import (
    action,
    benefit,
    core,
    handover,
    programme,
    project,
    risk,
    status,
    steering,
    substance,
)

app_name = "portfolio"
urlpatterns = [
    *risk.urlpatterns,
    *programme.urlpatterns,
    *status.urlpatterns,
    *action.urlpatterns,
    *benefit.urlpatterns,
    *substance.of_district,
    *steering.urlpatterns,
    *handover.urlpatterns,
    *core.urlpatterns,
    *project.urlpatterns,
    *substance.of_project,
]
