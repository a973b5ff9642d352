"""Things like what somebody is writing: which words to look for, and the rows that have them.

Rare words tell most. A text is asked for by its rarest words, and never by so many that many rows
must be read; a row is like it when it has enough of what the words tell together. Known words come
from `search_word`, hence only from what everybody in the district may read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection
from django.db.models import (
    BigIntegerField,
    F,
    FloatField,
    Func,
    IntegerField,
    Model,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from organisation.search.fields import CONFIG
from organisation.search.hollow import HOLLOW
from organisation.search.nynorsk import other_forms
from organisation.search.queries import BEGIN, END

LONGEST_TEXT = 6000  # characters that are read
MOST_WORDS = 150  # different words of a text that are looked up
COMMON = 2000  # a word in as many texts tells too little, and costs too much
FEWEST, MOST = 4, 16  # words that are looked for: the rarest, and more as long as they are cheap
CHEAP = 3000  # texts that the words may stand in, all together
TELLING = 8  # words, those that tell most, by which it is judged how alike a row is
MOST_UNKNOWN = 3  # words nobody has used that are mended; the longest, as they tell most
SHORTEST, LONGEST = 3, 40  # letters of a word; a part of one may not be shorter either
SPLIT_FROM, JOINED_FROM = 8, 5  # letters of a word that may be two, and of a part looked for in it
JOINTS = ("s", "e")  # sykefravær-s-oppfølging, barn-e-bok
GUESSED = 0.7  # what a word tells when it is a guess at what was meant
MOST_ROWS = 300  # that are looked at, of which a person may see some
ENOUGH = 0.2  # the share of what is looked for that a row must have

# How many texts each word stands in, in any of its forms. Words that never count are left out.
KNOWN = """
SELECT asked.word, asked.stem, (
       SELECT coalesce(sum(known.documents), 0)::int
         FROM search_word AS known
        WHERE known.district_id = ANY(%(districts)s) AND known.stem = asked.stem
       )
  FROM (
       SELECT word, (ts_lexize('norwegian_stem', word))[1] AS stem
         FROM unnest(%(words)s::text[]) AS word
       ) AS asked
 WHERE asked.stem IS NOT NULL
"""

# Known words near those nobody has used, and longer ones that begin or end with one looked for.
# What is left of one must be a word of its own, so that kommune is not found in kommunikasjon.
# The threshold lets the index itself leave out what is not near enough, which halves the time;
# statements sent together are one transaction, and outside one SET LOCAL would do nothing.
RELATED = """
SET LOCAL pg_trgm.similarity_threshold = 0.4;
SELECT asked.word, near.word, near.documents
  FROM unnest(%(unknown)s::text[]) AS asked(word)
 CROSS JOIN LATERAL (
       SELECT known.word, known.documents
         FROM search_word AS known
        WHERE known.district_id = ANY(%(districts)s) AND known.word %% asked.word
        ORDER BY similarity(known.word, asked.word) DESC, known.documents DESC, known.word
        LIMIT 2
       ) AS near
 UNION ALL
SELECT asked.word, longer.word, longer.documents
  FROM unnest(%(parts)s::text[], %(stems)s::text[]) AS asked(word, stem)
 CROSS JOIN LATERAL (
       SELECT DISTINCT ON (known.stem) known.word, known.documents, known.stem
         FROM search_word AS known
        WHERE known.district_id = ANY(%(districts)s)
          AND known.word LIKE '%%' || asked.stem || '%%'
          AND length(known.stem) >= length(asked.stem) + 3
          AND (known.stem LIKE '___%%' || asked.stem OR EXISTS (
               SELECT 1
                 FROM search_word AS rest,
                      substr(known.word, length(asked.stem) + 1) AS after
                WHERE known.stem LIKE asked.stem || '%%'
                  AND rest.district_id = ANY(%(districts)s)
                  AND length(rest.stem) >= 3
                  AND rest.stem IN ((ts_lexize('norwegian_stem', after))[1],
                                    (ts_lexize('norwegian_stem', substr(after, 2)))[1],
                                    (ts_lexize('norwegian_stem', substr(after, 3)))[1])
              ))
        ORDER BY known.stem, known.documents DESC
        LIMIT 8
       ) AS longer;
