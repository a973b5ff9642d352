"""Status reports: the district's list and rhythms, and the reports of one project."""

from django.urls import path, register_converter

from portfolio.lifecycle.status import ReportClass
from portfolio.views import status, status_list


class ReportClassConverter:
    regex = "|".join(ReportClass.values)

    def to_python(self, value: str) -> ReportClass:
        return ReportClass(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(ReportClassConverter, "report_class")

STATUS = "<slug:slug>/status/"
urlpatterns = [
    path("status/", status_list.status_list, name="status_list"),
    path("status/rytme/", status_list.rhythm_list, name="rhythms"),
    path("status/rytme/<report_class:report_class>/", status_list.rhythm_edit, name="rhythm_edit"),
    path("status/utkast/<int:pk>/", status.status_draft, name="status_draft"),
    path(STATUS, status.status_page, name="status"),
    path(f"{STATUS}<int:number>/", status.status_report, name="status_report"),
    path(f"{STATUS}start/", status.status_start, name="status_start"),
    path(f"{STATUS}skriv/", status.status_write, name="status_write"),
    path(f"{STATUS}se-over/", status.status_preview, name="status_preview"),
    path(f"{STATUS}uendret/", status.status_unchanged, name="status_unchanged"),
    path(f"{STATUS}forkast/", status.status_discard, name="status_discard"),
    path(f"{STATUS}skribenter/", status.status_writers, name="status_writers"),
]
