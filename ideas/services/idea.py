"""Verbs on ideas. Who may is checked at the edge; what must hold is checked here."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas import notify
from ideas.lifecycle import OFFERED_OUTCOMES, STEPS, Outcome
from ideas.lifecycle.verdict import ASKED
from ideas.models import (
    CoSubmitter,
    Idea,
    IdeaAnswer,
    IdeaFile,
    IdeaQuestion,
    IdeaSettings,
    Source,
    Visibility,
)
from ideas.models.campaign import Campaign, CampaignAnswer, CampaignQuestion
from ideas.models.challenge import Challenge
from ideas.queries import leader_reading_first, outcomes_for
from ideas.queries.sameness import goes_along
from ideas.queries.support import concerned
from ideas.services.clarification import end_with_idea
from ideas.services.improvement import end_with_answer, give_to_line
from ideas.services.sameness import call_off_merges, leave_merge, lock_with_same
from organisation.audit.tracking import acting
from organisation.drafts.services import discard_draft
from organisation.errors import DomainError, Stale
from organisation.files.services import store
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person, Role, ServiceArea, Unit
from organisation.people.services import take_number
from organisation.working_days import add_working_days, working_days_between

WRITTEN_BY_SUBMITTER = (
    "need",
    "title",
    "proposal",
    "for_whom",
    "unit",
    "service_area",
    "visibility",
)
JUDGED_BY_ADVISER = (
    "driving_force",
    "service_area",
    "is_new",
    "is_useful",
    "is_put_to_use",
    "known_elsewhere",
)
CHOSEN_BY_UNIT = (
    "answer_days",
    "release_at_once",
    "first_reader",
    "pause_from_week",
    "pause_to_week",
)
ANSWER_FIELDS = (
    "outcome",
    "reply",
    "sent_to",
    "link",
    "wake_on",
    "answered_by",
    "answered_at",
    "first_answered_at",
    "released",
)
LONGEST_PAUSE = 12  # weeks
CLOCK_FIELDS = ("promised_by", "paused_on", "paused_days")


def promised_date(settings: IdeaSettings, on: date, campaign: Campaign | None = None) -> date:
    """The day an idea sent in on `on` is promised an answer by; a campaign may promise its own."""
    own_days = campaign.answer_days if campaign else None
    return add_working_days(on, own_days or settings.answer_days, settings.pause)


@transaction.atomic
def submit_idea(
    *,
    need: str,
    title: str,
    unit: Unit,
    by: Person,
    proposal: str = "",
    for_whom: str = "",
    service_area: ServiceArea | None = None,
    visibility: str = Visibility.SHOWN,
    source: str = Source.EMPLOYEE,
    campaign: Campaign | None = None,
    campaign_answers: Mapping[CampaignQuestion, str] | None = None,
    challenge: Challenge | None = None,
    co_submitters: Collection[Person] = (),
    uploads: Iterable[UploadedFile] = (),
    form_token: UUID | None = None,
    author: Person | None = None,
    at: datetime | None = None,
    to_adviser: bool = False,
) -> Idea:
    """Send in an idea received `at` (now when left out), of `by` or written down for `author`.

    Where the leader reads first, the leader is to handle it, unless it is sent `to_adviser`.
    The same form sent twice, known by `form_token`, is one idea. Raises ValidationError for an
    upload that may not be kept.
    """
    whose = author or by
    if sent := _already_sent(form_token, whose):
        if (sent.need, sent.title) == (need, title):
            return sent
        form_token = None  # the form was gone back to, and filled in anew
    refuse_those_not_asked(campaign, {*unit.lineage, *whose.unit.lineage})
    idea = new_idea(
        unit,
        at or timezone.now(),
        form_token=form_token,
        need=need,
        title=title,
        proposal=proposal,
        for_whom=for_whom,
        service_area=service_area,
        visibility=visibility,
        source=source,
        campaign=campaign,
        challenge=challenge,
        submitter=whose,
        written_by=by if whose != by else None,
    )
    idea.handler = None if to_adviser else _first_reader(idea, co_submitters)
    try:
        # A savepoint, so that a form sent twice takes no second number.
        with transaction.atomic(), acting(by, "ideas.submit"):
            save_sent_in(idea, co_submitters, campaign_answers or {}, uploads, by=by)
    except IntegrityError:
        if sent := _already_sent(form_token, whose):
            return sent
        raise
    notify.submitted(idea, by=by)
    return idea


def save_sent_in(
    idea: Idea,
    co_submitters: Iterable[Person],
    answers: Mapping[CampaignQuestion, str],
    uploads: Iterable[UploadedFile],
    *,
    by: Person,
) -> None:
    """Save a new idea with all that was sent with it. Runs in the caller's transaction."""
    save_with_number(idea)
    keep_campaign_answers(idea, answers)
    set_co_submitters(idea, co_submitters)
    attach(idea, uploads, by=by)


