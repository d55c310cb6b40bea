"""From bytes to reports: text, HTML, JSON lines, folders, standard input and single addresses."""

from firsthand.reports.reader import Given, Received, read

__all__ = ["Given", "Received", "read"]
