"""Cases: list, desk, saksgang and flow."""

from django.urls import URLPattern, URLResolver, path

from reports.views import cases, flow, saksgang, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", cases.case_list, name="case_list"),
    path("ny/", cases.case_start, name="case_start"),
    path("<int:pk>/", cases.case_detail, name="case"),
    path("<int:pk>/les/", cases.case_read, name="read"),
    path("<int:pk>/historikk/", cases.case_history, name="history"),
    path("<int:pk>/hode/", writing.head, name="head"),
    path("<int:pk>/forslag/", writing.proposal, name="proposal"),
    path("<int:pk>/del/ny/", writing.section_add, name="section_add"),
    path("<int:pk>/del/<int:section_id>/", writing.section, name="section"),
    path("<int:pk>/del/<int:section_id>/flytt/", writing.section_move, name="section_move"),
    path("<int:pk>/del/<int:section_id>/fjern/", writing.section_remove, name="section_remove"),
    path("<int:pk>/saksgang/", saksgang.saksgang, name="saksgang"),
    path("<int:pk>/saksgang/nytt/", saksgang.stop_add, name="stop_add"),
    path("<int:pk>/saksgang/<int:stop_id>/", saksgang.stop_change, name="stop_change"),
    path("<int:pk>/vedlegg/", saksgang.attachments, name="attachments"),
    path("<int:pk>/vedlegg/<int:attachment_id>/", saksgang.attachment_edit, name="attachment_edit"),
    path(
        "<int:pk>/vedlegg/<int:attachment_id>/flytt/",
        saksgang.attachment_move,
        name="attachment_move",
    ),
    path(
        "<int:pk>/vedlegg/<int:attachment_id>/fjern/",
        saksgang.attachment_remove,
        name="attachment_remove",
    ),
    path("<int:pk>/steg/<slug:name>/", flow.step, name="step"),
    path("<int:pk>/tilbake/", flow.return_case, name="return"),
    path("<int:pk>/vedtak/<int:stop_id>/", flow.vedtak, name="vedtak"),
    path("<int:pk>/pdf/", flow.order_pdf, name="order_pdf"),
]
