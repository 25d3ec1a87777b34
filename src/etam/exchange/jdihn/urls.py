"""Addresses of the JDIHN feed: the own one for everybody, another's for officers."""

from django.urls import path

from etam.exchange.jdihn import views

app_name = "jdihn"
urlpatterns = [
    path("peraturan/impor-jdih/", views.import_feed, name="import"),
    path("peraturan/impor-jdih/<int:pk>/", views.feed_upload, name="upload"),
    path("peraturan/impor-jdih/<int:pk>/ambil/", views.take, name="take"),
    path("peraturan/impor-jdih/<int:pk>/buang/", views.discard, name="discard"),
]
public_urls = [path("jdih/feed/document.json", views.feed, name="jdih-feed")]
