"""Ideas, what is asked and answered about them, and how fast a unit promises to answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle import OPEN_STATES, Outcome, State
from organisation.audit.tracking import frozen, tracked
from organisation.files.models import StoredFile
from organisation.people.models import InDistrict, Part, Person, Role, ServiceArea, Unit
from organisation.people.parts import where_on
from organisation.search.fields import search_vector
from organisation.sorting import norwegian_key

DEFAULT_ANSWER_DAYS = 10


class Visibility(models.TextChoices):
    SHOWN = "shown", _("Vis navnet mitt")
    HIDDEN = "hidden", _("Skjul navnet til idéen er besvart")
    # Nobody knows who it was: no submitter, no moment, nothing that ties a person to it.
    ANONYMOUS = "anonymous", _("Anonym")
    # Sent in on an open form without logging in; who it was stands in IdeaGuest, if anywhere.
    GUEST = "guest", _("Uten innlogging")


CHOSEN_LOGGED_IN = (Visibility.SHOWN, Visibility.HIDDEN)


class Source(models.TextChoices):
    """Whose need it is, whoever writes it down."""

    EMPLOYEE = "employee", _("Ansatt")
    LEADER = "leader", _("Leder")
    UNION = "union", _("Tillitsvalgt eller verneombud")
    RESIDENT = "resident", _("Bruker eller innbygger")
    ELECTED = "elected", _("Folkevalgt organ")
    PARTNER = "partner", _("Samarbeidspart")


class Verdict(models.TextChoices):
    """What the adviser says of *new*, *useful* and *put to use*."""

    YES = "yes", _("Ja")
    PARTLY = "partly", _("Delvis")
    NO = "no", _("Nei")


class FirstReader(models.TextChoices):
    """Whom new ideas of a unit go to first; the submitter can always pick the adviser."""

    ADVISER = "adviser", _("Innovasjonsrådgiveren")
    LEADER = "leader", _("Enhetens leder")


class DrivingForce(models.TextChoices):
    """Why renewal is needed at all; the adviser places the idea, never the submitter."""

    DEMOGRAPHY = "demography", _("Befolkningen endrer seg")
    ECONOMY = "economy", _("Trangere økonomi")
    EXPECTATIONS = "expectations", _("Innbyggerne venter mer")
    REQUIREMENTS = "requirements", _("Nye prioriteringer og krav")


def _count_of(model: type[models.Model]) -> Coalesce:
    rows = model._default_manager.filter(idea=models.OuterRef("pk")).order_by()
    counted = rows.values("idea").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(counted), 0)


def _number_of(relation: str, **only: Any) -> models.Subquery:
    """How many rows point to the idea by `relation`, of those that match `only`."""
    same = Idea.objects.filter(pk=models.OuterRef("pk")).order_by().values("pk")
    condition = Q(**only) if only else None
    return models.Subquery(same.annotate(n=models.Count(relation, filter=condition)).values("n"))


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, person: Person) -> Self:
        """What `person` may read; agrees with the rule `ideas.view_idea`."""
        if not person.is_active:
            return self.none()
        if person.is_outsider:
            return self.open_to_outsider(person)
        return self.filter(
            Q(submitter=person)
            | Q(pk__in=CoSubmitter.objects.filter(person=person).values("idea"))
            | Q(handler=person)
            | Q(unit__in=person.units_as(Role.ADVISER))
            | Q(released=True, district__in=person.grants.employee_districts)
            | Q(
                pk__in=Idea.objects.to_clarify_by(person).values("pk"),
                district__in=person.grants.employee_districts,
            )
        )

    def to_clarify_by(self, person: Person) -> Self:
        """Ideas that `person` is asked to choose about, and has not chosen yet."""
        return self.filter(clarifications__decider=person, clarifications__ended_at=None)

    def open_to_outsider(self, person: Person) -> Self:
        """What somebody from a partner is invited to, where the district has outsiders at all."""
        invited = Idea.objects.filter(
            invitations__person=person, invitations__ended_at=None
        ).order_by()
        return self.filter(where_on(Part.OUTSIDERS), pk__in=invited.values("pk")).exclude(
            state=State.WITHDRAWN
        )

    def followed_by(self, person: Person) -> Self:
        return self.filter(pk__in=Idea.objects.filter(follows__person=person).values("pk"))

    def supported_by(self, person: Person) -> Self:
        return self.filter(pk__in=Idea.objects.filter(supports__person=person).values("pk"))

    def with_support(self) -> Self:
        """Adds `support_count`, and `comment_count` of the comments that still stand."""
        return self.annotate(
            support_count=_number_of("supports"),
            comment_count=_number_of("comments", comments__removed_at=None),
        )

    def by_author(self, person: Person) -> Self:
        """Submitted by `person`, alone or with others."""
        return self.filter(
            Q(submitter=person) | Q(pk__in=CoSubmitter.objects.filter(person=person).values("idea"))
        )

    def unanswered(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def to_triage(self, person: Person) -> Self:
        """Unanswered ideas that `person` is to see to: as adviser, or as the handler."""
        if person.is_outsider:
            return self.none()
        return self.unanswered().filter(
            Q(unit__in=person.units_as(Role.ADVISER)) | Q(handler=person)
        )

    def overdue(self, on: date) -> Self:
        """Past the promised day on `on`; while the submitter is asked, no day passes."""
        return self.unanswered().exclude(state=State.NEEDS_INFO).filter(promised_by__lt=on)

    def with_people(self) -> Self:
        """What a row in a list shows, in one query."""
        return self.select_related(
            "submitter", "handler", "unit", "service_area", "written_by", "campaign", "challenge"
        )

    def with_authors(self) -> Self:
        """So that asking who has the idea costs no query for each question."""
        together = CoSubmitter.objects.select_related("person")
        return self.prefetch_related(models.Prefetch("co_submissions", together))

    def with_last_question(self) -> Self:
        """Adds `last_question` and `last_answer`; None without a question."""
        newest = IdeaQuestion.objects.filter(idea=models.OuterRef("pk")).order_by("-pk")
        return self.annotate(
            last_question=models.Subquery(newest.values("question")[:1]),
            last_answer=models.Subquery(newest.values("answer")[:1]),
        )

    def with_counts(self) -> Self:
        """Adds `file_count` and `question_count`, so that a page asks only for what there is."""
        return self.annotate(file_count=_count_of(IdeaFile), question_count=_count_of(IdeaQuestion))


@tracked(exclude=("form_token", "follow_up_hash"))
class Idea(InDistrict):
    """A need somebody told us of, and what became of it."""

    State = State
    Outcome = Outcome
    Visibility = Visibility
    DrivingForce = DrivingForce

    number = models.CharField(_("nummer"), max_length=12, editable=False)  # 2026-031
    # One filled-in form is one idea, however often it is sent.
    form_token = models.UUIDField(unique=True, null=True, editable=False)

    need = models.TextField(
        _("hva er behovet?"),
        max_length=4000,
        help_text=_(
            "Beskriv hva som er vanskelig, for hvem og hvor ofte. Du trenger ikke ha en løsning."
        ),
    )
    title = models.CharField(
        _("kort tittel"),
        max_length=120,
        help_text=_("Så kolleger kjenner den igjen i en liste."),
    )
    title_key = norwegian_key("title")
    proposal = models.TextField(_("har du et forslag?"), max_length=4000, blank=True)
    for_whom = models.CharField(
        _("hvem gjelder det?"),
        max_length=200,
        blank=True,
        help_text=_("Skriv om grupper, ikke om enkeltpersoner."),
    )
    driving_force = models.CharField(
        _("drivkraft"), max_length=12, choices=DrivingForce, blank=True
    )
    service_area = models.ForeignKey(
        ServiceArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("tjenesteområde"),
    )

    # Three tests of innovation and the reason for it: the adviser's judgement, never asked of the
    # submitter.
    is_new = models.CharField(_("nytt"), max_length=6, choices=Verdict, blank=True)
    is_useful = models.CharField(_("nyttig"), max_length=6, choices=Verdict, blank=True)
    is_put_to_use = models.CharField(_("nyttiggjort"), max_length=6, choices=Verdict, blank=True)
    known_elsewhere = models.BooleanField(_("kjent løsning på et nytt sted"), default=False)
    source = models.CharField(_("kilde"), max_length=8, choices=Source, default=Source.EMPLOYEE)
    campaign = models.ForeignKey(
        "ideas.Campaign",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("idésøk"),
    )
    challenge = models.ForeignKey(
        "ideas.Challenge",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("floke"),
    )

    # None when it is anonymous, or came from somebody who has no account.
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submitted_ideas",
        verbose_name=_("innmelder"),
    )
    # Who wrote it down for somebody else.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("skrevet ned av"),
    )
    co_submitters: "models.ManyToManyField[Person, Any]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="CoSubmitter",
        related_name="+",
        verbose_name=_("sammen med"),
    )
    visibility = models.CharField(
        _("synlighet"), max_length=9, choices=Visibility, default=Visibility.SHOWN
    )
    # The address of an idea whose author has no account, and the SHA-256 of the code that opens it.
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    follow_up_hash = models.CharField(max_length=64, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("innmeldt"))

    state = models.CharField(_("tilstand"), max_length=13, choices=State, default=State.SUBMITTED)
    # Read by colleagues only when an adviser has opened it for them, or when it is answered.
    released = models.BooleanField(_("synlig for kolleger"), default=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="handled_ideas",
        verbose_name=_("behandler"),
    )
    promised_by = models.DateField(_("svar lovet"))
    paused_on = models.DateField(null=True, editable=False)  # since when the submitter is asked
    paused_days = models.PositiveSmallIntegerField(default=0, editable=False)  # working days

    # The answer that stands. Every answer ever given is a row of IdeaAnswer.
    outcome = models.CharField(_("utfall"), max_length=14, choices=Outcome, blank=True)
    reply = models.TextField(_("svar"), max_length=4000, blank=True)
    sent_to = models.CharField(_("sendt til"), max_length=160, blank=True)
    link = models.URLField(_("lenke"), max_length=500, blank=True)
    wake_on = models.DateField(_("tas opp igjen"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("besvart av"),
    )
    answered_at = models.DateTimeField(_("besvart"), null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    # The reply is found too: what became of an idea is what people look for.
    tsv = search_vector(
        {"A": ["title"], "B": ["need", "for_whom"], "C": ["proposal", "reply"], "D": ["number"]}
    )

    # What similar ideas are found by: the words of the need alone.
    sim = search_vector({"A": ["title"], "B": ["need"]})

    file_count: int  # with_counts
    question_count: int
    support_count: int  # with_support
    comment_count: int

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("idé")
        verbose_name_plural = _("idéer")
        constraints = [
            models.UniqueConstraint(fields=["district", "number"], name="ideas_idea_number"),
            models.CheckConstraint(name="ideas_idea_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="ideas_idea_says_what", condition=~Q(need="") & ~Q(title="")
            ),
            models.CheckConstraint(
                name="ideas_idea_choices",
                condition=Q(
                    visibility__in=Visibility.values,
                    driving_force__in=["", *DrivingForce.values],
                    outcome__in=["", *Outcome.values],
                    source__in=Source.values,
                    is_new__in=["", *Verdict.values],
                    is_useful__in=["", *Verdict.values],
                    is_put_to_use__in=["", *Verdict.values],
                ),
            ),
            models.CheckConstraint(
                name="ideas_idea_nameless_has_nobody",
                condition=(
                    Q(visibility__in=CHOSEN_LOGGED_IN, submitter__isnull=False)
                    | Q(visibility=Visibility.GUEST, submitter=None)
                    | Q(visibility=Visibility.ANONYMOUS, submitter=None, written_by=None)
                ),
            ),
            models.CheckConstraint(
                name="ideas_idea_answered_says_why",
                condition=(
                    Q(
                        state=State.ANSWERED,
                        released=True,
                        answered_by__isnull=False,
                        answered_at__isnull=False,
                        first_answered_at__isnull=False,
                    )
                    & ~Q(outcome="")
                    & ~Q(reply="")
                )
                | (
                    ~Q(state=State.ANSWERED)
                    & Q(outcome="", reply="", answered_by=None, answered_at=None)
                    & Q(sent_to="", link="", wake_on=None)
                ),
            ),
            models.CheckConstraint(
                name="ideas_idea_outcome_is_whole",
                condition=(
                    (~Q(outcome=Outcome.PARKED) | Q(wake_on__isnull=False))
                    & (~Q(outcome=Outcome.EXISTS_ALREADY) | ~Q(link=""))
                    & (~Q(outcome=Outcome.SENT_ON) | ~Q(sent_to=""))
                ),
            ),
            models.CheckConstraint(
                name="ideas_idea_clock_stops_for_submitter",
                condition=(
                    Q(state=State.NEEDS_INFO, paused_on__isnull=False)
                    | (~Q(state=State.NEEDS_INFO) & Q(paused_on=None))
                ),
            ),
        ]
        indexes = [
            GinIndex(fields=["tsv"], name="ideas_idea_tsv"),
            GinIndex(fields=["sim"], name="ideas_idea_sim"),
            models.Index(fields=["district", "-submitted_at"], name="ideas_idea_newest"),
            models.Index(
                fields=["promised_by"],
                name="ideas_idea_unanswered",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(
                fields=["wake_on"], name="ideas_idea_parked", condition=Q(outcome=Outcome.PARKED)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:detail", args=[self.pk])

    @property
    def is_unanswered(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_unread(self) -> bool:
        """Nobody has begun to assess it, so the submitter may still change the text."""
        return self.state == State.SUBMITTED

    @property
    def is_answered(self) -> bool:
        return self.state == State.ANSWERED

    @property
    def needs_info(self) -> bool:
        return self.state == State.NEEDS_INFO

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN

    @property
    def submitter_is_hidden(self) -> bool:
        """Colleagues may not know whose it is; the first answer ends it for good."""
        return self.visibility == Visibility.HIDDEN and self.first_answered_at is None

    def is_overdue(self, on: date) -> bool:
        return self.is_unanswered and not self.needs_info and self.promised_by < on

    @property
    def is_nameless(self) -> bool:
        """Nobody with an account has it: sent in anonymously, or on an open form."""
        return self.submitter_id is None

    def is_author(self, person: Any) -> bool:
        """Submitted it, alone or with others. Costs a query unless they are prefetched."""
        return (self.submitter_id == person.pk and person.pk is not None) or any(
            together.person_id == person.pk for together in self.co_submissions.all()
        )


@tracked()
class CoSubmitter(models.Model):
    """Somebody who has the idea together with the submitter."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="co_submissions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "person"], name="ideas_cosubmitter_once")
        ]

    def __str__(self) -> str:
        return str(self.person)


