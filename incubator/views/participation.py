"""Those who take part in a course: added, marked as having completed it, taken out, one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incubator.forms.course import CompletionForm
from incubator.forms.participation import ParticipantForm, PasteForm
from incubator.models import Participation
from incubator.queries.course import with_what_it_says
from incubator.queries.course_proof import with_proofs
from incubator.services import participation as services
from incubator.services.course_proof import order_proof
from incubator.services.participation import Added
from incubator.views.course import find_course, refusal
from organisation.errors import DomainError
from organisation.people.forms import people_to_choose
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved


def find_participation(request: Request, pk: int, row: int) -> Participation:
    rows = with_what_it_says(Participation.objects.visible_to(request.user))
    return get_object_or_404(rows, course=pk, pk=row)


@require_safe
def participation_page(request: Request, pk: int, row: int) -> HttpResponse:
    """One participant with every version of the proof, to check one that somebody shows."""
    participation = find_participation(request, pk, row)
    person = request.user
    context = {
        "course": participation.course,
        "row": with_proofs([participation])[0],
        "proofs": participation.proofs.all(),
        "may_edit": person.has_perm("incubator.edit_course", participation.course),
        "may_order": person.has_perm("incubator.order_proof", participation),
    }
    return render_page(request, "incubator/participation.html", context)


@require_POST
def participation_proof(request: Request, pk: int, row: int) -> HttpResponse:
    participation = find_participation(request, pk, row)
    authorize(request.user, "incubator.order_proof", participation)
    try:
        return redirect(order_proof(participation, by=request.user))
    except DomainError as refused:
        return refusal(request, participation.course, refused)


@require_http_methods(["GET", "HEAD", "POST"])
def participation_add(request: Request, pk: int) -> HttpResponse:
    course = find_course(request, pk)
    authorize(request.user, "incubator.edit_course", course)
    form = ParticipantForm(
        request.POST or None,
        people=people_to_choose(course.district_id),
        district_id=course.district_id,
    )
    added: list[Added] = []

    def save() -> None:
        somebody = form.cleaned_data["somebody"]
        added.append(services.add_participants(course, [somebody], by=request.user))

    done, status = saved(form, save)
    if done:
        tell_what_came(request, added[0])
        return redirect(course)
    context = {"form": form, "course": course, "heading": _("Legg til en deltaker")}
    context["action"] = _("Legg til")
    return render_page(request, "incubator/course_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def participation_paste(request: Request, pk: int) -> HttpResponse:
    course = find_course(request, pk)
    authorize(request.user, "incubator.edit_course", course)
    form = PasteForm(request.POST or None, district_id=course.district_id)
    added: list[Added] = []

    def save() -> None:
        people = form.cleaned_data["lines"]
        added.append(services.add_participants(course, people, by=request.user))

    done, status = saved(form, save)
    if done:
        tell_what_came(request, added[0])
        return redirect(course)
    context = {"form": form, "course": course, "heading": _("Lim inn deltakere")}
    context["action"] = _("Legg til alle")
    return render_page(request, "incubator/course_form.html", context, status=status)


def tell_what_came(request: Request, added: Added) -> None:
    if n := len(added.new):
        words = ngettext("Én deltaker er lagt til.", "%(n)s deltakere er lagt til.", n)
        messages.success(request, words % {"n": n})
    if added.twice:
        names = list(dict.fromkeys(str(each) for each in added.twice))
        shown = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
        words = ngettext(
            "Én sto der fra før, eller to ganger: %(names)s.",
            "%(n)s sto der fra før, eller to ganger: %(names)s.",
            len(added.twice),
        )
        messages.info(request, words % {"n": len(added.twice), "names": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def participation_complete(request: Request, pk: int) -> HttpResponse:
    """Everybody in the course with a box to tick."""
    course = find_course(request, pk)
    authorize(request.user, "incubator.edit_course", course)
    rows = list(course.participations.in_order())
    today = timezone.localdate()
    form = CompletionForm(
        request.POST or None,
        rows=rows,
        today=today,
        initial={
            "version": course.version,
            "completed_on": min(course.ends_on, today),
            "done": [str(row.pk) for row in rows if row.is_completed],
        },
    )
    counted: list[int] = []

    def save() -> None:
        facts = form.cleaned_data
        counted.append(
            services.set_completed(
                course,
                facts["done"],
                on=facts["completed_on"],
                version=facts["version"],
                by=request.user,
            )
        )

    done, status = saved(form, save)
    if done:
        words = _("%(n)s av %(m)s deltakere har fullført.")
        messages.success(request, words % {"n": counted[0], "m": len(rows)})
        return redirect(course)
    context = {"form": form, "course": course, "rows": rows, "action": _("Lagre")}
    context["heading"] = _("Hvem har fullført?")
    return render_page(request, "incubator/course_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def participation_remove(request: Request, pk: int, row: int) -> HttpResponse:
    participation = find_participation(request, pk, row)
    course = participation.course
    authorize(request.user, "incubator.edit_course", course)
    if request.method == "POST":
        try:
            services.remove_participant(participation, by=request.user)
        except DomainError as refused:
            return refusal(request, course, refused)
        messages.success(request, _("Deltakeren er tatt bort."))
        return redirect(course)
    confirmation = Confirmation(
        heading=_("Ta bort deltakeren"),
        question=_("Vil du ta bort deltakeren fra kurset?"),
        action=_("Ta bort deltakeren"),
        back_url=participation.get_absolute_url(),
        facts=[(_("Deltaker"), str(participation)), (_("Kurs"), course.title)],
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
