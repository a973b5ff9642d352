"""A kind of thing of our own to search for, in a table that lives as long as the test."""

from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from organisation.registries import Row, SearchKind, search_kinds
from organisation.search.fields import search_vector
from organisation.search.queries import ranked
from organisation.search.words import PublicWords, public_words

with isolate_apps("organisation.search"):

    class Leaflet(models.Model):
        """Everybody in the district may read it, except when it is secret."""

        title = models.CharField(max_length=100)
        body = models.TextField(null=True)
        district_id = models.BigIntegerField()
        is_secret = models.BooleanField(default=False)
        tsv = search_vector({"A": ["title"], "B": ["body"]})

        class Meta:
            app_label = "search"
            db_table = "leaflet"

        def __str__(self) -> str:
            return self.title

    class Poster(models.Model):
        title = models.CharField(max_length=100)
        tsv = search_vector({"A": ["title"]})

        class Meta:
            app_label = "search"
            db_table = "poster"

        def __str__(self) -> str:
            return self.title


@pytest.fixture
def _tables(db: None) -> None:
    with connection.schema_editor(collect_sql=True) as editor:
        for model in (Leaflet, Poster):
            editor.create_model(model)
    with connection.cursor() as cursor:
        for statement in editor.collected_sql:
            cursor.execute(str(statement).replace("CREATE TABLE", "CREATE TEMP TABLE", 1))


def found_leaflets(person: Any, query: str) -> models.QuerySet[Leaflet]:
    visible = Leaflet.objects.filter(district_id=person.district_id, is_secret=False)
    return ranked(visible, query, headline=("title", "body"))


@pytest.fixture
def leaflets(_tables: None, alna: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes leaflets: `leaflets("title", "body")`. They are the only thing one can search for."""
    monkeypatch.setattr(search_kinds, "_entries", {})
    monkeypatch.setattr(public_words, "_entries", {})
    search_kinds.add(
        "leaflets",
        SearchKind("Brosjyrer", found_leaflets, lambda one: Row("doc", one.title, f"/b/{one.pk}/")),
    )
    public_words.add(
        "leaflets",
        PublicWords(lambda: Leaflet.objects.filter(is_secret=False), ("title", "body")),
    )

    def make(title: str, body: str = "", **values: Any) -> Leaflet:
        return Leaflet.objects.create(title=title, body=body, **{"district_id": alna.pk, **values})

    return make
