"""Addresses of trips."""

from django.urls import path

from applicants.plans import views

ONE = "plans/<uuid:pk>/"

urlpatterns = [
    path("plans/", views.trip_list, name="trip_list"),
    path("plans/new/", views.trip_create, name="trip_create"),
    path(ONE, views.trip_detail, name="trip_detail"),
    path(f"{ONE}edit/", views.trip_edit, name="trip_edit"),
    path(f"{ONE}delete/", views.trip_delete, name="trip_delete"),
    path(f"{ONE}rotations/new/", views.rotation_edit, name="trip_rotation_create"),
    path(f"{ONE}rotations/<int:rotation_pk>/", views.rotation_edit, name="trip_rotation_edit"),
    path(f"{ONE}rotations/<int:rotation_pk>/remove/", views.rotation_remove, name="trip_rotation_remove"),
    path(f"{ONE}costs/new/", views.cost_edit, name="trip_cost_create"),
    path(f"{ONE}costs/proposed/<slug:code>/", views.cost_edit, name="trip_cost_change"),
    path(f"{ONE}costs/<int:cost_pk>/", views.cost_edit, name="trip_cost_edit"),
    path(f"{ONE}costs/<int:cost_pk>/delete/", views.cost_delete, name="trip_cost_delete"),
    path(f"{ONE}steps/", views.step_list, name="trip_steps"),
    path(f"{ONE}steps/<slug:code>/", views.step_edit, name="trip_step_edit"),
    path(f"{ONE}steps/<slug:code>/done/", views.step_done, name="trip_step_done"),
]