@tracked()
class IdeaFile(models.Model):
    """A picture or a document that belongs to the idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="attachments")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("vedlegg")
        verbose_name_plural = _("vedlegg")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)


@tracked()
class IdeaQuestion(models.Model):
    """One question back to the submitter; the clock stands still until it is answered."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="questions")
    question = models.TextField(_("spørsmål"), max_length=2000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(_("svar"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("spørsmål")
        verbose_name_plural = _("spørsmål")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(name="ideas_question_asks", condition=~Q(question="")),
            models.CheckConstraint(
                name="ideas_question_answered_whole",
                condition=(
                    # Who has no account answers without standing anywhere.
                    Q(answer="", answered_by=None, answered_at=None)
                    | (~Q(answer="") & Q(answered_at__isnull=False))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.question


@frozen(made="answered_at")
class IdeaAnswer(models.Model):
    """An answer as it was given. A later one does not change it."""

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="answers")
    outcome = models.CharField(_("utfall"), max_length=14, choices=Outcome)
    reply = models.TextField(_("svar"))
    sent_to = models.CharField(max_length=160, blank=True)
    link = models.URLField(max_length=500, blank=True)
    wake_on = models.DateField(null=True)
    promised_by = models.DateField()  # the promise it was measured against
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="ideas_answer_says_why",
                condition=Q(outcome__in=Outcome.values) & ~Q(reply=""),
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class IdeaSettingsQuerySet(models.QuerySet["IdeaSettings"]):
    def visible_to(self, person: Person) -> Self:
        """The promise is made to everybody; agrees with `ideas.view_settings`."""
        return self.filter(unit__district__in=person.grants.districts)


@tracked()
class IdeaSettings(models.Model):
    """What a unit, and those below without settings of their own, promises those with ideas."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="idea_settings")
    answer_days = models.PositiveSmallIntegerField(
        _("svar innen"),
        default=DEFAULT_ANSWER_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Arbeidsdager fra idéen er meldt inn."),
    )
    release_at_once = models.BooleanField(
        _("vis nye idéer for kolleger med en gang"),
        default=False,
        help_text=_("Ellers ser kolleger en idé først når en rådgiver har åpnet den."),
    )
    first_reader = models.CharField(
        _("hvem leser nye idéer først?"),
        max_length=7,
        choices=FirstReader,
        default=FirstReader.ADVISER,
    )
    # Weeks of every year in which no working day counts; None without a pause.
    pause_from_week = models.PositiveSmallIntegerField(
        _("sommerpause fra uke"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(53)],
    )
    pause_to_week = models.PositiveSmallIntegerField(
        _("sommerpause til og med uke"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(53)],
    )
    open_form = models.BooleanField(
        _("åpent skjema uten innlogging"),
        default=False,
        help_text=_("For plakater og besøkende. Skjemaet viser ingen andre idéer."),
    )
    # The last part of the open form's address; kept when the form is closed, so that a poster
    # works again when it is opened anew.
    open_slug = models.CharField(max_length=22, unique=True, null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = IdeaSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("innstillinger for idéer")
        verbose_name_plural = _("innstillinger for idéer")
        constraints = [
            models.CheckConstraint(
                name="ideas_settings_days", condition=Q(answer_days__gte=1, answer_days__lte=60)
            ),
            models.CheckConstraint(
                name="ideas_settings_first_reader", condition=Q(first_reader__in=FirstReader.values)
            ),
            models.CheckConstraint(
                name="ideas_settings_whole_pause",
                condition=Q(pause_from_week=None, pause_to_week=None)
                | Q(
                    pause_from_week__gte=1,
                    pause_to_week__gte=F("pause_from_week"),
                    pause_to_week__lte=53,
                ),
            ),
            models.CheckConstraint(
                name="ideas_settings_open_has_address",
                condition=Q(open_form=False) | Q(open_slug__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def district_id(self) -> int:
        return self.unit.district_id

    @property
    def pause(self) -> range:
        """The ISO weeks of every year in which the promise stands still."""
        if self.pause_from_week is None or self.pause_to_week is None:
            return range(0)
        return range(self.pause_from_week, self.pause_to_week + 1)

    @classmethod
    def nearest(cls, unit: Unit) -> "IdeaSettings":
        """The settings of `unit` or the nearest unit above; unsaved defaults without any."""
        found: Iterable[IdeaSettings] = (
            cls.objects.filter(unit__in=unit.lineage)
            .select_related("unit")
            .order_by(F("unit__path").desc())
        )
        return next(iter(found), cls(unit=unit))