def _first_reader(idea: Idea, together: Iterable[Person]) -> Person | None:
    """The leader the idea goes to first; None leaves it to the advisers, as with one's own."""
    leader = leader_reading_first(idea.unit)
    authors = {idea.submitter_id, *(person.pk for person in together)}
    return leader if leader and leader.pk not in authors else None


def _already_sent(form_token: UUID | None, by: Person) -> Idea | None:
    if form_token is None:
        return None
    return Idea.objects.filter(form_token=form_token, submitter=by).first()


class NotForCampaign(DomainError):
    """The campaign takes no idea of this person now; without it the idea may be sent."""


def refuse_when_closed(campaign: Campaign | None, at: datetime) -> None:
    """Raise NotForCampaign for what was received before it opened, or after it closed."""
    if campaign is None or campaign.is_open(at):
        return
    words = (
        _("«%(title)s» er stengt.") if at >= campaign.closes_at else _("«%(title)s» er ikke åpnet.")
    )
    raise NotForCampaign(_("Idésøket %(what)s") % {"what": words % {"title": campaign.title}})


def refuse_those_not_asked(campaign: Campaign | None, units: set[int]) -> None:
    """Raise NotForCampaign when none of `units`, with those above, is among those it is put to."""
    if campaign is None:
        return
    asked = set(campaign.audience.values_list("unit", flat=True))
    if asked and asked.isdisjoint(units):
        raise NotForCampaign(_("Idésøket «%(t)s» går til andre enheter.") % {"t": campaign.title})


def new_idea(unit: Unit, at: datetime, **written: Any) -> Idea:
    """An idea of `unit`, received `at` and not yet saved, with what the unit promises today.

    Raises NotForCampaign when its campaign is not open then.
    """
    refuse_when_closed(written.get("campaign"), at)
    settings = IdeaSettings.nearest(unit)
    return Idea(
        unit=unit,
        district_id=unit.district_id,
        submitted_at=at,
        released=settings.release_at_once,
        promised_by=promised_date(settings, timezone.localdate(at), written.get("campaign")),
        **written,
    )


def keep_campaign_answers(idea: Idea, answers: Mapping[CampaignQuestion, str]) -> None:
    """Keep what was said to the campaign's own questions; the empty ones are left out."""
    for question, text in answers.items():
        if question.campaign_id != idea.campaign_id:
            raise DomainError(_("Spørsmålet hører til et annet idésøk."))
        if text.strip():
            CampaignAnswer.objects.create(idea=idea, question=question, text=text.strip())


def attach(idea: Idea, uploads: Iterable[UploadedFile], *, by: Person) -> None:
    """Keep `uploads` with the idea. Runs in the caller's transaction."""
    for upload in uploads:
        IdeaFile.objects.create(idea=idea, file=store(upload, by=by))


def save_with_number(idea: Idea) -> None:
    """Save a new idea under the next number of its district. Runs in the caller's transaction."""
    year = timezone.localdate(idea.submitted_at).year
    idea.number = f"{year}-{take_number(idea.district_id, 'idea', year):03}"
    idea.save(force_insert=True)


def set_co_submitters(idea: Idea, people: Iterable[Person]) -> None:
    """Let exactly `people` stand together with the submitter. Runs in the caller's transaction."""
    wanted = {person.pk for person in people} - {idea.submitter_id}
    idea.co_submissions.exclude(person__in=wanted).delete()
    CoSubmitter.objects.bulk_create(
        [CoSubmitter(idea=idea, person_id=pk) for pk in sorted(wanted)], ignore_conflicts=True
    )


@transaction.atomic
def revise_idea(idea: Idea, changes: Mapping[str, Any], *, version: int, by: Person) -> Idea:
    """Change what the submitter wrote, while nobody has begun to assess it; raises Stale.

    `changes` holds any of WRITTEN_BY_SUBMITTER and `co_submitters`.
    """
    idea = lock(idea, version=version)
    if not idea.is_unread:
        raise DomainError(_("Vurderingen er startet, så teksten kan ikke endres lenger."))
    with acting(by, "ideas.revise"):
        fields = [name for name in WRITTEN_BY_SUBMITTER if name in changes]
        for name in fields:
            setattr(idea, name, changes[name])
        if idea.unit.district_id != idea.district_id:
            raise DomainError(_("Idéen hører til en annen bydel."))
        if "co_submitters" in changes:
            set_co_submitters(idea, changes["co_submitters"])
        _save(idea, *fields)
    return idea


