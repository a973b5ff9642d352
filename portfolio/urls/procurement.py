"""Procurement, and the dialogue with the market."""

from django.urls import path

from portfolio.views import procurement

BUY = "<slug:slug>/anskaffelse/"
urlpatterns = [
    path(BUY, procurement.procurement_page, name="procurement"),
    path(f"{BUY}ny/", procurement.procurement_add, name="procurement_add"),
    path(f"{BUY}<int:pk>/", procurement.procurement_edit, name="procurement_edit"),
    path(f"{BUY}<int:pk>/tildelt/", procurement.procurement_award, name="procurement_award"),
    path(f"{BUY}<int:pk>/fjern/", procurement.procurement_remove, name="procurement_remove"),
    path(f"{BUY}dialog/ny/", procurement.dialogue_add, name="dialogue_add"),
    path(f"{BUY}dialog/<int:pk>/", procurement.dialogue_edit, name="dialogue_edit"),
    path(f"{BUY}dialog/<int:pk>/fjern/", procurement.dialogue_remove, name="dialogue_remove"),
]
