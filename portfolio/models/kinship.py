"""How projects are related: what came before, what is akin, what waits for what."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from portfolio.lifecycle.kinship import LinkKind
from portfolio.models.project import InProject, Project


class NoOwnAncestor(pgtrigger.Trigger):
    """The database refuses a predecessor that itself comes from the project."""

    name = "no_own_ancestor"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    func = """
        IF NEW.kind = 'predecessor' THEN
            -- Two links made at once could close a ring that neither of them sees.
            PERFORM pg_advisory_xact_lock(hashtext('portfolio_projectlink'));
            IF EXISTS (
                WITH RECURSIVE before(id) AS (
                    SELECT NEW.other_id
                     UNION
                    SELECT link.other_id
                      FROM public.portfolio_projectlink link
                      JOIN before ON before.id = link.project_id
                     WHERE link.kind = 'predecessor' AND link.id IS DISTINCT FROM NEW.id
                )
                SELECT 1 FROM before WHERE id = NEW.project_id
            ) THEN
                RAISE EXCEPTION 'Project % would come before itself', NEW.project_id
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    """


@tracked
class ProjectLink(InProject):
    """`project` stands in the relation `kind` to `other`: `other` is its predecessor, say."""

    Kind = LinkKind

    project = models.ForeignKey(Project, models.CASCADE, related_name="links")
    other = models.ForeignKey(Project, models.CASCADE, related_name="links_to")
    kind = models.CharField(_("slag"), max_length=12, choices=LinkKind)
    why = models.CharField(_("hva det gjelder"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lenke mellom prosjekter")
        verbose_name_plural = _("lenker mellom prosjekter")
        triggers = (NoOwnAncestor(),)
        constraints = (
            models.CheckConstraint(
                name="portfolio_link_kind", condition=Q(kind__in=LinkKind.values)
            ),
            models.CheckConstraint(
                name="portfolio_link_two_projects",
                condition=~Q(project=F("other")),
                violation_error_message=_("Et prosjekt kan ikke være i slekt med seg selv."),
            ),
            models.UniqueConstraint(
                fields=["project", "other", "kind"], name="portfolio_link_once"
            ),
            models.UniqueConstraint(
                Least("project", "other"),
                Greatest("project", "other"),
                condition=Q(kind=LinkKind.RELATED),
                name="portfolio_link_related_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other}"
