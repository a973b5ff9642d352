"""The words people use, so that a misspelt one can be understood."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    """A word in texts that everybody in the district may read, and how many texts have it.

    Rebuilt each night. Kept per district, so that a suggestion never tells one district what
    another writes about.
    """

    district = models.ForeignKey("people.Unit", models.CASCADE, related_name="+")
    word = models.CharField(max_length=40)
    stem = models.CharField(max_length=40)
    documents = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("ord")
        verbose_name_plural = _("ord")
        indexes = [
            models.Index(fields=["district", "stem"], name="word_stem"),
            GinIndex(fields=["word"], name="word_trigrams", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["district", "word"], name="word_once_per_district")
        ]

    def __str__(self) -> str:
        return self.word
