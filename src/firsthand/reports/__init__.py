"""From bytes to reports: texts, pages, documents, mails, tables, feeds, crawls, archives, folders and addresses."""

from firsthand.reports.base import Given, Received
from firsthand.reports.reader import read, read_bytes, read_line

__all__ = ["Given", "Received", "read", "read_bytes", "read_line"]
