"""The table of laws."""

from django.urls import URLPattern, URLResolver, path

from reports.views import legal_basis

urlpatterns: list[URLPattern | URLResolver] = [
    path("hjemler/", legal_basis.basis_list, name="legal_bases"),
    path("hjemler/ny/", legal_basis.basis_start, name="legal_basis_start"),
    path("hjemler/standard/", legal_basis.add_standard, name="standard_bases"),
    path("hjemler/<int:pk>/", legal_basis.basis_edit, name="legal_basis"),
]
