"""Who a guest said to be, for those who see to the idea, and letting it go."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas.forms.nameless import ForgetGuestForm
from ideas.models import Idea, Visibility
from ideas.models.guest import IdeaGuest
from ideas.services import nameless
from ideas.views.on_idea import parts
from ideas.views.reading import visible_idea
from organisation.permissions import authorize
from organisation.web.components import Confirmation
from organisation.web.pages import Request, render_page


def guest_on_idea(request: Request, idea: Idea) -> dict[str, Any]:
    may_know = idea.visibility == Visibility.GUEST and request.user.has_perm(
        "ideas.view_guest", idea
    )
    return {"guest": IdeaGuest.objects.filter(idea=idea).first() if may_know else None}


parts["guest"] = guest_on_idea


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: Request, pk: int) -> HttpResponse:
    """Take out name and contact when they are not needed any more."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.view_guest", idea)
    if not IdeaGuest.objects.filter(idea=idea).exists():
        raise Http404
    form = ForgetGuestForm(request.POST or None)
    if form.is_valid():
        nameless.forget_guest(idea, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Navn og kontakt er slettet, også fra historikken."))
        return redirect(idea)
    confirmation = Confirmation(
        heading=_("Slett navn og kontakt"),
        question=_("Idéen blir stående. Navn og kontakt kan ikke hentes tilbake."),
        facts=[(_("Idé"), idea.number), (_("Tittel"), idea.title)],
        action=_("Slett navn og kontakt"),
        back_url=idea.get_absolute_url(),
    )
    context = {"confirmation": confirmation, "form": form}
    return render_page(request, "components/confirm.html", context)
