"""Addresses of trips."""

from django.urls import path

from applicants.plans.views import guides, trips

ONE = "plans/<uuid:pk>/"

urlpatterns = [
    path("pathway/", guides.pathway, name="pathway"),
    path("pathway/<slug:code>/", guides.pathway_edit, name="pathway_edit"),
    path("visas/plan/", guides.visa_planner, name="visa_planner"),
    path("plans/", trips.trip_list, name="trip_list"),
    path("plans/new/", trips.trip_create, name="trip_create"),
    path(ONE, trips.trip_detail, name="trip_detail"),
    path(f"{ONE}edit/", trips.trip_edit, name="trip_edit"),
    path(f"{ONE}delete/", trips.trip_delete, name="trip_delete"),
    path(f"{ONE}rotations/new/", trips.rotation_edit, name="trip_rotation_create"),
    path(f"{ONE}rotations/<int:rotation_pk>/", trips.rotation_edit, name="trip_rotation_edit"),
    path(f"{ONE}rotations/<int:rotation_pk>/remove/", trips.rotation_remove, name="trip_rotation_remove"),
    path(f"{ONE}costs/new/", trips.cost_edit, name="trip_cost_create"),
    path(f"{ONE}costs/proposed/<slug:code>/", trips.cost_edit, name="trip_cost_change"),
    path(f"{ONE}costs/<int:cost_pk>/", trips.cost_edit, name="trip_cost_edit"),
    path(f"{ONE}costs/<int:cost_pk>/delete/", trips.cost_delete, name="trip_cost_delete"),
    path(f"{ONE}steps/", trips.step_list, name="trip_steps"),
    path(f"{ONE}steps/<slug:code>/", trips.step_edit, name="trip_step_edit"),
    path(f"{ONE}steps/<slug:code>/done/", trips.step_done, name="trip_step_done"),
]
