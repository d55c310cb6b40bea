"""How the weights of the MUC-4 templates were made."""