SET LOCAL pg_trgm.similarity_threshold TO DEFAULT
"""


@dataclass(frozen=True)
class Term:
    """One thing a text is about: how it is asked for, how many texts have it, what it tells.

    `wanted` is text for `to_tsquery`, made of letters and operators only.
    """

    wanted: str
    documents: int = 0
    weight: float = 0.0
    is_guess: bool = False


@dataclass(frozen=True)
class Question:
    """What to look for; without terms there is nothing to go by."""

    terms: tuple[Term, ...] = ()
    districts: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def wanted(self) -> SearchQuery:
        """Any of it."""
        return _raw(" | ".join(f"({term.wanted})" for term in self.terms))

    @property
    def enough(self) -> float:
        """How much of it makes a row alike: a share of what the words that tell most tell.

        Words that no known text has say nothing of how alike those texts can be.
        """
        known = [term.weight for term in self.terms if term.documents]
        return ENOUGH * sum(sorted(known, reverse=True)[:TELLING])


@dataclass(frozen=True)
class Known:
    """What `search_word` says of a word."""

    stem: str
    documents: int


def ask(text: str, districts: Iterable[int]) -> Question:
    """What to look for to find what is like `text`, in two queries. Writes and logs nothing."""
    places = list(districts)
    words = _words(text)
    if not words or not places:
        return Question()
    known = _look_up(words, places)
    found = [_term(word, known) for word in _one_of_each_stem(words, known)]
    chosen = _rarest([(word, term) for word, term in found if 0 < term.documents < COMMON])
    new = [(word, term) for word, term in found if not term.documents]
    chosen += sorted(new, key=lambda pair: -len(pair[0]))[:MOST_UNKNOWN]
    related = _related([word for word, _term in chosen], known, places)
    commonest = max((known[word].documents for word in words if word in known), default=0)
    terms = _weighed(chosen, related, total=max(100, 3 * commonest))
    return Question(tuple(terms), tuple(places))


def like(
    kinds: Sequence[tuple[QuerySet[Any], str]], question: Question, *, title: str = "title"
) -> list[QuerySet[Any]]:
    """Of each kind the rows that are like what is asked for, most alike first; slice the answers.

    A kind is rows and the name of their vector. One query finds what is like of all kinds, another
    of each that has some reads it. Each row gets `likeness`, comparable between kinds, and
    `headline`, its title with what they share marked (see `queries.marked`). Filter the rows by
    `visible_to` first.
    """
    headline = SearchHeadline(
        F(title), question.wanted, config=CONFIG, start_sel=BEGIN, stop_sel=END, highlight_all=True
    )
    scored = _scored([(rows.model, vector) for rows, vector in kinds], question)
    return [
        rows.filter(pk__in=list(best))
        .annotate(likeness=_of_id(best), headline=headline)
        .order_by("-likeness", "-pk")
        if best
        else rows.none()
        for (rows, _vector), best in zip(kinds, scored, strict=True)
    ]


def _scored(kinds: Sequence[tuple[type[Model], str]], question: Question) -> list[dict[int, float]]:
    """Of each kind the ids of rows that have enough of what is asked for, with how much.

    Whoever may see them: nothing but ids leaves here, and the caller's rows decide.
    """
    found: list[dict[int, float]] = [{} for _kind in kinds]
    if not question:
        return found
    parts, params = [], []
    for nth, (model, vector) in enumerate(kinds):
        sql, needed = _scores(model, vector, question)
        parts.append(f"(SELECT {nth}, alike.* FROM ({sql}) AS alike)")
        params += needed
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for nth, pk, weight in cursor.fetchall():
            found[nth][pk] = weight
    return found


def _scores(model: type[Model], vector: str, question: Question) -> tuple[str, list[Any]]:
    """A query for the ids of the most alike of one kind, and what it needs.

    Each term is a look-up of its own in the index, as one condition of them all would read every
    row's vector; behind the SELECT the planner cannot see the words, and does not take to reading
    it either.
    """
    name = connection.ops.quote_name
    has_district = any(field.name == "district" for field in model._meta.fields)
    one_term = (
        f"SELECT {name(str(model._meta.pk.column))} AS id, %s::float AS weight"
        f" FROM {name(model._meta.db_table)}"
        f" WHERE {name(vector)} @@ (SELECT to_tsquery('{CONFIG}', %s))"
        + (" AND district_id = ANY(%s)" if has_district else "")
    )
    params: list[Any] = []
    for term in question.terms:
        params += [term.weight, term.wanted]
        params += [list(question.districts)] if has_district else []
    parts = " UNION ALL ".join([one_term] * len(question.terms))
    return (
        f"SELECT id, sum(weight) FROM ({parts}) AS hit GROUP BY id HAVING sum(weight) >= %s"
        f" ORDER BY 2 DESC, 1 DESC LIMIT {MOST_ROWS}",
        [*params, question.enough],
    )


def _of_id(weights: Mapping[int, float]) -> Func:
    """The weight of the row's id, from two lists; a CASE of as many lines would cost more."""
    ids = Cast(Value(list(weights)), ArrayField(BigIntegerField()))
    place = Func(ids, F("pk"), function="array_position", output_field=IntegerField())
    of_all = Cast(Value(list(weights.values())), ArrayField(FloatField()))
    return Func(
        of_all, place, template="(%(expressions)s]", arg_joiner=")[", output_field=FloatField()
    )


def splits(word: str) -> Iterator[tuple[str, str]]:
    """The ways `word` may be two words, with the letter that joins them left out."""
    if len(word) < SPLIT_FROM:
        return
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        head, tail = word[:at], word[at:]
        yield head, tail
        if head.endswith(JOINTS) and len(head) > SHORTEST + 1:
            yield head[:-1], tail


