"""Learning words from what everybody may read, and mending a misspelt question with them."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from organisation.registries import Registry
from organisation.search.fields import plain_text
from organisation.search.models import Word

SHORTEST = 4  # letters a word must have to be mended: short ones look like everything


@dataclass(frozen=True)
class PublicWords:
    """Texts to learn from: rows every employee of the row's district may read, and their fields.

    The rows have `district_id`.
    """

    rows: Callable[[], models.QuerySet[Any]]
    fields: Sequence[str]


# Filled in AppConfig.ready: public_words.add("ideas", PublicWords(rows=…, fields=("title",)))
public_words: Registry[PublicWords] = Registry()

# Words are kept as written, so that a mended question can be shown; the stem tells what is known.
LEARN = """
INSERT INTO search_word (district_id, word, stem, documents)
SELECT source.district_id, lexeme, (ts_lexize('norwegian_stem', lexeme))[1], count(*)
  FROM ({rows}) AS source
 CROSS JOIN LATERAL unnest(to_tsvector('simple', source.words))
 WHERE lexeme ~ '^[[:alpha:]]{{3,40}}$'
   AND (ts_lexize('norwegian_stem', lexeme))[1] IS NOT NULL
 GROUP BY source.district_id, lexeme
    ON CONFLICT (district_id, word)
    DO UPDATE SET documents = search_word.documents + excluded.documents
"""

MEND = """
SELECT asked.word, near.word
  FROM unnest(%(words)s::text[]) AS asked(word)
 CROSS JOIN LATERAL (
       SELECT known.word
         FROM search_word AS known
        WHERE known.district_id = ANY(%(districts)s) AND known.word %% asked.word
        ORDER BY similarity(known.word, asked.word) DESC, known.documents DESC, known.word
        LIMIT 1
       ) AS near
 WHERE NOT EXISTS (
       SELECT 1
         FROM search_word AS same
        WHERE same.district_id = ANY(%(districts)s)
          AND same.stem = (ts_lexize('norwegian_stem', asked.word))[1]
       )
"""


@transaction.atomic
def rebuild_words() -> int:
    """Learn all words again; answers how many there are."""
    Word.objects.all().delete()
    for source in public_words:
        rows = source.rows().order_by().values("district_id", words=plain_text(source.fields))
        sql, params = rows.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(LEARN.format(rows=sql), params)
    return Word.objects.count()


def mend(query: str, districts: Iterable[int]) -> str:
    """`query` with each word nobody uses replaced by the one that looks most like it.

    The same string when there is nothing to mend. Only words of `districts` are known.
    """
    asked = [word for word in split_words(query) if len(word) >= SHORTEST]
    if not asked:
        return query
    with connection.cursor() as cursor:
        cursor.execute(MEND, {"words": asked, "districts": list(districts)})
        better: dict[str, str] = dict(cursor.fetchall())
    return re.sub(r"\w+", lambda found: better.get(found[0].lower(), found[0]), query)


def split_words(query: str) -> list[str]:
    """The words of a question in small letters, in order."""
    return re.findall(r"\w+", query.lower())
