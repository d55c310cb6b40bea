"""A coder that does what reports tell it: hang, die, be slow, fail. For what stands around the coding."""

from __future__ import annotations

import os
import time

from firsthand.errors import FirsthandError
from firsthand.records import Claim, Report
from tests.around.fakes import FakeCoder


class Obedient(FakeCoder):
    version = "obedient"

    def code(self, report: Report) -> list[Claim]:
        if "HANG" in report.text:
            time.sleep(3600)
        if "DIE" in report.text:
            os._exit(1)
        if "FAULT" in report.text:
            raise ValueError(report.text)
        if "SLOW" in report.text:
            time.sleep(0.4)
        return super().code(report)


def broken() -> Obedient:
    raise FirsthandError("no such codebook; give another")
