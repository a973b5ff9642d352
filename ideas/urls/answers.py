"""What an answer begins from and leads to, and ideas that are the same."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import improvement, reply_template, sameness

urlpatterns: list[URLPattern | URLResolver] = [
    path("svarmaler/", reply_template.template_list, name="reply_templates"),
    path("svarmaler/ny/", reply_template.template_start, name="reply_template_start"),
    path("svarmaler/standard/", reply_template.add_standard, name="standard_templates"),
    path("svarmaler/<int:pk>/", reply_template.template_edit, name="reply_template"),
    path("<int:pk>/forbedring/", improvement.improvement, name="improvement"),
    path("<int:pk>/forbedring/flytt/", improvement.improvement_move, name="improvement_move"),
    path("<int:pk>/sendt-videre/", improvement.sent_on_reply, name="sent_on_reply"),
    path("<int:pk>/samme/", sameness.same, name="same"),
    path("<int:pk>/samme/<int:other_pk>/ta-bort/", sameness.unlink, name="unlink"),
    path("<int:pk>/sla-sammen/<int:other_pk>/", sameness.merge_propose, name="merge_propose"),
    path("sammenslaing/<int:pk>/", sameness.merge_page, name="merge"),
    path("sammenslaing/<int:pk>/trekk/", sameness.merge_withdraw, name="merge_withdraw"),
    path("sammenslaing/<int:pk>/angre/", sameness.merge_undo, name="merge_undo"),
]
