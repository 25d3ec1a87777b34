"""Addresses of the face itself."""

from django.urls import path

from etam.web import views

urlpatterns = [path("komponen/", views.components, name="components")]
