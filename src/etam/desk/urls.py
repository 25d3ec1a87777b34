from django.urls import path

from etam.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("riwayat/", views.journal, name="journal"),
    path("orang/", views.people, name="people"),
    path("orang/<int:pk>/", views.person, name="person"),
    path("orang/<int:pk>/aktif/", views.activate, name="person-activate"),
    path("orang/<int:pk>/tautan/", views.invite, name="person-invite"),
    path("penugasan/<int:pk>/akhiri/", views.end, name="membership-end"),
]
