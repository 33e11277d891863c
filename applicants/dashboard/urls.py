"""Addresses of the dashboard pages."""

from django.urls import path

from applicants.dashboard import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
]
