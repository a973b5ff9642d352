from django.urls import include, path

from config.health import health

urlpatterns = [
    path("helse/", health, name="health"),
    path("konto/", include("config.account_urls")),
    path("", include("ideas.urls")),
    path("", include("portfolio.urls")),
    path("inkubator/", include("incubator.urls")),
    path("", include("reports.urls")),
    path("varsler/", include("organisation.notices.urls")),
    path("utkast/", include("organisation.drafts.urls")),
    path("jobber/", include("organisation.jobs.urls")),
    path("filer/", include("organisation.files.urls")),
    path("sok/", include("organisation.search.urls")),
    path("", include("organisation.audit.urls")),
    path("", include("organisation.web.urls")),
    path("", include("organisation.people.urls")),
]
