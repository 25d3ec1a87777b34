"""Base templates, components, maps, lists that come as CSV, and the way numbers and dates are written."""
