"""Where the work is done when one process is not enough: on the machines of a Spark cluster.

Nothing is decided here: reports are read, coded and linked by the same functions as everywhere, called on parts.
"""
