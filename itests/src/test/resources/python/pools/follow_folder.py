"""Pools that files of a configuration folder make, change and remove while this runs: run by ConfigFolderIT."""

import pathlib
import sys
import time

from clutch import pools

folder = pathlib.Path(sys.argv[1])


def write(pool, text):
    begun = folder / "begun"
    begun.write_text(text)
    begun.rename(file(pool))


def file(pool):
    return folder / f"org.clutch.pool~{pool}.cfg"


def until(condition):
    while not condition():
        time.sleep(0)


def most(pool):
    return pool.statistics().max


def current_id():
    from concurrent import interpreters

    return interpreters.get_current().id


print("at the start:", *pools.names())
with pools.get("render") as pool:
    number = pool.submit(current_id).result()
    print("at most", most(pool))
    write("render", "max = 3\nspare = 0\nreset = keep\n")
    until(lambda: most(pool) == 3)
    print("the same interpreter:", pool.submit(current_id).result() == number)
    write("render", "max = -5\n")
    # Changes come in order, so once this one has come and gone, the wrong one has been seen.
    write("other", "max = 1\n")
    until(lambda: "other" in pools.names())
    file("other").unlink()
    until(lambda: "other" not in pools.names())
    print("after a wrong value at most", most(pool), "and the same:", pool.submit(current_id).result() == number)
    file("render").unlink()
    until(lambda: "render" not in pools.names())
    try:
        pool.submit(current_id).result()
    except pools.PoolClosedError as e:
        print(e)
