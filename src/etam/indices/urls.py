"""Addresses of runs and releases, under /meja/."""

from django.urls import path

from etam.indices import views

app_name = "indices"
urlpatterns = [
    path("perhitungan/", views.runs, name="runs"),
    path("perhitungan/baru/", views.new_run, name="new-run"),
    path("perhitungan/<int:pk>/", views.run, name="run"),
    path("perhitungan/<int:pk>/kemajuan/", views.run_progress, name="run-progress"),
    path("perhitungan/<int:pk>/ulang/", views.restart, name="restart"),
    path("perhitungan/<int:pk>/usulkan/", views.propose, name="propose"),
    path("perhitungan/rilis/<slug:code>/", views.release, name="release"),
    path("perhitungan/rilis/<slug:code>/terbitkan/", views.publish, name="publish"),
    path("perhitungan/rilis/<slug:code>/tolak/", views.decline, name="decline"),
    path("perhitungan/rilis/<slug:code>/berkas/<str:name>", views.release_file, name="release-file"),
]
