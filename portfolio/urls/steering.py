"""The steering group: seats, meetings, agenda, minutes."""

from django.urls import path

from portfolio.views import steering

GROUP = "<slug:slug>/styringsgruppe/"
MEETING = f"{GROUP}<int:number>/"
ITEM = f"{MEETING}sak/<int:pk>/"
urlpatterns = [
    path(GROUP, steering.group_page, name="steering"),
    path(f"{GROUP}plass/<int:pk>/ut/", steering.seat_leave, name="steering_leave"),
    path(f"{GROUP}nytt/", steering.meeting_plan, name="steering_plan"),
    path(MEETING, steering.meeting_page, name="steering_meeting"),
    path(f"{MEETING}endre/", steering.meeting_edit, name="steering_meeting_edit"),
    path(f"{MEETING}avlys/", steering.meeting_cancel, name="steering_cancel"),
    path(f"{MEETING}innkalling/", steering.notice_send, name="steering_notice"),
    path(f"{MEETING}forslag/", steering.agenda_draft, name="steering_draft"),
    path(f"{MEETING}holdt/", steering.meeting_hold, name="steering_hold"),
    path(f"{MEETING}referat/", steering.minutes_write, name="steering_minutes"),
    path(f"{MEETING}godkjenn/", steering.minutes_approve, name="steering_approve"),
    path(f"{MEETING}pdf/", steering.paper_order, name="steering_paper"),
    path(f"{MEETING}sak/ny/", steering.item_add, name="steering_item_add"),
    path(f"{ITEM}endre/", steering.item_edit, name="steering_item_edit"),
    path(f"{ITEM}flytt/", steering.item_move, name="steering_item_move"),
    path(f"{ITEM}fjern/", steering.item_remove, name="steering_item_remove"),
]
