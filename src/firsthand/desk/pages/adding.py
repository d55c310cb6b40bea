"""Being made."""
from firsthand.desk.work import Work
def register(work: Work) -> None:
    """None yet."""
