"""Base templates, components, maps and the way numbers and dates are written."""
