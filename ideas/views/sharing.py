"""Asking to stand behind somebody else's idea, and saying yes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas.services import sharing
from ideas.views.reading import visible_idea
from organisation.errors import DomainError
from organisation.people.models import Person
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page


@require_POST
def ask_to_share(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.ask_to_share", idea)
    try:
        sharing.ask_to_share(idea, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Innmelderen er spurt. Du får varsel når du er med."))
    return redirect(idea)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: Request, pk: int, person_pk: int) -> HttpResponse:
    """One of those behind the idea lets a supporter stand behind it too."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.share_idea", idea)
    person = get_object_or_404(Person.objects.filter(supports__idea=idea), pk=person_pk)
    if request.method == "POST":
        try:
            sharing.share_idea(idea, person, by=request.user)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("%(name)s er nå medinnmelder på idéen.") % {"name": person})
        return redirect(idea)
    confirmation = Confirmation(
        heading=_("Ta med en medinnmelder"),
        question=_(
            "%(name)s støtter idéen og vil være med. Dere står da bak den sammen, og får"
            " spørsmål og svar begge to."
        )
        % {"name": person},
        facts=[(_("Idé"), idea.number), (_("Tittel"), idea.title)],
        action=_("Ta med"),
        back_url=idea.get_absolute_url(),
        is_dangerous=False,
    )
    return render_page(request, "components/confirm.html", {"confirmation": confirmation})
