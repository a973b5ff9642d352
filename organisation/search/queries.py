"""From what somebody typed to rows in order, best first."""

import html
import re
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TypeVar, cast

from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchHeadline,
    SearchQuery,
    SearchRank,
)
from django.db.models import Count, F, Model, QuerySet, Window
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from organisation.search.fields import CONFIG, plain_text
from organisation.search.nynorsk import in_bokmaal
from organisation.search.words import split_words

Found = TypeVar("Found", bound=Model)
TsQuery = SearchQuery | CombinedSearchQuery

LONGEST_QUERY = 200
# Marks that no text has, so that the hit can be made bold after the text is made safe.
BEGIN, END = "\ue000", "\ue001"


def clean(query: str) -> str:
    """What was typed, as one line without what the database cannot hold."""
    return " ".join(query.replace("\x00", "").split())[:LONGEST_QUERY]


def tsquery(query: str) -> TsQuery:
    """What to look for: "quotes", or and -minus as on the web; the last word may be half typed."""
    variants = [query]
    if (bokmaal := _translated(query)) != query:
        variants.append(bokmaal)
    wanted: list[TsQuery] = []
    for text in variants:
        wanted.append(SearchQuery(text, config=CONFIG, search_type="websearch"))
        if prefix := _half_typed(text):
            wanted.append(prefix)
    return reduce(or_, wanted)


def ranked(
    rows: QuerySet[Found], query: str, *, headline: Sequence[str] = ("title",)
) -> QuerySet[Found]:
    """The rows whose `tsv` answers `query`, best first.

    Each row gets `headline`, a piece of the fields with the hits marked (see `marked`), and
    `total`, the number of rows before any slice. Slice the answer: PostgreSQL makes headlines
    after the slice. Filter `rows` by `visible_to` first.
    """
    if not split_words(query):
        return rows.none()
    wanted = tsquery(query)
    found = (
        rows.filter(tsv=wanted)
        .annotate(
            rank=SearchRank(F("tsv"), wanted),
            total=Window(Count("*")),
            headline=SearchHeadline(
                plain_text(headline), wanted, config=CONFIG, start_sel=BEGIN, stop_sel=END,
                max_words=28, min_words=12, max_fragments=2, fragment_delimiter=" … ",
            ),
        )
        .order_by("-rank", "-pk")
    )  # fmt: skip
    return cast("QuerySet[Found]", found)


def hits_in(name: str, query: str) -> SearchHeadline:
    """The whole of one field with the hits marked, for a title (see `marked`)."""
    return SearchHeadline(
        name, tsquery(query), config=CONFIG, start_sel=BEGIN, stop_sel=END, highlight_all=True
    )


def marked(headline: str) -> SafeString:
    """A headline as HTML, its hits in `<mark>`."""
    safe = escape(html.unescape(headline))
    return mark_safe(safe.replace(BEGIN, "<mark>").replace(END, "</mark>"))


def _translated(query: str) -> str:
    """Nynorsk words as they are in bokmål; the others as they were typed."""

    def better(found: re.Match[str]) -> str:
        word = found[0].lower()
        bokmaal = in_bokmaal(word)
        return bokmaal if bokmaal != word else found[0]

    return re.sub(r"\w+", better, query)


def _half_typed(query: str) -> TsQuery | None:
    """All words, the last one as a word's beginning; None when the question is more precise."""
    before, _space, last = query.rpartition(" ")
    if '"' in query or not re.fullmatch(r"\w{2,}", last):
        return None
    beginning: TsQuery = SearchQuery(f"'{last}':*", config=CONFIG, search_type="raw") | SearchQuery(
        f"'{last}':*", config="simple", search_type="raw"
    )
    if not split_words(before):
        return beginning
    return SearchQuery(before, config=CONFIG, search_type="websearch") & beginning
