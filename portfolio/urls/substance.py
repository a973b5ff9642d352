"""What a project is made of: phases' contents, alternatives, documents, lessons, log and thread."""

from django.urls import path

from portfolio.views import (
    alternative,
    deliverable,
    document,
    factor,
    lesson,
    next_plan,
    phase_report,
    principle,
    term,
    test_round,
    thread,
)

PHASE = "<slug:slug>/fase/<slug:kind>/"
REPORT = f"{PHASE}rapport/"

# Pages of a whole district; they begin with a word and come before a project's.
of_district = [
    path("laerdom/", lesson.lesson_list, name="lesson_list"),
    path("prinsipper/", principle.principles, name="principles"),
    path("prinsipper/ny/", principle.principles_publish, name="principles_publish"),
    path("prinsipper/<int:pk>/", principle.principle_version, name="principle_version"),
    path("ordliste/", term.terms, name="terms"),
    path("ordliste/ny/", term.term_add, name="term_add"),
    path("ordliste/<int:pk>/", term.term_edit, name="term_edit"),
    path("ordliste/<int:pk>/fjern/", term.term_remove, name="term_remove"),
    path("dokumentmaler/", document.template_list, name="document_templates"),
    path("dokumentmaler/<slug:kind>/", document.template_edit, name="document_template_edit"),
    path("skriver/<slug:what>/<int:pk>/", phase_report.draft_of, name="substance_draft"),
]
of_project = [
    path("<slug:slug>/faktor/ny/", factor.factor_add, name="factor_add"),
    path("<slug:slug>/faktor/<int:pk>/", factor.factor_edit, name="factor_edit"),
    path("<slug:slug>/faktor/<int:pk>/fjern/", factor.factor_remove, name="factor_remove"),
    path("<slug:slug>/leveranse/ny/", deliverable.deliverable_add, name="deliverable_add"),
    path("<slug:slug>/leveranse/<int:pk>/", deliverable.deliverable_edit, name="deliverable_edit"),
    path(
        "<slug:slug>/leveranse/<int:pk>/fjern/",
        deliverable.deliverable_remove,
        name="deliverable_remove",
    ),
    path("<slug:slug>/testrunde/ny/", test_round.round_add, name="round_add"),
    path("<slug:slug>/testrunde/<int:pk>/", test_round.round_edit, name="round_edit"),
    path("<slug:slug>/testrunde/<int:pk>/fjern/", test_round.round_remove, name="round_remove"),
    path(f"{PHASE}plan/", next_plan.plan_edit, name="plan_edit"),
    path(f"{PHASE}plan/bruk/", next_plan.plan_take_over, name="plan_take_over"),
    path(REPORT, phase_report.report_page, name="phase_report"),
    path(f"{REPORT}pdf/", phase_report.report_order, name="phase_report_order"),
    path(f"{REPORT}oppfolging/ny/", phase_report.follow_up_add, name="follow_up_add"),
    path(f"{REPORT}oppfolging/<int:pk>/", phase_report.follow_up_finish, name="follow_up_finish"),
    path(f"{REPORT}del/<slug:part>/", phase_report.section_edit, name="phase_report_section"),
    path(
        f"{REPORT}del/<slug:part>/hent/",
        phase_report.section_redraw,
        name="phase_report_redraw",
    ),
    path("<slug:slug>/alternativer/", alternative.alternative_list, name="alternatives"),
    path("<slug:slug>/alternativer/ny/", alternative.comparison_add, name="comparison_add"),
    path("<slug:slug>/alternativer/<int:pk>/", alternative.comparison_edit, name="comparison_edit"),
    path(
        "<slug:slug>/alternativer/<int:pk>/nytt/",
        alternative.alternative_add,
        name="alternative_add",
    ),
    path(
        "<slug:slug>/alternativer/<int:pk>/velg/",
        alternative.comparison_choose,
        name="comparison_choose",
    ),
    path(
        "<slug:slug>/alternativer/<int:pk>/apne/",
        alternative.comparison_reopen,
        name="comparison_reopen",
    ),
    path("<slug:slug>/alternativ/<int:pk>/", alternative.alternative_edit, name="alternative_edit"),
    path(
        "<slug:slug>/alternativ/<int:pk>/fjern/",
        alternative.alternative_remove,
        name="alternative_remove",
    ),
    path("<slug:slug>/dokumenter/", document.document_list, name="documents"),
    path("<slug:slug>/dokumenter/ny/", document.document_add, name="document_add"),
    path("<slug:slug>/dokumenter/ny/<slug:kind>/", document.document_add, name="document_add_kind"),
    path("<slug:slug>/dokumenter/<int:pk>/", document.document_page, name="document"),
    path("<slug:slug>/dokumenter/<int:pk>/endre/", document.document_edit, name="document_edit"),
    path("<slug:slug>/dokumenter/<int:pk>/versjon/", document.version_add, name="version_add"),
    path(
        "<slug:slug>/dokumenter/<int:pk>/vis/<int:number>/",
        document.version_show,
        name="version_show",
    ),
    path(
        "<slug:slug>/dokumenter/<int:pk>/fjern/", document.document_remove, name="document_remove"
    ),
    path("<slug:slug>/laerdom/", lesson.project_lessons, name="lessons"),
    path("<slug:slug>/laerdom/ny/", lesson.lesson_add, name="lesson_add"),
    path("<slug:slug>/laerdom/<int:pk>/", lesson.lesson_page, name="lesson"),
    path("<slug:slug>/laerdom/<int:pk>/endre/", lesson.lesson_edit, name="lesson_edit"),
    path("<slug:slug>/laerdom/<int:pk>/fjern/", lesson.lesson_remove, name="lesson_remove"),
    path("<slug:slug>/laerdom/<int:pk>/bruk/", lesson.lesson_use, name="lesson_use"),
    path("<slug:slug>/laerdom/<int:pk>/ta-tilbake/", lesson.lesson_unuse, name="lesson_unuse"),
    path("<slug:slug>/logg/", thread.log, name="log"),
    path("<slug:slug>/trad/", thread.thread, name="thread"),
]
