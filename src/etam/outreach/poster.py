"""The full address of an attendance page."""

from django.conf import settings
from django.urls import reverse

from etam.outreach.models import Event


def attendance_url(event: Event) -> str:
    """The full address, as it stands on the poster."""
    return f"{settings.ADDRESS.rstrip('/')}{reverse('attend', args=[event.token])}"
