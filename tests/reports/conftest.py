from __future__ import annotations

from tests.around.conftest import fake_coder, firsthand

__all__ = ["fake_coder", "firsthand"]
