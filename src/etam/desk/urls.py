from django.urls import path

from etam.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("riwayat/", views.journal, name="journal"),
]