@transaction.atomic
def take_on(idea: Idea, *, by: Person) -> Idea:
    """Start the assessment and become the one who handles it."""
    idea = lock(idea)
    with acting(by, "ideas.take_on"):
        take_step(idea, STEPS["take_on"])
        idea.handler = by
        _save(idea, "handler")
    notify.taken_on(idea, by=by)
    return idea


@transaction.atomic
def assign(idea: Idea, handler: Person, *, by: Person) -> Idea:
    """Let `handler` see to the idea; the person is told."""
    idea = lock(idea)
    if not idea.is_unanswered:
        raise DomainError(_("Idéen venter ikke på svar lenger."))
    if not handles_for(handler, idea):
        raise DomainError(_("Behandleren må være rådgiver eller leder for enheten."))
    if idea.handler_id == handler.pk:
        return idea
    with acting(by, "ideas.assign"):
        idea.handler = handler
        _save(idea, "handler")
    if handler.pk != by.pk:
        notify.handler_chosen(idea, by=by)
    return idea


def handles_for(person: Person, idea: Idea) -> bool:
    """Whether `person` may be given the idea: steers the unit, and has no part in the idea."""
    steers = person.units_as(Role.ADVISER) | person.units_as(Role.MANAGER)
    return person.is_active and idea.unit_id in steers and not idea.is_author(person)


@transaction.atomic
def classify(idea: Idea, *, version: int, by: Person, **judged: Any) -> Idea:
    """Place the idea and judge it: any of JUDGED_BY_ADVISER; raises Stale."""
    idea = lock(idea, version=version)
    fields = [name for name in JUDGED_BY_ADVISER if name in judged]
    with acting(by, "ideas.classify"):
        for name in fields:
            setattr(idea, name, judged[name])
        _save(idea, *fields)
    return idea


@transaction.atomic
def release_idea(idea: Idea, *, by: Person) -> Idea:
    """Let colleagues in the district read it before it is answered."""
    idea = lock(idea)
    if not idea.is_unanswered:
        raise DomainError(_("Idéen venter ikke på svar lenger."))
    if idea.released:
        return idea
    with acting(by, "ideas.release"):
        idea.released = True
        _save(idea, "released")
    notify.released(idea, by=by)
    return idea


@transaction.atomic
def ask_submitter(idea: Idea, question: str, *, by: Person) -> IdeaQuestion:
    """Ask the submitter something; until the answer comes, the promised date stands still."""
    idea = lock(idea)
    if not question.strip():
        raise DomainError(_("Skriv hva du lurer på."))
    with acting(by, "ideas.ask"):
        take_step(idea, STEPS["ask"])
        idea.handler = idea.handler or by
        idea.paused_on = timezone.localdate()
        _save(idea, "handler", "paused_on")
        asked = IdeaQuestion.objects.create(
            idea=idea, question=question, asked_by=by, asked_at=timezone.now()
        )
    notify.asked(asked, by=by)
    return asked


@transaction.atomic
def answer_question(
    idea: Idea, answer: str, *, by: Person | None, at: datetime | None = None
) -> Idea:
    """Answer what was asked, and let the clock go on; `by` is None without an account.

    What an anonymous person answers is told in the morning, since a letter has an hour on it.
    """
    idea = lock(idea)
    if not answer.strip():
        raise DomainError(_("Skriv et svar på spørsmålet."))
    with acting(by, "ideas.reply"):
        take_step(idea, STEPS["reply"])
        asked = idea.questions.filter(answered_at=None).latest("asked_at", "pk")
        asked.answer, asked.answered_by = answer, by
        asked.answered_at = at or timezone.now()
        asked.save(update_fields=["answer", "answered_by", "answered_at"])
        _start_clock(idea)
        _save(idea, *CLOCK_FIELDS)
    if idea.visibility != Visibility.ANONYMOUS:
        notify.replied(asked, by=by)
    return idea


def _start_clock(idea: Idea) -> None:
    """Give back to the promise every working day that went to waiting for the submitter.

    `paused_days` also holds those within the summer pause: they are nobody's delay.
    """
    if idea.paused_on is None:
        return
    pause, today = IdeaSettings.nearest(idea.unit).pause, timezone.localdate()
    moved = working_days_between(idea.paused_on, today, pause)
    idea.promised_by = add_working_days(idea.promised_by, moved, pause)
    idea.paused_days += working_days_between(idea.paused_on, today)
    idea.paused_on = None


