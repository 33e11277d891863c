"""Addresses of the import of programs, below the admin's own."""

from django.urls import path

from programs.curation.spreadsheet import views

app_name = "program_import"
urlpatterns = [
    path("", views.upload, name="upload"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/columns/", views.columns, name="columns"),
    path("<int:pk>/undo/", views.undo_import_view, name="undo"),
]
