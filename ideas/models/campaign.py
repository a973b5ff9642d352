"""Campaigns (idésøk): a question put to some units, open for a while."""

from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.files.models import StoredFile
from organisation.people.models import InDistrict, Person, Unit
from organisation.search.fields import search_vector
from organisation.sorting import norwegian_key


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, person: Person) -> Self:
        """Everybody in the district; agrees with `ideas.view_campaign`."""
        return self.filter(district__in=person.grants.districts)

    def with_when(self, at: datetime) -> Self:
        """Adds `place`: 0 open `at`, 1 to come, 2 closed."""
        return self.annotate(
            place=models.Case(
                models.When(opens_at__gt=at, then=1),
                models.When(closes_at__lte=at, then=2),
                default=0,
                output_field=models.IntegerField(),
            )
        )


@tracked
class Campaign(InDistrict):
    """One question, asked between two moments by the server's clock."""

    title = models.CharField(_("tittel"), max_length=120)
    title_key = norwegian_key("title")
    question = models.TextField(_("spørsmålet"), max_length=2000)
    opens_at = models.DateTimeField(_("åpner"))
    closes_at = models.DateTimeField(_("stenger"))
    # Who asks, and answers for the results being told.
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_campaigns",
        verbose_name=_("ansvarlig"),
    )
    picture = models.OneToOneField(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    picture_text = models.CharField(
        _("hva bildet viser"),
        max_length=200,
        blank=True,
        help_text=_("Leses opp for den som ikke ser bildet. La stå tomt når det bare er pynt."),
    )
    # Working days to answer within; the unit's own promise when empty.
    answer_days = models.PositiveSmallIntegerField(
        _("svarfrist i virkedager"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    # Lets people send in ideas without logging in, at an address nobody can guess.
    open_form = models.BooleanField(_("åpent skjema uten innlogging"), default=False)
    open_slug = models.CharField(max_length=22, unique=True, null=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    tsv = search_vector({"A": ["title"], "B": ["question"]})

    place: int  # with_when

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("idésøk")
        verbose_name_plural = _("idésøk")
        constraints = [
            models.CheckConstraint(
                name="ideas_campaign_opens_first", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="ideas_campaign_open_has_address",
                condition=Q(open_form=False) | Q(open_slug__isnull=False),
            ),
            models.CheckConstraint(
                name="ideas_campaign_answer_days",
                condition=Q(answer_days=None) | Q(answer_days__range=(1, 60)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:campaign", args=[self.pk])

    def is_open(self, at: datetime) -> bool:
        """Whether an idea received `at` is in time; nobody opens or closes it by hand."""
        return self.opens_at <= at < self.closes_at

    @property
    def is_open_now(self) -> bool:
        return self.is_open(timezone.now())

    @property
    def is_closed_now(self) -> bool:
        return timezone.now() >= self.closes_at


@tracked
class CampaignUnit(models.Model):
    """A unit the question is put to, with everything below it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="audience")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("enhet spørsmålet går til")
        verbose_name_plural = _("enheter spørsmålet går til")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="ideas_campaign_unit_once")
        ]

    def __str__(self) -> str:
        return str(self.unit)


@tracked
class CampaignQuestion(models.Model):
    """Something more the campaign asks of each idea."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("spørsmål"), max_length=200)

    class Meta:
        verbose_name = _("eget spørsmål")
        verbose_name_plural = _("egne spørsmål")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "text"], name="ideas_campaign_asks_once"),
            models.CheckConstraint(name="ideas_campaign_question_asks", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class CampaignCriterion(models.Model):
    """What the answers to the campaign will be judged by, told before anybody writes."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("kriterium"), max_length=200)

    class Meta:
        verbose_name = _("kriterium i idésøk")
        verbose_name_plural = _("kriterier i idésøk")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "text"], name="ideas_campaign_criterion_once"
            ),
            models.CheckConstraint(name="ideas_campaign_criterion_says", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class CampaignAnswer(models.Model):
    """What the submitter of one idea said to one of the campaign's own questions."""

    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="campaign_answers")
    question = models.ForeignKey(CampaignQuestion, models.PROTECT, related_name="answers")
    text = models.TextField(_("svar"), max_length=1000)

    class Meta:
        verbose_name = _("svar på eget spørsmål")
        verbose_name_plural = _("svar på egne spørsmål")
        ordering = ("question__position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["idea", "question"], name="ideas_campaign_answer_once")
        ]

    def __str__(self) -> str:
        return self.text
