"""What is done with lists: a suggestion is searched for, one is chosen for good, one goes on paper.

All three speak of every candidate, so only somebody who sees them all may ask for them.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import jobs
from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError
from organisation.files.models import Document
from organisation.files.services import order_document
from organisation.jobs.models import Job
from organisation.jobs.registry import Progress
from organisation.locking import lock
from organisation.people.models import Part, Person
from organisation.people.parts import is_on
from organisation.web.wording import day, nok
from portfolio.best_list import CannotBeMet, TookTooLong, find_best
from portfolio.models.priority import Prioritisation, PriorityDecision, PriorityList
from portfolio.notify import priority as notify
from portfolio.queries import priority as queries
from portfolio.queries import priority_paper as paper
from portfolio.services.priority import make_list
from portfolio.weighing import Sums, Weighing

KIND = "priority_list"
TEMPLATE = "documents/priority_list.html"


def refuse_hidden(weighing: Weighing) -> None:
    if weighing.hidden:
        raise DomainError(_("Du ser ikke alle kandidatene. Be noen som ser alle om å gjøre dette."))


# --- The suggestion -------------------------------------------------------------------------------


@transaction.atomic
def order_suggestion(prioritisation: Prioritisation, *, by: Person) -> Job:
    """Let the worker search for the best list; it becomes a list of its own, *Forslag n*."""
    refuse_turned_off(prioritisation)
    prioritisation = lock(prioritisation)
    weighing = queries.weigh(prioritisation, by)
    refuse_hidden(weighing)
    if not weighing.candidates:
        raise DomainError(_("Legg til kandidater før du ber om et forslag."))
    titles = set(prioritisation.lists.values_list("title", flat=True))
    ordered = Job.objects.filter(key__startswith=f"suggest-list-{prioritisation.pk}-").count()
    number = ordered + 1
    while title_of(number) in titles:
        number += 1
    return jobs.enqueue(
        "portfolio.suggest_list",
        prioritisation.pk,
        number,
        by.pk,
        key=f"suggest-list-{prioritisation.pk}-{number}",
        by=by,
    )


def refuse_turned_off(prioritisation: Prioritisation) -> None:
    if not is_on(prioritisation.district_id, Part.SUGGESTED_LIST):
        raise DomainError(_("Bydelen har slått av forslag fra maskinen."))


def title_of(number: int) -> str:
    return _("Forslag %(n)s") % {"n": number}


def suggested(prioritisation_id: int, number: int) -> PriorityList | None:
    """The list that the order with `number` gave."""
    return PriorityList.objects.filter(
        prioritisation=prioritisation_id, title=title_of(number)
    ).first()


def suggest(
    prioritisation_id: int, number: int, person_id: int, *, progress: Progress
) -> PriorityList:
    """Search, and keep what was found; run again it finds what it made. Raises DomainError."""
    if there := suggested(prioritisation_id, number):
        return there
    prioritisation = Prioritisation.objects.select_related("district").get(pk=prioritisation_id)
    refuse_turned_off(prioritisation)
    progress.report(1, 3, _("Leser kandidatene"))
    weighing = queries.weigh(prioritisation, None)
    progress.report(2, 3, _("Leter etter den beste listen"))
    try:
        best = find_best(weighing.question())
    except CannotBeMet as refused:
        raise DomainError(" ".join(words_of(refused, weighing))) from None
    except TookTooLong:
        raise DomainError(
            _("Fant ikke den beste listen på ett minutt. Bind noen kandidater, og prøv igjen.")
        ) from None
    return make_list(
        prioritisation,
        title_of(number),
        best.chosen,
        note=note_of(weighing.sums(best.chosen), len(best.left_out)),
        is_suggested=True,
        by=Person.objects.get(pk=person_id),
    )


def words_of(refused: CannotBeMet, weighing: Weighing) -> Iterator[str]:
    """Which bounds to loosen, one sentence each."""
    for pk in refused.without_cost:
        yield _("«%(project)s» må være med, men kostnaden er ikke kjent. Skriv den inn.") % {
            "project": weighing.by_pk[pk].title
        }
    if not refused.bounds:
        return
    yield _("Ingen liste holder alle grensene. Løsne på én av dem, og prøv igjen:")
    names = {limit.area: limit.name for limit in weighing.limits}
    for bound in refused.bounds:
        what = {"sum": nok(bound.by), "area": names.get(bound.area or 0, "")}
        if bound.area is None:
            yield _("Rammen mangler %(sum)s.") % what
        elif bound.is_least:
            yield _("%(area)s når ikke det minste de skal ha: det mangler %(sum)s.") % what
        else:
            yield _("%(area)s går %(sum)s over det høyeste de kan få.") % what
    musts = [each for each in weighing.candidates if each.is_must]
    if musts:
        total = sum(each.cost or 0 for each in musts)
        yield _("De som må være med, koster %(sum)s til sammen.") % {"sum": nok(total)}


def note_of(sums: Sums, left_out: int) -> str:
    note = _(
        "Regnet ut av maskinen: høyest samlet verdi innenfor ramme og grenser. "
        "Sum verdi %(value)s, kostnad %(cost)s."
    ) % {"value": queries.value_words(sums.value), "cost": nok(sums.cost)}
    if left_out:
        note += " " + _("%(n)s kandidater kunne ikke veies, fordi verdi eller kostnad mangler.") % {
            "n": left_out
        }
    return note


# --- The decision ---------------------------------------------------------------------------------


def seal(weighing: Weighing, priority_list: PriorityList, sums: Sums) -> tuple[str, str]:
    """What would be signed now, as canonical text, and its checksum."""
    record = queries.record_of(weighing, priority_list.title, priority_list.note, sums)
    return freeze(record)


@transaction.atomic
def decide(
    priority_list: PriorityList, *, reason: str, checksum: str, by: Person
) -> PriorityDecision:
    """Choose the list: a signed record that never changes. It takes the place of an earlier one.

    `checksum` is of what the person saw (`seal`). Raises DomainError when that is no longer what is
    there, or when the list breaks the frame or a limit. Releases no money.
    """
    question = lock(priority_list.prioritisation)
    current = lock(priority_list)
    weighing = queries.weigh(question, by)
    refuse_hidden(weighing)
    sums = weighing.sums(set(current.choices.values_list("candidate", flat=True)))
    if faults := faults_of(sums):
        raise DomainError(" ".join(faults))
    text, now = seal(weighing, current, sums)
    if now != checksum:
        raise DomainError(
            _(
                "Listen eller tallene er endret siden du åpnet siden. "
                "Se over, og skriv under på nytt."
            )
        )
    if not reason.strip():
        raise DomainError(_("Skriv hvorfor denne listen er valgt."))
    last = question.decisions.order_by("-number").first()
    with acting(by, "portfolio.decide_prioritisation", reason=reason):
        decision = PriorityDecision.objects.create(
            prioritisation=question,
            number=(last.number if last else 0) + 1,
            list_title=current.title,
            snapshot=text,
            sha256=now,
            reason=reason.strip(),
            decided_by=by,
            decided_as=f"{by.title}, {question.unit}"[:80],
            decided_at=timezone.now(),
        )
    notify.decided(decision, last, by=by)
    return decision


def faults_of(sums: Sums) -> list[str]:
    """Why the list cannot be chosen, one sentence each."""
    faults = []
    if not sums.chosen:
        faults.append(_("Ingen prosjekter er med på listen."))
    if sums.is_over:
        faults.append(_("Listen er %(sum)s over rammen.") % {"sum": nok(-sums.left)})
    for group in sums.areas:
        what = {"area": group.name}
        if group.lacks:
            faults.append(
                _("%(area)s får %(sum)s mindre enn de skal ha.") % {**what, "sum": nok(group.lacks)}
            )
        if group.is_over_by:
            faults.append(
                _("%(area)s får %(sum)s mer enn de kan få.")
                % {**what, "sum": nok(group.is_over_by)}
            )
    for each in sums.left_must:
        faults.append(_("«%(project)s» må være med.") % {"project": each.title})
    for each in sums.taken_never:
        faults.append(_("«%(project)s» skal ikke være med.") % {"project": each.title})
    for each in sums.chosen:
        if each.cost is None:
            faults.append(_("Kostnaden for «%(project)s» er ikke kjent.") % {"project": each.title})
    return faults


# --- On paper -------------------------------------------------------------------------------------


@transaction.atomic
def order_annex(priority_list: PriorityList, *, by: Person) -> Document:
    """The list as it stands, as an annex to a case; the same content is made once."""
    question = lock(priority_list.prioritisation)
    weighing = queries.weigh(question, by)
    refuse_hidden(weighing)
    sums = weighing.sums(set(priority_list.choices.values_list("candidate", flat=True)))
    record = queries.record_of(weighing, priority_list.title, priority_list.note, sums)
    _text, checksum = freeze(record)
    today = timezone.localdate()
    return order_document(
        kind=KIND,
        template=TEMPLATE,
        context=paper.context_of(
            record,
            district=question.district.name,
            standing=_("Arbeidsliste per %(day)s, ikke besluttet") % {"day": day(today)},
            reason="",
            created=today,
        ),
        key=f"priority-list-{priority_list.pk}-{checksum[:24]}",
        title=_("%(list)s, %(what)s") % {"list": priority_list.title, "what": question.title},
        holder=question,
        by=by,
    )


@transaction.atomic
def order_annex_of_decision(decision: PriorityDecision, *, by: Person) -> Document:
    """The list as it was chosen, whatever has become of the candidates since."""
    question = decision.prioritisation
    on = timezone.localdate(decision.decided_at)
    return order_document(
        kind=KIND,
        template=TEMPLATE,
        context=paper.context_of(
            queries.facts_of(decision),
            district=question.district.name,
            standing=_("Besluttet %(day)s av %(who)s")
            % {"day": day(on), "who": decision.decided_as},
            reason=decision.reason,
            created=on,
            checksum=decision.sha256,
        ),
        key=f"priority-decision-{decision.pk}-{paper.masks(decision)}",
        title=_("Prioritering %(n)s, %(what)s") % {"n": decision.number, "what": question.title},
        holder=question,
        by=by,
    )


def order_any(thing: Any, *, by: Person) -> Document:
    if isinstance(thing, PriorityDecision):
        return order_annex_of_decision(thing, by=by)
    return order_annex(thing, by=by)
