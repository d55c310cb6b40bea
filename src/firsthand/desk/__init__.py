"""The desk: where people check, correct and decide, in the browser, on this machine alone.

What does not need a browser stands apart from what does: ``work``, ``fields``, ``marks``, ``agreement``, ``figures``
and ``accounts`` are plain Python; ``guard`` and ``entrance`` are the door; ``pages`` is what is seen (NiceGUI), with a
few components of its own in ``static``.
"""
