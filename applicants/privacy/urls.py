"""Addresses of privacy."""

from django.urls import path

from applicants.privacy import views

urlpatterns = [
    path("me/", views.account, name="account"),
    path("me/export.zip", views.data_export, name="data_export"),
    path("me/delete/", views.account_delete, name="account_delete"),
]
