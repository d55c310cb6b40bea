"""A situation report for people who use no data tools: one page with map, timeline, tables and method."""
