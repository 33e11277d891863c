"""Addresses of rotations."""

from django.urls import path

from applicants.rotations import views

urlpatterns = [
    path("rotations/", views.rotation_list, name="rotation_list"),
    path("rotations/<uuid:pk>/", views.rotation_detail, name="rotation_detail"),
    path("rotations/<uuid:pk>/first-day/", views.first_day_edit, name="first_day_edit"),
    path("rotations/<uuid:pk>/done/<slug:code>/", views.tip_check, name="tip_check"),
    path("rotations/<uuid:pk>/journal/", views.journal, name="journal"),
    path("rotations/<uuid:pk>/journal/<uuid:entry_pk>/", views.journal_edit, name="journal_edit"),
    path("rotations/<uuid:pk>/journal/<uuid:entry_pk>/delete/", views.journal_delete, name="journal_delete"),
    path("rotations/<uuid:pk>/log/", views.log, name="log"),
    path("rotations/<uuid:pk>/log/<uuid:line_pk>/", views.log_edit, name="log_edit"),
    path("rotations/<uuid:pk>/log/<uuid:line_pk>/delete/", views.log_delete, name="log_delete"),
]
