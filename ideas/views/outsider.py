"""Letting people from partners read and comment on one idea."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas.forms.outsider import InviteForm
from ideas.models import Idea
from ideas.queries.outsider import outsiders_of, with_outsiders
from ideas.services import outsider as services
from ideas.views import on_idea
from ideas.views.reading import visible_idea
from organisation.errors import DomainError
from organisation.people.models import Part
from organisation.people.parts import is_on
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page


def outsiders_on_idea(request: Request, idea: Idea) -> dict[str, Any]:
    """Who from outside reads it, for those inside; who sees to it may end it."""
    person = request.user
    sees_to = person.has_perm("ideas.invite_outsider", idea)
    if not sees_to and not idea.is_author(person):
        return {}
    has_part = getattr(idea, "has_outsiders", False)
    return {
        "outsiders": list(outsiders_of(idea)) if has_part else [],
        "may_invite": has_part and sees_to and not idea.is_withdrawn,
        "may_end_invitation": sees_to,
    }


on_idea.parts["outsiders"] = outsiders_on_idea
on_idea.reads["outsiders"] = with_outsiders


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request, pk: int) -> HttpResponse:
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.invite_outsider", idea)
    if not is_on(idea.district_id, Part.OUTSIDERS, reader=request.user):
        raise Http404
    form = InviteForm(request.POST or None, idea=idea)
    if form.is_valid():
        try:
            invitation = services.invite_outsider(idea, **form.cleaned_data, by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request,
                _("%(name)s kan nå lese og kommentere idéen.") % {"name": invitation.person},
            )
            return redirect(f"{idea.get_absolute_url()}#eksterne")
    return render_page(request, "ideas/invite.html", {"idea": idea, "form": form})


@require_POST
def end_invitation(request: Request, pk: int, invitation_pk: int) -> HttpResponse:
    """One click; inviting again is as easy, so nothing is asked."""
    idea = visible_idea(request, pk)
    authorize(request.user, "ideas.invite_outsider", idea)
    invitation = get_object_or_404(idea.invitations.select_related("person"), pk=invitation_pk)
    services.end_invitation(invitation, by=request.user)
    messages.success(
        request, _("%(name)s kan ikke lese idéen lenger.") % {"name": invitation.person}
    )
    return redirect(f"{idea.get_absolute_url()}#eksterne")
