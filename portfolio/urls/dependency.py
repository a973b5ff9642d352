"""What projects rest on: the register, and the use of it in a project."""

from django.urls import path

from portfolio.views import dependency

OF_PROJECT = "<slug:slug>/avhengigheter/"
urlpatterns = [
    path("avhengigheter/", dependency.dependency_list, name="dependency_list"),
    path("avhengigheter/ny/", dependency.dependency_add, name="dependency_add"),
    path("avhengigheter/<int:pk>/", dependency.dependency_page, name="dependency"),
    path("avhengigheter/<int:pk>/endre/", dependency.dependency_edit, name="dependency_edit"),
    path("avhengigheter/<int:pk>/sjekket/", dependency.dependency_check, name="dependency_check"),
    path(OF_PROJECT, dependency.use_list, name="dependencies"),
    path(f"{OF_PROJECT}ny/", dependency.use_add, name="dependency_use_add"),
    path(f"{OF_PROJECT}<int:pk>/", dependency.use_edit, name="dependency_use_edit"),
    path(f"{OF_PROJECT}<int:pk>/fjern/", dependency.use_remove, name="dependency_use_remove"),
]
