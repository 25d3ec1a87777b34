"""Pages of collection, one module for each desk."""
