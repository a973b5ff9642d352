"""Verbs on joining: ask for people, offer to join, take with, thank no, be shown."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.lifecycle.joining import STEPS
from portfolio.models import Contributor, JoinCall, JoinOffer, Project
from portfolio.notify import joining as notify
from portfolio.queries.joining import has_contributed
from portfolio.services import project as projects


@transaction.atomic
def ask_for_people(
    project: Project, *, needed: str, by: Person, effort: str = "", until: date | None = None
) -> JoinCall:
    """Ask for people to join; raises DomainError when the project is over or the day has been."""
    project = lock(project)
    refuse_bad_call(project, needed, until)
    with acting(by, "portfolio.ask_for_people"):
        return JoinCall.objects.create(
            project=project, needed=needed.strip(), effort=effort.strip(), until=until
        )


@transaction.atomic
def edit_call(
    call: JoinCall,
    *,
    needed: str,
    version: int,
    by: Person,
    effort: str = "",
    until: date | None = None,
) -> JoinCall:
    call = lock(call, version=version)
    refuse_bad_call(call.project, needed, until)
    with acting(by, "portfolio.edit_join_call"):
        call.needed, call.effort, call.until = needed.strip(), effort.strip(), until
        call.closed_on = None
        call.version += 1
        call.save(update_fields=["needed", "effort", "until", "closed_on", "version"])
    return call


def refuse_bad_call(project: Project, needed: str, until: date | None) -> None:
    if not project.is_under_way:
        raise DomainError(_("Prosjektet er ikke i gang."))
    if not needed.strip():
        raise DomainError(_("Skriv hva dere trenger folk til."))
    if until and until < timezone.localdate():
        raise DomainError(_("Velg en dato fram i tid."))


@transaction.atomic
def close_call(call: JoinCall, *, by: Person) -> JoinCall:
    """Ask no more; offers that wait still get their answer."""
    call = lock(call)
    with acting(by, "portfolio.close_join_call"):
        call.closed_on = call.closed_on or timezone.localdate()
        call.version += 1
        call.save(update_fields=["closed_on", "version"])
    return call


@transaction.atomic
def offer_to_join(call: JoinCall, *, message: str, by: Person) -> JoinOffer:
    """Offer to join; the leader is told. A second click is the same offer."""
    call = lock(call)
    if not (call.is_open(timezone.localdate()) and call.project.is_under_way):
        raise DomainError(_("Prosjektet tar ikke imot flere nå."))
    if call.project.memberships.filter(person=by).exists():
        raise DomainError(_("Du er alt med i prosjektet."))
    with acting(by, "portfolio.offer_to_join"):
        try:
            with transaction.atomic():
                offer = JoinOffer.objects.create(
                    project=call.project, call=call, person=by, message=message.strip()
                )
        except IntegrityError:
            return JoinOffer.objects.waiting().get(call=call, person=by)
    notify.offered(offer)
    return offer


@transaction.atomic
def accept_offer(offer: JoinOffer, *, role: str, by: Person) -> JoinOffer:
    """Take the person into the project."""
    offer = lock(offer)
    with acting(by, "portfolio.accept_offer"):
        take_step(offer, STEPS["accept"])
        answer(offer, by)
        projects.add_member(offer.project, offer.person, role=role, by=by)
    return offer


@transaction.atomic
def decline_offer(offer: JoinOffer, *, reply: str, by: Person) -> JoinOffer:
    """Thank no, with a word; raises StepRefused."""
    offer = lock(offer)
    offer.reply = reply.strip()
    with acting(by, "portfolio.decline_offer"):
        take_step(offer, STEPS["decline"])
        answer(offer, by)
    notify.declined(offer, by=by)
    return offer


def answer(offer: JoinOffer, by: Person) -> None:
    offer.answered_by, offer.answered_at = by, timezone.now()
    offer.save(update_fields=["state", "reply", "answered_by", "answered_at"])


@transaction.atomic
def withdraw_offer(offer: JoinOffer, *, by: Person) -> JoinOffer:
    offer = lock(offer)
    with acting(by, "portfolio.withdraw_offer"):
        take_step(offer, STEPS["withdraw"])
        offer.save(update_fields=["state"])
    return offer


@transaction.atomic
def show_me(project: Project, *, what: str, by: Person) -> Contributor:
    """Say yes to being shown as one who has helped; only for oneself."""
    if not has_contributed(project, by):
        raise DomainError(_("Bare de som har bidratt, kan vises her."))
    with acting(by, "portfolio.show_contributor"):
        shown, _made = Contributor.objects.update_or_create(
            project=project, person=by, defaults={"what": what.strip()}
        )
    return shown


@transaction.atomic
def hide_me(project: Project, *, by: Person) -> None:
    """Take the yes back: gone from the page."""
    with acting(by, "portfolio.hide_contributor"):
        Contributor.objects.filter(project=project, person=by).delete()
