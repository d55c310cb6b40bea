"""Tests of what stands around the reading: reports, ledger, linking, exports, command line, documents."""