def _words(text: str) -> list[str]:
    """The different words of a text in small letters, in the order they come."""
    found = re.findall(r"[^\W\d_]+", text[:LONGEST_TEXT].lower())
    return list(dict.fromkeys(word for word in found if SHORTEST <= len(word) <= LONGEST))[
        :MOST_WORDS
    ]


def _look_up(words: Sequence[str], places: list[int]) -> dict[str, Known]:
    """What is known of the words, of what they are called in the other written Norwegian, and of
    what they may be made of.
    """
    asked = set(words)
    for word in words:
        others = other_forms(word)
        asked |= others
        for form in (word, *others):
            asked.update(part for pair in splits(form) for part in pair)
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"words": sorted(asked), "districts": places})
        return {word: Known(stem, documents) for word, stem, documents in cursor.fetchall()}


def _one_of_each_stem(words: Sequence[str], known: Mapping[str, Known]) -> list[str]:
    """Words that count, each in the form it came first."""
    first: dict[str, str] = {}
    for word in words:
        if word in known and word not in HOLLOW:
            first.setdefault(known[word].stem, word)
    return list(first.values())


def _term(word: str, known: Mapping[str, Known]) -> tuple[str, Term]:
    """The word, what else it is called, and the two words it is made of when both are known."""
    forms = [word, *sorted(form for form in other_forms(word) if form in known)]
    documents = sum({known[form].stem: known[form].documents for form in forms}.values())
    wanted = list(forms)
    for form in forms:
        if parts := _parts(form, known):
            head, tail = parts
            wanted.append(f"({head} & {tail})")
            documents = documents or min(known[head].documents, known[tail].documents)
    if documents or not (part := _known_part(word, known)):
        return word, Term(" | ".join(wanted), documents)
    return word, Term(" | ".join([*wanted, part]), known[part].documents, is_guess=True)


def _parts(word: str, known: Mapping[str, Known]) -> tuple[str, str] | None:
    """The split whose shorter part is longest, of those with two parts that people use."""
    usable = [
        (head, tail)
        for head, tail in splits(word)
        if head in known and tail in known and known[head].documents and known[tail].documents
    ]
    return max(usable, key=lambda pair: min(map(len, pair)), default=None)


def _known_part(word: str, known: Mapping[str, Known]) -> str | None:
    """The longest end of a new word that people use by itself: middag in middagsfellesskap."""
    usable = [
        part
        for pair in splits(word)
        for part in pair
        if len(part) >= JOINED_FROM and part in known and known[part].documents
    ]
    return max(usable, key=len, default=None)


def _rarest(found: Sequence[tuple[str, Term]]) -> list[tuple[str, Term]]:
    """The four rarest, and the next ones as long as few texts have them."""
    chosen: list[tuple[str, Term]] = []
    texts = 0
    for word, term in sorted(found, key=lambda pair: (pair[1].documents, -len(pair[0]))):
        texts += term.documents
        if len(chosen) == MOST or (len(chosen) >= FEWEST and texts > CHEAP):
            break
        chosen.append((word, term))
    return chosen


def _related(
    words: Sequence[str], known: Mapping[str, Known], places: list[int]
) -> dict[str, list[tuple[str, int]]]:
    """For each word known ones near it, or longer ones with it, and how many texts have them."""
    unknown = sorted((word for word in words if not known[word].documents), key=len, reverse=True)
    parts = [
        word for word in words if known[word].documents and len(known[word].stem) >= JOINED_FROM
    ][:TELLING]
    asked: dict[str, Any] = {
        "unknown": unknown[:MOST_UNKNOWN],
        "parts": parts,
        "stems": [known[word].stem for word in parts],
        "districts": places,
    }
    related: dict[str, list[tuple[str, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(RELATED, asked)
        cursor.nextset()  # what the SET answered comes first
        for word, other, documents in cursor.fetchall():
            related.setdefault(word, []).append((other, documents))
    return related


def _weighed(
    chosen: Iterable[tuple[str, Term]], related: Mapping[str, list[tuple[str, int]]], *, total: int
) -> Iterator[Term]:
    """The terms with what is related to them, each weighing more the fewer have it.

    What nobody has used and nothing is near stays: it may stand in a text from today.
    """
    for word, term in chosen:
        others = related.get(word, [])
        documents = term.documents + sum(count for _other, count in others)
        if others and documents >= COMMON // 4:  # what is a guess may not cost much
            others, documents = [], term.documents
        is_guess = term.is_guess or (not term.documents and bool(others))
        weight = log(1 + total / (1 + documents)) * (GUESSED if is_guess else 1)
        wanted = " | ".join([term.wanted, *(other for other, _count in others)])
        yield replace(term, wanted=wanted, documents=documents, weight=round(weight, 3))


def _raw(wanted: str) -> SearchQuery:
    return SearchQuery(wanted, config=CONFIG, search_type="raw")
