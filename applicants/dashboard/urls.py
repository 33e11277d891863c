"""Addresses of dashboard."""

from django.urls import path

from applicants.dashboard import views

urlpatterns = [
    path("dashboard/", views.dashboard, name="dashboard"),
]
