"""The addresses of the portfolio, noun by noun. What begins with a word goes before a project's."""

from django.urls import URLPattern, URLResolver, include, path

from portfolio.urls import (
    action,
    benefit,
    changes,
    core,
    dashboard,
    dependency,
    diagnosis,
    follow,
    gate,
    handover,
    joining,
    money,
    paper,
    participation,
    pilot,
    priority,
    procurement,
    programme,
    project,
    released,
    risk,
    rollout,
    status,
    steering,
    substance,
)

app_name = "portfolio"
of_portfolio: list[URLPattern | URLResolver] = [
    *dashboard.urlpatterns,
    *released.urlpatterns,
    *priority.urlpatterns,
    *changes.of_portfolio,
    *paper.urlpatterns,
]
of_projects: list[URLPattern | URLResolver] = [
    *gate.of_district,
    *risk.urlpatterns,
    *programme.urlpatterns,
    *status.urlpatterns,
    *action.urlpatterns,
    *benefit.urlpatterns,
    *substance.of_district,
    *steering.urlpatterns,
    *handover.urlpatterns,
    *dependency.urlpatterns,
    *diagnosis.urlpatterns,
    *joining.urlpatterns,
    *participation.urlpatterns,
    *pilot.urlpatterns,
    *procurement.urlpatterns,
    *rollout.urlpatterns,
    *money.urlpatterns,
    *core.urlpatterns,
    *changes.of_project,
    *project.urlpatterns,
    *follow.urlpatterns,
    *substance.of_project,
    *gate.of_project,
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("portefolje/", include(of_portfolio)),
    path("prosjekter/", include(of_projects)),
]
