"""What pages above gather of the dashboard: what a reminder is called, and views of its lists."""

from django.utils.translation import gettext_lazy as _

from organisation.audit.history import action_names
from organisation.search.saved import ListPage, list_pages
from portfolio.columns import PARAM
from portfolio.filters import ProjectFilter


def register() -> None:
    action_names["portfolio.nudge_leader"] = _("Minnet prosjektlederen om det som mangler")
    names = tuple(ProjectFilter.base_filters)
    list_pages.add("portfolio:dashboard", ListPage(_("Portefølje"), names))
    list_pages.add("portfolio:project_list", ListPage(_("Prosjekter"), (*names, "sorter", PARAM)))