@transaction.atomic
def answer_idea(
    idea: Idea,
    outcome: str,
    *,
    reply: str,
    by: Person,
    sent_to: str = "",
    link: str = "",
    wake_on: date | None = None,
    manager: Person | None = None,
    follow_up_on: date | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Idea:
    """Close the assessment with a written answer to the idea as it stood at `version`.

    Ideas that say the same get the answer too, those of them that `by` may answer (`goes_along`).
    An improvement is given to `manager`, who is asked about it on `follow_up_on`. Raises
    StepRefused, or Stale when it is answered or changed since.
    """
    idea, alike = lock_with_same(idea)
    if idea.is_answered:
        raise Stale(
            _("%(name)s har alt svart «%(outcome)s» på denne idéen.")
            % {"name": idea.answered_by, "outcome": idea.get_outcome_display()},
            current=idea,
        )
    if version is not None:
        require_version(idea, version)
    if wake_on and wake_on <= timezone.localdate(at):
        raise DomainError(_("Velg en dato fram i tid."))
    refuse_beyond(outcome, idea, by=by)
    at = at or timezone.now()  # one answer, one moment
    with acting(by, "ideas.answer", reason=reply):
        given = []
        for each in [idea, *(other for other in alike if goes_along(other, by, outcome))]:
            if each is not idea:
                _judge_alike(each, idea)
            each.handler = each.handler or by
            given.append(
                give_answer(
                    each,
                    outcome,
                    reply=reply,
                    by=by,
                    sent_to=sent_to,
                    link=link,
                    wake_on=wake_on,
                    at=at,
                )
            )
            if outcome == Outcome.IMPROVEMENT:
                give_to_line(each, manager=manager, follow_up_on=follow_up_on, by=by, at=at)
            call_off_merges(each, by=by, also_into=False)
    discard_draft(by, "ideas.answer", idea.pk)
    for answer in given:
        notify.answered(answer, by=by)
    return idea


def give_answer(
    idea: Idea,
    outcome: str,
    *,
    reply: str,
    by: Person,
    sent_to: str = "",
    link: str = "",
    wake_on: date | None = None,
    at: datetime | None = None,
) -> IdeaAnswer:
    """Close one idea with an answer. Runs in the caller's transaction, with the idea locked."""
    idea.outcome, idea.reply, idea.sent_to, idea.link = outcome, reply.strip(), sent_to, link
    idea.wake_on = wake_on
    idea.answered_by, idea.answered_at = by, at or timezone.now()
    idea.first_answered_at = idea.first_answered_at or idea.answered_at
    idea.released = True
    take_step(idea, STEPS["answer"])
    _start_clock(idea)
    _save(idea, "handler", *JUDGED_BY_ADVISER, *ANSWER_FIELDS, *CLOCK_FIELDS)
    end_with_idea(idea, by=by)
    return _keep_answer(idea)


def _judge_alike(idea: Idea, judged: Idea) -> None:
    """What nobody has judged of an idea is as it was judged of the one that says the same."""
    for name in ASKED:
        setattr(idea, name, getattr(idea, name) or getattr(judged, name))


def refuse_beyond(outcome: str, idea: Idea, *, by: Person) -> None:
    """Raise DomainError when the outcome is for the adviser, and `by` answers as leader."""
    if outcome in OFFERED_OUTCOMES and outcome not in outcomes_for(by, idea):
        raise DomainError(
            _(
                "Som leder kan du svare forbedring, finnes allerede eller avslått."
                " Velg rådgiveren som behandler for andre svar."
            )
        )


def require_version(idea: Idea, version: int) -> None:
    """Raise Stale when the idea has changed since `version`: the answer may no longer fit."""
    if idea.version != version:
        raise Stale(
            _("Idéen er endret mens du skrev. Les den en gang til, og send svaret om det passer."),
            current=idea,
        )


def _keep_answer(idea: Idea) -> IdeaAnswer:
    assert idea.answered_by is not None
    assert idea.answered_at is not None
    return IdeaAnswer.objects.create(
        idea=idea,
        outcome=idea.outcome,
        reply=idea.reply,
        sent_to=idea.sent_to,
        link=idea.link,
        wake_on=idea.wake_on,
        promised_by=idea.promised_by,
        answered_by=idea.answered_by,
        answered_at=idea.answered_at,
    )


@transaction.atomic
def reopen_idea(idea: Idea, *, reason: str, by: Person) -> Idea:
    """Take an answered idea up again, with a new promise; the old answer stays readable."""
    idea = lock(idea)
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor idéen tas opp igjen."))
    with acting(by, "ideas.reopen", reason=reason):
        leave_merge(idea, by=by)
        idea.handler = by
        take_up_again(idea)
        end_with_answer(idea, reason=reason, by=by)
    notify.reopened(idea, by=by)
    return idea


def take_up_again(idea: Idea) -> None:
    """Let an answered idea wait for a new answer. Runs in the caller's transaction."""
    take_step(idea, STEPS["reopen"])
    _clear_answer(idea)


@transaction.atomic
def wake_idea(idea: Idea, *, on: date) -> Idea:
    """Take up a parked idea whose day has come; does nothing when that is done already."""
    idea = lock(idea)
    if idea.wake_on is None or idea.wake_on > on:
        return idea
    with acting(None, "ideas.wake"):
        take_step(idea, STEPS["wake"])
        _clear_answer(idea)
    notify.reopened(idea, by=None)
    return idea


def _clear_answer(idea: Idea) -> None:
    """The answer is kept as an IdeaAnswer; from today the idea waits for a new one."""
    idea.outcome = idea.reply = idea.sent_to = idea.link = ""
    idea.wake_on = idea.answered_by = idea.answered_at = None
    _promise_anew(idea)
    _save(idea, "handler", *ANSWER_FIELDS, *CLOCK_FIELDS)


def _promise_anew(idea: Idea) -> None:
    settings = IdeaSettings.nearest(idea.unit)
    idea.promised_by = promised_date(settings, timezone.localdate(), idea.campaign)
    idea.paused_days, idea.paused_on = 0, None


@transaction.atomic
def withdraw_idea(idea: Idea, *, by: Person) -> Idea:
    """Take the idea back; its text is then read only by submitters, handler and advisers."""
    idea = lock(idea)
    cared = concerned(idea)
    with acting(by, "ideas.withdraw"):
        take_step(idea, STEPS["withdraw"])
        idea.released, idea.paused_on = False, None
        _save(idea, "released", "paused_on")
        end_with_idea(idea, by=by)
        call_off_merges(idea, by=by, also_into=True)
    notify.withdrawn(idea, by=by, cared=cared)
    return idea


@transaction.atomic
def submit_again(idea: Idea, *, by: Person) -> Idea:
    """Send in an idea that was withdrawn, under its old number and with a new promise."""
    idea = lock(idea)
    with acting(by, "ideas.submit_again"):
        take_step(idea, STEPS["submit_again"])
        # It goes back to the leader who had it first, but not to whoever it was handed to later.
        leader = leader_reading_first(idea.unit)
        idea.handler = leader if leader and leader.pk == idea.handler_id else None
        idea.released = IdeaSettings.nearest(idea.unit).release_at_once
        _promise_anew(idea)
        _save(idea, "handler", "released", *CLOCK_FIELDS)
    notify.submitted(idea, by=by)
    notify.submitted_again(idea, by=by)
    return idea


@transaction.atomic
def save_settings(unit: Unit, *, version: int, by: Person, **chosen: Any) -> IdeaSettings:
    """Set what a unit promises from now on; ideas that wait keep the date they were given.

    `chosen` holds any of CHOSEN_BY_UNIT; what is left out stays as it is for the unit today.
    Raises DomainError for a pause so long that a promise says nothing.
    """
    lock(unit)  # two people may make the first row at once
    settings = IdeaSettings.objects.filter(unit=unit).first() or IdeaSettings(unit=unit, version=0)
    if settings.pk and settings.version != version:
        raise Stale(
            _("Noen andre har lagret mens du skrev. Teksten din er ikke borte."), current=settings
        )
    inherited = IdeaSettings.nearest(unit)
    for name in CHOSEN_BY_UNIT:
        setattr(settings, name, chosen.get(name, getattr(inherited, name)))
    if len(settings.pause) > LONGEST_PAUSE:
        raise DomainError(_("Pausen kan vare i høyst %(weeks)s uker.") % {"weeks": LONGEST_PAUSE})
    # A form is opened for one unit at a time, never together with those below.
    settings.open_form = chosen.get("open_form", settings.open_form)
    if settings.open_form and not settings.open_slug:
        settings.open_slug = new_open_slug()
    with acting(by, "ideas.save_settings"):
        settings.version += 1
        settings.save()
    return settings


def new_open_slug() -> str:
    """The last part of an open form's address: nobody can guess it, and it fits a small code."""
    return secrets.token_urlsafe(9)


def _save(idea: Idea, *fields: str) -> None:
    idea.version += 1
    idea.save(update_fields=["state", "version", *fields])
