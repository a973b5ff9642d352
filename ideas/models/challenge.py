"""Challenges (floker): a tangled need that no unit owns alone."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Partner, Person, Unit
from organisation.search.fields import search_vector
from organisation.sorting import norwegian_key


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, person: Person) -> Self:
        """Those employed in the district; agrees with `ideas.view_challenge`."""
        return self.filter(district__in=person.grants.employee_districts)


@tracked
class Challenge(InDistrict):
    """A room for needs, ideas, projects and partners around one tangle; one person holds it."""

    title = models.CharField(_("tittel"), max_length=160)
    title_key = norwegian_key("title")
    description = models.TextField(_("hva floken er"), max_length=4000, blank=True)
    holder = models.ForeignKey(
        Person, models.PROTECT, related_name="held_challenges", verbose_name=_("helhetsansvarlig")
    )
    version = models.PositiveIntegerField(default=1)
    tsv = search_vector({"A": ["title"], "B": ["description"]})

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("floke")
        verbose_name_plural = _("floker")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:challenge", args=[self.pk])


@tracked
class ChallengeNeed(models.Model):
    """What one unit feels of the tangle."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="needs")
    text = models.CharField(_("behov"), max_length=400)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhet"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("behov i floke")
        verbose_name_plural = _("behov i floke")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(name="ideas_challenge_need_says", condition=~Q(text=""))
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class ChallengePartner(models.Model):
    """Somebody outside the district who works on the tangle too."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="challenge_links", verbose_name=_("samarbeidspart")
    )

    class Meta:
        verbose_name = _("samarbeidspart i floke")
        verbose_name_plural = _("samarbeidsparter i floke")
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "partner"], name="ideas_challenge_partner_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.partner)


class CauseLevel(models.TextChoices):
    """Where a cause lies."""

    SYSTEM = "system", _("System")
    INDIVIDUAL = "individual", _("Individ")
    CULTURE = "culture", _("Kultur")


class CauseIsInATree(pgtrigger.Trigger):
    """The database itself refuses a cause under itself, or under one of another challenge."""

    name = "is_in_a_tree"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    condition = pgtrigger.Q(new__under__isnull=False)
    declare = [("above", "bigint"), ("home", "bigint"), ("steps", "integer := 0")]
    func = """
        above := NEW.under_id;
        WHILE above IS NOT NULL LOOP
            steps := steps + 1;
            IF above = NEW.id OR steps > 100 THEN
                RAISE EXCEPTION 'Cause % would stand under itself', NEW.id
                    USING ERRCODE = 'check_violation';
            END IF;
            SELECT cause.under_id, cause.challenge_id INTO above, home
              FROM public.ideas_challengecause cause WHERE cause.id = above;
            IF home IS DISTINCT FROM NEW.challenge_id THEN
                RAISE EXCEPTION 'Cause % would stand in another challenge', NEW.id
                    USING ERRCODE = 'check_violation';
            END IF;
        END LOOP;
        RETURN NEW;
    """


@tracked
class ChallengeCause(models.Model):
    """Why the tangle is there; causes of a cause stand under it."""

    Level = CauseLevel

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="causes")
    under = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deeper",
        verbose_name=_("årsak til"),
    )
    text = models.CharField(_("årsak"), max_length=300)
    level = models.CharField(_("nivå"), max_length=10, choices=CauseLevel)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("årsak til floke")
        verbose_name_plural = _("årsaker til floke")
        ordering = ("pk",)
        triggers = (CauseIsInATree(),)
        constraints = (
            models.CheckConstraint(
                name="ideas_challengecause_level", condition=Q(level__in=CauseLevel.values)
            ),
            models.CheckConstraint(
                name="ideas_challengecause_not_under_itself",
                condition=~Q(under=models.F("pk")),
            ),
        )

    def __str__(self) -> str:
        return self.text
