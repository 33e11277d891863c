"""Addresses of the review queue, below the admin's."""

from django.urls import path

from programs.curation.review import views

app_name = "review"
urlpatterns = [
    path("", views.review_queue, name="queue"),
    path("next/", views.claim_next, name="next"),
    path("undo/", views.undo_answer, name="undo"),
    path("<int:program_id>/", views.review_program, name="program"),
    path("<int:program_id>/source/<int:number>/", views.open_source, name="source"),
    path("<int:program_id>/ahead/", views.open_next_source, name="ahead"),
    path("<int:program_id>/fact/<str:path>/", views.edit_fact, name="edit"),
]
