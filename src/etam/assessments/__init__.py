"""Accreditation and archive audits: an instrument scored by several people up to a certificate or report."""
