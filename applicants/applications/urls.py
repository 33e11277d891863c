"""Addresses of the applications room."""

from django.urls import path

from applicants.applications import views

urlpatterns = [
    path("applications/shortlist/add/", views.shortlist_add, name="shortlist_add"),
    path("applications/<uuid:pk>/", views.application_detail, name="application_detail"),
]
