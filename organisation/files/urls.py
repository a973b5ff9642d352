from django.urls import path

from organisation.files import views

app_name = "files"
urlpatterns = [
    path("bilde/", views.image_upload, name="image_upload"),
    path("dokument/<uuid:public_id>/", views.document_page, name="document"),
    path("dokument/<uuid:public_id>/igjen/", views.document_retry, name="document_retry"),
    path("<str:key>/", views.file_download, name="file"),
]
