"""What pages above gather of the dashboard: what a reminder is called, and views of its lists."""

from django.utils.translation import gettext_lazy as _

from organisation import registries
from organisation.audit.history import action_names
from organisation.search.saved import ListPage, list_pages
from portfolio import news
from portfolio.columns import PARAM
from portfolio.filters import ProjectFilter


def register() -> None:
    registries.panels.add("portfolio.news", news.panel)
    action_names["portfolio.nudge_leader"] = _("Minnet prosjektlederen om det som mangler")
    names = tuple(ProjectFilter.base_filters)
    list_pages.add("portfolio:dashboard", ListPage(_("Portefølje"), names))
    list_pages.add("portfolio:project_list", ListPage(_("Prosjekter"), (*names, "sorter", PARAM)))
