"""The page one comes to: what waits for me, what I follow, what I can start."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.people import queries, services
from organisation.people.forms import ProfileForm
from organisation.people.models import RoleGrant
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from organisation.web.wording import count_word

SHOWN_AT_FIRST = 10


@require_GET
def my_page(request: Request) -> HttpResponse:
    today = timezone.localdate()
    page = queries.my_page(request.user, today=today)
    return render_page(
        request,
        "people/my_page.html",
        {
            "page": page,
            "today": today,
            "standing": standing(len(page.waiting), page.overdue),
            "first": page.waiting[:SHOWN_AT_FIRST],
            "rest": page.waiting[SHOWN_AT_FIRST:],
            "primary": [start for start in page.starts if start.primary],
            "secondary": [start for start in page.starts if not start.primary],
        },
    )


def standing(waiting: int, overdue: int) -> str:
    """How things stand, in one sentence: "Fem ting venter på deg, to er over frist."."""
    if not waiting:
        return _("Ingenting venter på deg.")
    sentence = _("%(n)s ting venter på deg") % {"n": count_word(waiting).capitalize()}
    if overdue:
        sentence += _(", %(n)s er over frist") % {"n": count_word(overdue).lower()}
    return f"{sentence}."


@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    """One's own data: what is kept, and the little one may change oneself."""
    person = request.user
    authorize(person, "people.change_profile", person)
    form = ProfileForm(request.POST or None, instance=person, initial={"version": person.version})

    def save() -> None:
        changes = {"phone": form.cleaned_data["phone"]}
        services.edit_person(person, changes, version=form.cleaned_data["version"], by=person)

    done, status = saved(form, save)
    if done:
        messages.success(request, _("Profilen er lagret."))
        return redirect("people:profile")
    roles = RoleGrant.objects.filter(person=person).select_related("unit").order_by("unit__path")
    return render_page(
        request, "people/profile.html", {"form": form, "roles": roles}, status=status
    )
