"""Addresses of the applications room."""

from django.urls import path

from applicants.applications.stubs import stub

urlpatterns = [
    path("applications/new/", stub, name="application_create"),
    path("applications/import/", stub, name="application_import"),
    path("applications/export.csv", stub, name="application_export"),
    path("applications/<uuid:pk>/", stub, name="application_detail"),
    path("applications/shortlist/add/", stub, name="shortlist_add"),
]
