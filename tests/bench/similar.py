"""`make bench-similar`: how long it takes to find what is like a text. Prints a table.

Fills a throw-away database with made-up ideas and asks for ideas that are there, with words left
out and misspelt. `found` is the share that came among the first five. Times are those of this
machine, and of everything but the drawing of the page. They are what our process and PostgreSQL's
worked, which is what one waits when the machine has nothing else to do (elsewhere than on Linux,
the time that passed).
"""

import argparse
import itertools
import random
import re
import statistics
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.place import prepare, worked

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 100
SEED = 7
TEXTS = Path(__file__).parent.parent / "ideas" / "similar_pairs.toml"
VOCABULARY = 60_000
BEGIN = re.findall(r"\w+", "b d f g h j k l m n p r s t v bl br dr fj fl fr gl gr kl kn kr sk st")
END = ["", "", "", *re.findall(r"\w+", "d f g k l m n p r s t ll mm nn rd rk rn rt sk st ng")]
ENDINGS = ("", "", "", "", "", "", "en", "er", "ene")

Text = tuple[str, str]


class Author:
    """Writes made-up ideas: common words often, made-up words and compounds of them seldom."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        texts = tomllib.loads(TEXTS.read_text())
        written = [pair["title"] + " " + pair["need"] for pair in texts["pair"]]
        own = sorted(set(re.findall(r"[^\W\d_]{3,}", " ".join(written).lower())))
        made = [self.made_up() for _n in range(VOCABULARY // 4)]
        joined = [self.random.choice(made) + self.random.choice(made) for _n in made * 3]
        self.words = list(dict.fromkeys([*own, *made, *joined]))
        # As in any language the nth most used word is used in proportion to about one nth.
        weights = [1 / (rank + 3) ** 1.1 for rank in range(len(self.words))]
        self.weights = list(itertools.accumulate(weights))

    def made_up(self) -> str:
        """A word of two or three syllables, as those of our language."""
        syllables = (
            self.random.choice(BEGIN) + self.random.choice("aeiouyæøå") + self.random.choice(END)
            for _n in range(self.random.choice((2, 2, 3)))
        )
        return "".join(syllables)

    def some(self, count: int) -> list[str]:
        chosen = self.random.choices(self.words, cum_weights=self.weights, k=count)
        return [word + self.random.choice(ENDINGS) for word in chosen]

    def text(self) -> Text:
        title, need = self.some(self.random.randint(3, 7)), self.some(self.random.randint(15, 80))
        return " ".join(title)[:120], " ".join(need)

    def worded_anew(self, text: Text) -> str:
        """The same said otherwise: a third left out, and every sixth word misspelt."""
        kept = [word for word in " ".join(text).split() if self.random.random() > 1 / 3]
        return " ".join(self.misspelt(word) if n % 6 == 0 else word for n, word in enumerate(kept))

    def misspelt(self, word: str) -> str:
        if len(word) < 6:
            return word
        at = self.random.randrange(2, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def fill(texts: Sequence[Text], begin: int, by: Any) -> None:
    """As many ideas as there are texts, read by all; past the triggers that write history."""
    from django.db import connection
    from django.utils import timezone

    from ideas.models import Idea

    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    Idea.objects.bulk_create(
        (
            Idea(
                number=f"2026-{number:06}", unit=by.unit, district_id=by.district_id, submitter=by,
                title=title, need=need, released=True, submitted_at=now, promised_by=now.date(),
            )
            for number, (title, need) in enumerate(texts, begin)
        ),
        batch_size=5_000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE ideas_idea")


def measure(questions: Sequence[tuple[str, str]], person: Any) -> tuple[list[float], int]:
    """Milliseconds of each question, in order, and how many found the idea they were made of."""
    from django.db import connection

    from ideas.queries.similar import similar_to
    from organisation.people.models import Person

    took, found = [], 0
    for title, text in questions:
        reader = Person.objects.get(pk=person.pk)  # as a new request: nothing remembered
        began = worked(connection)
        similar = similar_to(text, reader)
        took.append(worked(connection) - began)
        found += any(one.idea and one.idea.title == title for one in similar.best)
    connection.close()
    return sorted(took), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options = parser.parse_args()
    prepare()
    from django.db import connection

    from organisation.people.models import Person
    from organisation.search.words import rebuild_words
    from tests.factories.people import PersonFactory, open_districts

    person = PersonFactory(unit=open_districts()[0])
    reader: Person = PersonFactory(unit=person.unit)
    author = Author()
    texts: list[Text] = []
    print("| ideas | known words | learning them, s | p50 ms | p95 ms | max ms | found |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size in options.sizes:
        new = [author.text() for _n in range(size - len(texts))]
        fill(new, len(texts) + 1, person)
        texts += new
        began = time.perf_counter()
        words = rebuild_words()
        learning = time.perf_counter() - began
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_word")
        asked = [
            (text[0], author.worded_anew(text)) for text in author.random.sample(texts, QUESTIONS)
        ]
        measure(asked[:10], reader)
        took, found = measure(asked, reader)
        print(
            f"| {size} | {words} | {learning:.1f} | {statistics.median(took):.0f} |"
            f" {took[int(len(took) * 0.95)]:.0f} | {took[-1]:.0f} | {found / QUESTIONS:.0%} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
