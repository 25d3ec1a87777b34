"""Every filter and tag of the face under one name: `{% load etam %}`. The list with examples is docs/components.md."""

from django import template

from etam.web.tags import blocks, figures, marks, navigation, numbers

register = template.Library()
for part in (numbers, marks, figures, navigation, blocks):
    register.filters.update(part.register.filters)
    register.tags.update(part.register.tags)
