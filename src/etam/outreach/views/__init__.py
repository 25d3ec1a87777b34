"""Views by what they are about: events, those who came, materials, reach and effect, and what everybody may open."""

from etam.outreach.views import attending, events, materials, public, reach

__all__ = ["attending", "events", "materials", "public", "reach"]
