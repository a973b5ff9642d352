"""The addresses of the portfolio, noun by noun. What begins with a word goes before a project's."""

from portfolio.urls import core

app_name = "portfolio"
urlpatterns = [
    *core.urlpatterns,
]
