"""The list of ideas is one whose views can be saved."""

from django.utils.translation import gettext_lazy

from ideas.filters import IdeaFilter
from organisation.search.saved import ListPage, list_pages
from organisation.web.lists import SORT


def register() -> None:
    params = (*IdeaFilter.base_filters, SORT, "form")
    list_pages.add("ideas:list", ListPage(gettext_lazy("Idéer"), params))
