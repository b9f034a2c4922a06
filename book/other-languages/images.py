"""Lesson 2 in Python: photographs made small one after another, by threads, and by processes.

    pip install pillow
    python images.py ../../crates/parallel-images/photographs
"""

import io
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measured import arguments, check, cores, count, measured, refuse, show

try:
    from PIL import Image
except ImportError:
    refuse("Pillow is missing, the library that decodes and resizes: pip install pillow")

WIDTH = 256


# ANCHOR: thumbnail
def thumbnail(path):
    """Decodes a photograph, makes it 256 pixels wide, encodes it."""
    with Image.open(path) as picture:
        height = max(1, round(picture.height * WIDTH / picture.width))
        small = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    jpeg = io.BytesIO()
    small.save(jpeg, "JPEG", quality=85)
    return jpeg.getvalue()
# ANCHOR_END: thumbnail


# ANCHOR: ways
def in_order(paths, workers):
    return [thumbnail(path) for path in paths]


def with_threads(paths, workers):
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(thumbnail, paths))


def with_processes(paths, workers):
    with multiprocessing.Pool(workers) as pool:
        return pool.map(thumbnail, paths, chunksize=1)
# ANCHOR_END: ways


WAYS = {"in order": in_order, "threads": with_threads, "processes": with_processes}


def main():
    parser = arguments(__doc__.splitlines()[0], WAYS)
    parser.add_argument("folder", type=Path, help="a folder with JPEG files")
    parser.add_argument("--times", type=count, default=4, metavar="N", help="go through the folder N times (4)")
    parser.add_argument("--workers", type=count, default=cores(), metavar="N", help="threads or processes (a core each)")
    args = parser.parse_args()
    found = sorted(args.folder.glob("*.jpg"))
    if not found:
        refuse(f"There is no .jpg file in {args.folder}.")
    paths = found * args.times
    try:
        expected = [thumbnail(path) for path in found] * args.times
    except OSError as error:
        refuse(f"A picture can't be used: {error}")

    rows = []
    for name in [args.only] if args.only else WAYS:
        row, thumbnails = measured(name, lambda: WAYS[name](paths, args.workers), processes=name == "processes")
        check(thumbnails == expected, f"{name}: other thumbnails than one after another, or in another order")
        row |= {"pictures": len(paths), "workers": 1 if name == "in order" else args.workers}
        rows.append(row)
    show(rows, args.json)


if __name__ == "__main__":
    main()
