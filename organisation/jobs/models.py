"""The truth about every piece of work that outlives a request."""

import uuid
from typing import TYPE_CHECKING, Self
from zlib import crc32

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.jobs.registry import QUEUES, kinds

if TYPE_CHECKING:
    from organisation.people.models import Person


class State(models.TextChoices):
    WAITING = "waiting", _("I kø")
    RUNNING = "running", _("Pågår")
    DONE = "done", _("Ferdig")
    FAILED = "failed", _("Stoppet")
    CANCELLED = "cancelled", _("Avbrutt")


UNFINISHED = (State.WAITING, State.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, person: "Person") -> Self:
        """The jobs `person` ordered; the installation's administrator sees all."""
        if person.is_active and person.is_installation_admin:
            return self
        return self.filter(created_by=person.pk) if person.is_active else self.none()

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def abandoned(self) -> Self:
        """Due, and neither under way in the broker nor in the hands of a living worker."""
        now = timezone.now()
        return self.unfinished().filter(
            Q(lease_until=None) | Q(lease_until__lt=now), run_after__lte=now
        )


class Job(models.Model):
    """One run of a handler on some ids.

    `lease_until` says until when somebody holds the job: the broker while it waits, the worker
    while it runs. `attempt` counts the times a worker took it and is the worker's proof that it
    still is the one. `key` makes the job once only, however often it is ordered.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    args = models.JSONField(default=list)
    key = models.CharField(max_length=200, unique=True)
    queue = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField()
    run_after = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="jobs"
    )
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("jobb")
        verbose_name_plural = _("jobber")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["run_after"], condition=Q(state__in=UNFINISHED), name="job_unfinished"
            ),
            models.Index(
                fields=["finished_at"], condition=~Q(state__in=UNFINISHED), name="job_finished"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_known"),
            models.CheckConstraint(condition=Q(queue__in=QUEUES), name="job_queue_known"),
            models.CheckConstraint(
                condition=Q(attempt__lte=F("max_attempts")), name="job_attempts_not_exceeded"
            ),
            models.CheckConstraint(
                condition=Q(progress_done__lte=F("progress_total")), name="job_progress_not_over"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RUNNING)
                | Q(lease_until__isnull=False, started_at__isnull=False),
                name="job_running_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at=None)
                | Q(
                    state__in=(State.DONE, State.FAILED, State.CANCELLED),
                    finished_at__isnull=False,
                ),
                name="job_finished_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FAILED) | ~Q(error=""), name="job_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.args}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.public_id])

    @property
    def title(self) -> str:
        """What the work is, for people."""
        kind = kinds.get(self.kind)
        return str(kind.title) if kind and kind.title else str(_("Arbeid i bakgrunnen"))

    @property
    def result_url(self) -> str:
        """Where the result is; empty while there is none, or when the kind has none to show."""
        kind = kinds.get(self.kind)
        if self.state != State.DONE or kind is None or kind.result_url is None:
            return ""
        return kind.result_url(*self.args)

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    @property
    def has_failed(self) -> bool:
        return self.state == State.FAILED

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def looks(self) -> str:
        """Changes when the job's page would look different."""
        words = crc32(f"{self.progress_text}{self.error}".encode())
        return f"{self.state}-{self.attempt}-{self.progress_done}-{self.progress_total}-{words}"

    @property
    def is_known_size(self) -> bool:
        """Whether the worker has said how many parts there are."""
        return self.progress_total > 0

    def held_by(self, attempt: int) -> JobQuerySet:
        """This row, if the worker with `attempt` still is the one that runs it."""
        return Job.objects.filter(pk=self.pk, state=State.RUNNING, attempt=attempt)
