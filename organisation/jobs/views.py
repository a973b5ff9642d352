from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from organisation.jobs import services
from organisation.jobs.models import Job
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page


@never_cache
@require_GET
def job_page(request: Request, public_id: UUID) -> HttpResponse:
    """How far the job has come; asked again each second until it has ended.

    `?sett=` is what the page shows already; when nothing is new the answer is empty, so that a
    screen reader is not told the same thing each second.
    """
    job = get_object_or_404(Job.objects.visible_to(request.user), public_id=public_id)
    if request.htmx and request.GET.get("sett") == job.looks:
        return HttpResponse(status=204)
    return render_page(request, "jobs/job.html", {"job": job}, fragments=["job-progress"])


@require_POST
def retry(request: Request, public_id: UUID) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), public_id=public_id)
    authorize(request.user, "jobs.retry_job", job)
    if not (job.has_failed or job.is_cancelled):
        messages.info(request, _("Arbeidet er ikke stoppet, så det trenger ikke et nytt forsøk."))
    services.retry(job, by=request.user)
    return redirect(job)


@require_POST
def cancel(request: Request, public_id: UUID) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.user), public_id=public_id)
    authorize(request.user, "jobs.cancel_job", job)
    if job.is_finished:
        messages.info(request, _("Arbeidet var alt ferdig."))
    services.cancel(job, by=request.user)
    return redirect(job)
