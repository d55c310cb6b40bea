"""Claims and events as people and programs read them: one file a format."""
