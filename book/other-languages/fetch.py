"""Lesson 1 in Python: several requests one after another, at once on one thread, and at once on a thread each.

    python fetch.py http://127.0.0.1:8080/delay/1

Python 3.11, the standard library alone.
"""

import asyncio
import http.client
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from measured import arguments, check, count, measured, peak_memory, refuse, show


@dataclass
class Answer:
    status: int
    length: int
    complete: bool


# ANCHOR: fetch
async def fetch(url):
    """GETs `url` over a connection of its own."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    try:
        request = f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
        writer.write(request.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.read()
        return answer(head, body)
    finally:
        writer.close()
# ANCHOR_END: fetch


def answer(head, body):
    """What the head of a response says, and whether all of the body came."""
    status_line, *fields = head.decode("latin-1").strip().split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
    announced = fields.get("content-length")
    return Answer(int(status_line.split()[1]), len(body), announced is None or int(announced) == len(body))


# ANCHOR: fetch_in_order
async def fetch_in_order(urls):
    return [await fetch(url) for url in urls]
# ANCHOR_END: fetch_in_order


# ANCHOR: fetch_listed
async def fetch_listed(urls):
    """Looks like all at once, and is one after another: a coroutine does nothing until it is awaited."""
    coroutines = [fetch(url) for url in urls]
    return [await coroutine for coroutine in coroutines]
# ANCHOR_END: fetch_listed


# ANCHOR: fetch_at_once
async def fetch_at_once(urls):
    """`gather` makes a task of each coroutine; the event loop runs whichever can go on."""
    return await asyncio.gather(*(fetch(url) for url in urls))
# ANCHOR_END: fetch_at_once


# ANCHOR: fetch_group
async def fetch_group(urls):
    """The same, and no task outlives the block: if one fails, the others are cancelled."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(url)) for url in urls]
    return [task.result() for task in tasks]
# ANCHOR_END: fetch_group


# ANCHOR: fetch_threads
def fetch_blocking(url):
    """GETs `url` and blocks the thread until the answer is there."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    try:
        connection.request("GET", parts.path or "/", headers={"Connection": "close"})
        response = connection.getresponse()
        return Answer(response.status, len(response.read()), complete=True)  # `read` fails if bytes are missing
    finally:
        connection.close()


def fetch_threads(urls):
    with ThreadPoolExecutor(max_workers=len(urls)) as pool:
        return list(pool.map(fetch_blocking, urls))
# ANCHOR_END: fetch_threads


def on_one_thread(function):
    return lambda urls: asyncio.run(function(urls))


WAYS = {
    "in order": on_one_thread(fetch_in_order),
    "listed": on_one_thread(fetch_listed),
    "at once": on_one_thread(fetch_at_once),
    "group": on_one_thread(fetch_group),
    "threads": fetch_threads,
}


def main():
    parser = arguments(__doc__.splitlines()[0], WAYS)
    parser.add_argument("url", metavar="URL", help="an http:// address, fetched as often as --requests says")
    parser.add_argument("--requests", type=count, default=4, metavar="N", help="how many (4)")
    args = parser.parse_args()
    if not args.url.startswith("http://") or not urlsplit(args.url).hostname:
        refuse(f"{args.url} is not an http:// address; there is no TLS here.")

    rows = []
    for name in [args.only] if args.only else WAYS:
        try:
            row, answers = measured(name, lambda: WAYS[name]([args.url] * args.requests))
        except (OSError, EOFError, http.client.HTTPException, ExceptionGroup) as error:
            first = error.exceptions[0] if isinstance(error, ExceptionGroup) else error
            refuse(f"{args.url} gave no answer: {first}")
        check(len(answers) == args.requests, f"{len(answers)} answers to {args.requests} requests")
        for got in answers:
            check(got.status == 200 and got.length and got.complete, f"{args.url}: {got}")
        row["requests"] = args.requests
        if args.only:
            row["resident_bytes"] = peak_memory()
        rows.append(row)
    show(rows, args.json)


if __name__ == "__main__":
    main()
