"""Makes the language model of firsthand from data to weights: ``python -m training --bench FOLDER``."""
