"""Addresses of this room, under /meja/."""

from django.urls import URLPattern

from etam.programmes.activity_urls import activity_patterns
from etam.programmes.body_urls import body_patterns
from etam.programmes.money_urls import money_patterns
from etam.programmes.welfare_urls import welfare_patterns

app_name = "programmes"
urlpatterns: list[URLPattern] = [
    *body_patterns,
    # Before those of programmes: an office's year has an address of the same form.
    *welfare_patterns,
    *money_patterns,
    *activity_patterns,
]
