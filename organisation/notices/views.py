from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organisation.notices import services
from organisation.notices.forms import ChoiceForm
from organisation.notices.models import Notice, NoticeChoice, Rhythm
from organisation.permissions import authorize
from organisation.web.lists import Sort, build_list
from organisation.web.pages import Request, render_page

NEWEST_FIRST = Sort("nyeste", gettext_lazy("Nyeste først"), ("-created_at",))


@never_cache
@require_GET
def notice_list(request: Request) -> HttpResponse:
    """One's notices, newest first; `?vis=uleste` shows only those not opened."""
    notices = Notice.objects.visible_to(request.user)
    unread = services.unread_count(request.user)
    only_unread = request.GET.get("vis") == "uleste"
    shown = notices.unread() if only_unread else notices
    listing = build_list(request, shown, sorts=[NEWEST_FIRST])
    context = {"listing": listing, "unread": unread, "only_unread": only_unread}
    return render_page(request, "notices/list.html", context, fragments=["notice-list"])


@never_cache
@require_GET
def unread(request: Request) -> HttpResponse:
    """The number at the bell, asked for now and then while a page stands open."""
    count = services.unread_count(request.user)
    etag = f'"{request.user.pk}-{count}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    response = render(request, "components/unread.html", {"unread": count})
    response["ETag"] = etag
    return response


@require_GET
def open_notice(request: Request, pk: int) -> HttpResponse:
    """Note that the notice is read, and go where it leads."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    authorize(request.user, "notices.view_notice", notice)
    services.mark_read(notice)
    return redirect(notice.url)


@require_POST
def mark_read(request: Request, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    services.mark_read(notice)
    return redirect("notices:list")


@require_POST
def mark_all_read(request: Request) -> HttpResponse:
    count = services.mark_all_read(request.user)
    if count:
        told = ngettext("%(count)d varsel er lest.", "%(count)d varsler er lest.", count)
        messages.success(request, told % {"count": count})
    return redirect("notices:list")


@require_http_methods(["GET", "POST"])
def choice(request: Request) -> HttpResponse:
    """When the person wants news by e-mail."""
    current = NoticeChoice.objects.filter(person=request.user.pk).first()
    form = ChoiceForm(request.POST or None, instance=current or NoticeChoice(person=request.user))
    if form.is_valid():
        services.choose_rhythm(request.user, Rhythm(form.cleaned_data["rhythm"]))
        messages.success(request, _("Valget ditt er lagret."))
        return redirect("notices:list")
    return render_page(request, "notices/choice.html", {"form": form})
