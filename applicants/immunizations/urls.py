"""Addresses of immunizations."""

from django.urls import path

from applicants.immunizations import views

urlpatterns = [
    path("immunizations/", views.immunization_list, name="immunization_list"),
    path("immunizations/print/", views.immunization_print, name="immunization_print"),
    path("immunizations/<uuid:pk>/delete/", views.immunization_delete, name="immunization_delete"),
]
