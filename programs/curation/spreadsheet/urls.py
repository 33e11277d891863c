"""Addresses of the import of programs, below the admin's own."""

from django.urls import path

from programs.curation.spreadsheet import views

app_name = "program_import"
urlpatterns = [
    path("", views.for_curators(views.upload), name="upload"),
    path("<int:pk>/", views.for_curators(views.detail), name="detail"),
    path("<int:pk>/columns/", views.for_curators(views.columns), name="columns"),
    path("<int:pk>/undo/", views.for_curators(views.undo_import), name="undo"),
]
