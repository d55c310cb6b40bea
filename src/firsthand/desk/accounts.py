"""Accounts of a team: names, roles and hashed passwords (argon2id) in one file, and a limit on guessing."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from firsthand.errors import FirsthandError

Role = Literal["reader", "coder", "editor"]
ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST = 10  # characters of a password; below ten a stolen file is soon guessed through
TRIES, WINDOW_S = 5, 300.0  # failed log-ins of one name, or ten times as many of one address, within five minutes


@dataclass(frozen=True)
class Person:
    """Who sits at the desk. A reader reads, a coder also decides, an editor also adds, assigns and adjudicates."""

    name: str
    role: Role = "editor"

    @property
    def may_code(self) -> bool:
        """May they decide on claims?"""
        return self.role != "reader"

    @property
    def may_edit(self) -> bool:
        """May they add reports, assign work and adjudicate?"""
        return self.role == "editor"


class Accounts:
    """The accounts in a file; read anew at each log-in, so that a change counts at once.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     accounts = Accounts(Path(folder) / "accounts.json")
    ...     accounts.set("Ada", "coder", "correct horse battery")
    ...     accounts.check("Ada", "correct horse battery"), accounts.check("Ada", "wrong"), accounts.check("Bo", "x")
    (Person(name='Ada', role='coder'), None, None)
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            held = json.loads(self.path.read_text(encoding="utf-8"))
            return {str(name): {"role": str(x["role"]), "hash": str(x["hash"])} for name, x in held.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            cure = "make it with: firsthand accounts add NAME"
            raise FirsthandError(f"{self.path}: not a file of accounts ({error}); {cure}") from error

    def people(self) -> list[Person]:
        """Everybody with an account, by name."""
        return [self._person(name, one["role"]) for name, one in sorted(self._read().items())]

    def _person(self, name: str, role: str) -> Person:
        if role not in ROLES:
            raise FirsthandError(f"{self.path}: '{name}' has the role '{role}'; give one of {', '.join(ROLES)}")
        return Person(name, role)

    def set(self, name: str, role: str, password: str) -> None:
        """Make or replace an account.

        Raises ``FirsthandError`` if the name, the role or the password will not do, or the file cannot be written.
        """
        import argon2

        if not name.strip() or len(name) > 80 or not name.isprintable():
            raise FirsthandError(f"'{name[:80]}' is no name for an account; give 1 to 80 printable characters")
        if len(password) < SHORTEST:
            raise FirsthandError(f"the password of '{name}' is too short; give {SHORTEST} characters or more")
        person = self._person(name.strip(), role)
        self._write({**self._read(), person.name: {"role": role, "hash": argon2.PasswordHasher().hash(password)}})

    def remove(self, name: str) -> None:
        """Take an account away. Raises ``FirsthandError`` if there is none."""
        held = self._read()
        if held.pop(name, None) is None:
            raise FirsthandError(f"{self.path}: no account of '{name}'; firsthand accounts list names them")
        self._write(held)

    def _write(self, held: dict[str, dict[str, str]]) -> None:
        try:
            descriptor, name = tempfile.mkstemp(prefix=".accounts-", dir=self.path.parent)  # mode 0600
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(held, file, ensure_ascii=False, indent=1)
            Path(name).replace(self.path)
        except OSError as error:
            raise FirsthandError(f"{self.path}: it cannot be written ({error.strerror}); give another file") from error

    def check(self, name: str, password: str) -> Person | None:
        """Who this is, or None. An unknown name takes as long as a wrong password: names cannot be tried out."""
        import argon2

        hasher = argon2.PasswordHasher()
        held = self._read().get(name)
        try:
            if held is None:
                hasher.hash(password)
                return None
            hasher.verify(held["hash"], password)
        except argon2.exceptions.Argon2Error:
            return None
        return self._person(name, held["role"])


@dataclass
class Limit:
    """Counts failures by name and by address; too many of one within the window, and it must wait."""

    clock: Callable[[], float] = time.monotonic
    _failures: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait_s(self, name: str, address: str) -> float:
        """How long until the next try is let in; 0 for at once.

        >>> limit = Limit(clock=lambda: 0.0)
        >>> [limit.failed("Ada", "::1") for _ in range(5)] and limit.wait_s("Ada", "::1")
        300.0
        """
        return max(self._wait(f"n{name}", TRIES), self._wait(f"a{address}", TRIES * 10))

    def _wait(self, key: str, allowed: int) -> float:
        times = self._failures.get(key)
        if times is None:
            return 0.0
        now = self.clock()
        while times and times[0] <= now - WINDOW_S:
            times.popleft()
        if not times:
            del self._failures[key]
            return 0.0
        return times[-allowed] + WINDOW_S - now if len(times) >= allowed else 0.0

    def failed(self, name: str, address: str) -> None:
        """Count a failure."""
        now = self.clock()
        if len(self._failures) > 10_000:  # names tried at random must not fill the memory
            self._failures = defaultdict(deque, {k: v for k, v in self._failures.items() if v[-1] > now - WINDOW_S})
        self._failures[f"n{name}"].append(now)
        self._failures[f"a{address}"].append(now)
