"""Papers that are ordered of the portfolio, and the figures of units that stand in them."""

from django.urls import path

from portfolio.views import paper, unit_figure

urlpatterns = [
    path("rapport/", paper.papers, name="papers"),
    path("rapport/ny/", paper.paper_order, name="paper_order"),
    path("rapport/<int:pk>/", paper.paper_page, name="paper"),
    path("tall/", unit_figure.unit_figures, name="unit_figures"),
    path("tall/fil/", unit_figure.figures_file, name="figures_file"),
    path("tall/fil/<str:key>/", unit_figure.figures_preview, name="figures_preview"),
]
