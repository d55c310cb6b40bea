"""Fuzzing of the readers: any bytes give reports or a clear word, and nothing else."""
