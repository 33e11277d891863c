"""Addresses of the review queue, below the admin's."""

from django.urls import path

from programs.curation.review import views

app_name = "review"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("next/", views.take_next, name="next"),
    path("undo/", views.undo, name="undo"),
    path("<int:program_id>/", views.program, name="program"),
    path("<int:program_id>/source/<int:number>/", views.source, name="source"),
    path("<int:program_id>/ahead/", views.ahead, name="ahead"),
    path("<int:program_id>/fact/<str:path>/", views.edit, name="edit"),
]
