"""The form of a district's cases, and the posts that approve them."""

from django.urls import URLPattern, URLResolver, path

from reports.views import office, template

urlpatterns: list[URLPattern | URLResolver] = [
    path("maler/", template.form_list, name="forms"),
    path("maler/skjema/", template.form_pick, name="form_pick"),
    path("maler/<int:pk>/", template.form_page, name="form"),
    path("maler/<int:pk>/utseende/", template.form_look, name="form_look"),
    path("maler/<int:pk>/deler/<slug:start>/", template.form_sections, name="form_sections"),
    path("maler/<int:pk>/fraser/", template.form_phrases, name="form_phrases"),
    path("maler/<int:pk>/word/", template.form_word, name="form_word"),
    path("maler/<int:pk>/gjeldende/", template.form_current, name="form_current"),
    path("maler/<int:pk>/pdf/", template.form_pdf, name="form_pdf"),
    path("godkjennere/", office.office_list, name="offices"),
    path("godkjennere/ny/", office.office_add, name="office_add"),
    path("godkjennere/<int:pk>/", office.office_edit, name="office"),
]
