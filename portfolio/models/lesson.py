"""Lessons: what a project learned, and who has used it since."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from organisation.search.fields import search_vector
from organisation.sorting import norwegian_key
from portfolio.models.gate import Gate
from portfolio.models.of_project import OfProjectQuerySet
from portfolio.models.project import InProject, Project


class LessonQuerySet(OfProjectQuerySet["Lesson"]):
    def with_uses(self) -> "LessonQuerySet":
        """`use_count`: how many other projects have said that they used it."""
        return self.select_related("project__unit", "gate", "written_by").annotate(
            use_count=Count("uses")
        )


@tracked(exclude=("tsv", "title_key"))
class Lesson(InProject):
    """Something worth knowing for the next one who tries."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="lessons")
    gate = models.ForeignKey(Gate, models.PROTECT, null=True, blank=True, related_name="lessons")
    title = models.CharField(_("lærdom"), max_length=160)
    title_key = norwegian_key("title")
    what_happened = models.TextField(_("hva som skjedde"), blank=True)
    learned = models.TextField(_("hva vi lærte"))
    advice = models.TextField(_("råd til den neste"), blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="lessons")
    written_on = models.DateField(_("skrevet"))
    version = models.PositiveIntegerField(default=1)
    tsv = search_vector({"A": ["title"], "B": ["learned", "advice"], "C": ["what_happened"]})

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lærdom")
        verbose_name_plural = _("lærdommer")
        ordering = ("-written_on", "-pk")
        indexes = (
            GinIndex(fields=["tsv"], name="portfolio_lesson_tsv"),
            GinIndex(fields=["tags"], name="portfolio_lesson_tags"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:lesson", args=[self.project.slug, self.pk])


@tracked
class LessonUse(InProject):
    """That another project has used the lesson, and what for."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="uses")
    project = models.ForeignKey(Project, models.CASCADE, related_name="lesson_uses")
    note = models.CharField(_("hva den ble brukt til"), max_length=300, blank=True)
    used_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    used_on = models.DateField()

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("bruk av lærdom")
        verbose_name_plural = _("bruk av lærdom")
        ordering = ("-used_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["lesson", "project"],
                name="portfolio_lessonuse_once",
                violation_error_message=_("Prosjektet har alt sagt at det brukte denne."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.lesson} – {self.project}"
