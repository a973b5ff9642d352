"""Who follows a project, and when somebody last looked at a page that tells what is new."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.models.project import Project


@tracked
class ProjectFollow(models.Model):
    """Somebody who is told of the project's milestones, decisions and benefits."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, related_name="followed_projects")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("følger av prosjekt")
        verbose_name_plural = _("følgere av prosjekt")
        constraints = (
            models.UniqueConstraint(fields=["project", "person"], name="portfolio_follow_once"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.project}"


class Visit(models.Model):
    """When a person last looked at a page, so that it can say what is new since then.

    `seen_at` is the visit before this one: it moves when a new visit begins, hours after the last.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    page = models.CharField(max_length=40)
    last_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("besøk")
        verbose_name_plural = _("besøk")
        constraints = (
            models.UniqueConstraint(fields=["person", "page"], name="portfolio_visit_once"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.page}"
