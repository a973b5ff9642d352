"""What has changed in the portfolio, and whether it changes now."""

from django.urls import path

from portfolio.views import changes, live

of_portfolio = [
    path("endringer/", changes.changes, name="changes"),
    path("endret/", live.portfolio_touched, name="portfolio_touched"),
]
of_project = [
    path("<slug:slug>/endret/", live.project_touched, name="project_touched"),
]
