"""The archive of a case."""

from django.urls import URLPattern, URLResolver, path

from reports.views import archive

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/arkiv/", archive.panel, name="archive"),
    path("<int:pk>/arkiv/send/", archive.send_case, name="archive_send"),
    path(
        "<int:pk>/arkiv/protokoll/<int:extract_id>/", archive.send_extract, name="archive_extract"
    ),
    path("<int:pk>/arkiv/<int:delivery_id>/igjen/", archive.try_again, name="archive_again"),
    path("<int:pk>/arkiv/<int:delivery_id>/kvittering/", archive.look, name="archive_look"),
]
