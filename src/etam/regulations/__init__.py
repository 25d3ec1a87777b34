"""The register of laws and regulations, how they relate, and which editions of content rest on them."""
