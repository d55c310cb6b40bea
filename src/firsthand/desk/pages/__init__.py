"""What is seen: one module a page, on NiceGUI."""
