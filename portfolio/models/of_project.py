"""What the rows of one project share."""

from typing import Any, Self, TypeVar

from django.db import models

from organisation.people.models import Person
from portfolio.models.project import seen_by

Row = TypeVar("Row", bound=models.Model)


class OfProjectQuerySet(models.QuerySet[Row]):
    """Rows with a `project`, seen by those who see the project."""

    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def of(self, project: Any) -> Self:
        """Those of one project, or of several."""
        if isinstance(project, models.Model):
            return self.filter(project=project)
        return self.filter(project__in=project)
