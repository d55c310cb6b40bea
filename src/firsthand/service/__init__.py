"""The coder as an HTTP service: reports in, claims out; nothing is stored and no address is fetched."""
