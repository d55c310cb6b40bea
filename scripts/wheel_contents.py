"""Does a wheel carry all that firsthand needs at run time? ``python scripts/wheel_contents.py WHEEL``"""

from __future__ import annotations

import fnmatch
import sys
import zipfile

# A pattern of paths, the fewest files that must match it, and the fewest bytes that they must have together.
NEEDED = [
    ("firsthand/py.typed", 1, 0),
    ("firsthand/language/model/*.onnx", 1, 1_000_000),
    ("firsthand/language/model/tokenizer.json", 1, 100_000),
    ("firsthand/codebook/types/*.yaml", 40, 10_000),
    ("firsthand/gazetteer/*.sqlite*", 1, 5_000_000),
    ("firsthand/samples/reports/*.txt", 12, 5_000),
    ("firsthand/reports/*.yaml", 4, 10_000),
    ("firsthand/exports/page.css", 1, 1_000),
    ("firsthand/desk/static/*", 8, 40_000),
    ("firsthand/exports/outlines.json", 1, 700_000),
    ("*.dist-info/licenses/LICENSE", 1, 5_000),
    ("*.dist-info/licenses/NOTICE", 1, 100),
]


def main(wheel: str) -> int:
    """Print what is missing; exit status 1 if anything is."""
    with zipfile.ZipFile(wheel) as archive:
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    missing = 0
    for pattern, files, size in NEEDED:
        found = fnmatch.filter(sizes, pattern)
        held = sum(sizes[name] for name in found)
        if len(found) < files or held < size:
            missing += 1
            print(
                f"missing: {pattern}: {len(found)} files of {held} bytes; at least {files} of {size}", file=sys.stderr
            )
        else:
            print(f"{pattern}: {len(found)} files, {held} bytes")
    strangers = [name for name in sizes if not name.startswith(("firsthand/", "firsthand-"))]
    print(f"{wheel}: {len(sizes)} files, {sum(sizes.values())} bytes unpacked; outside the package: {strangers}")
    return 1 if missing or strangers else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
