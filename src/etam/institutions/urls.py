from django.urls import path

from etam.institutions import views

app_name = "institutions"

urlpatterns = [
    path("lembaga/", views.index, name="index"),
    path("lembaga/baru/", views.new, name="new"),
    path("lembaga/impor/", views.listing, name="import"),
    path("lembaga/impor/simpan/", views.store_listing, name="store"),
    path("lembaga/<str:code>/", views.institution, name="institution"),
]
