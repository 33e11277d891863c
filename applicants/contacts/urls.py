"""Addresses of contacts."""

from django.urls import path

from applicants.contacts import views

ONE = "contacts/<uuid:pk>/"

urlpatterns = [
    path("contacts/", views.contact_list, name="contact_list"),
    path("contacts/new/", views.contact_create, name="contact_create"),
    path("contacts/export.csv", views.contact_export_csv, name="contact_export_csv"),
    path("contacts/export.xlsx", views.contact_export_xlsx, name="contact_export_xlsx"),
    path(ONE, views.contact_detail, name="contact_detail"),
    path(f"{ONE}edit/", views.contact_edit, name="contact_edit"),
    path(f"{ONE}next/", views.contact_next, name="contact_next"),
    path(f"{ONE}applications/", views.contact_tie, name="contact_tie"),
    path(f"{ONE}delete/", views.contact_delete, name="contact_delete"),
]
