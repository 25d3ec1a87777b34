"""The progress report for the next meeting as PDF/A: what became of each recommendation, and what the figures say."""

from etam.publishing.progress_report.keeping import report

__all__ = ["report"]
