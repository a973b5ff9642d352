"""The dashboard, the lists behind its figures, and its charts as files."""

from django.urls import path

from portfolio.views import dashboard

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("mangler/", dashboard.incomplete_list, name="incomplete"),
    path("minn/<slug:slug>/", dashboard.nudge, name="nudge"),
    path("diagram/<slug:name>.svg", dashboard.chart_file, name="chart_file"),
    path("bak/<slug:name>/", dashboard.behind, name="behind"),
]
