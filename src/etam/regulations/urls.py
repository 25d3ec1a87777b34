"""Addresses of this room, under /meja/."""

from django.urls import path

from etam.regulations import views

app_name = "regulations"
urlpatterns = [
    path("peraturan/tanda/", views.flags.index, name="flags"),
    path("peraturan/tanda/daftar.csv", views.flags.table, name="flags_csv"),
    path("peraturan/tanda/<int:pk>/", views.flags.flag, name="flag"),
    path("peraturan/tanda/<int:pk>/buka/", views.flags.reopen, name="flag_reopen"),
]
