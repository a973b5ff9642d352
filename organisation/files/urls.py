from django.urls import path

from organisation.files import views

app_name = "files"
urlpatterns = [
    path("bilde/", views.image_upload, name="image_upload"),
    path("dokument/<uuid:public_id>/", views.document_page, name="document"),
    path("dokument/<uuid:public_id>/igjen/", views.document_retry, name="document_retry"),
    path("dokument/<uuid:public_id>/avbryt/", views.document_cancel, name="document_cancel"),
    path("dokumenter/", views.document_list, name="document_list"),
    path("samling/<uuid:public_id>/", views.batch_page, name="batch"),
    path("samling/<uuid:public_id>/avbryt/", views.batch_cancel, name="batch_cancel"),
    path("samling/<uuid:public_id>/igjen/", views.batch_retry, name="batch_retry"),
    path("samling/<uuid:public_id>/zip/", views.batch_zip, name="batch_zip"),
    path("<str:key>/", views.file_download, name="file"),
]
