"""What messages cost between two interpreters: queues of ints, how fast a blocked get() wakes up, a rendezvous.

Runs on Clutch and on CPython 3.14, with the modules that both have:

    launcher/clutch itests/bench/python/queues.py [SECONDS]

Prints the median of some rounds, after SECONDS (15) of the same work to warm up, beside what CPython 3.14 took on another
machine: read the ratios. On CPython its own figures are printed alone. "raw" are the host's methods below put() and get().
"""

import statistics
import sys
import threading
import time
from concurrent import interpreters

CLUTCH = sys.implementation.name == "graalpy"
ROUNDS = 9
# Of a round, at least.
SECONDS = 0.3
CPYTHON = {
    "unbounded": "0.70",
    "maxsize 1000": "0.09",
    "maxsize 1": "0.0001",
}

# Runs in the other interpreter, and does what it is told.
OTHER = """
import time

def put_all(queue, count):
    put = queue.put
    for i in range(count):
        put(i)

def offer_all(queue, count):
    offer = queue._offer
    for i in range(count):
        while not offer(i):
            pass

def send_all(sender, count):
    send = sender.send_many
    for begin in range(0, count, 1000):
        send(range(begin, min(begin + 1000, count)))

def stamp(queue, count):
    for _ in range(count):
        time.sleep(0.002)
        queue.put(time.monotonic_ns())

def answer(ends, count):
    recv, send = ends[0].recv, ends[1].send
    for _ in range(count):
        send(recv())

def serve():
    while (order := orders.get()) is not None:
        globals()[order[0]](*order[1:])

serve()
"""


def get_all(queue, count):
    get = queue.get
    for _ in range(count):
        get()


def poll_all(queue, count):
    poll = queue._poll
    while count:
        if type(poll()) is int:
            count -= 1


def receive_all(receiver, count):
    receive = receiver.recv_many
    while count:
        count -= len(receive(1000))


def ask(ends, count):
    send, recv = ends[0].send, ends[1].recv
    for i in range(count):
        send(i)
        recv()


def seconds(orders, order, act, theirs, ours, count):
    """Give how long it takes until the other interpreter has done its part and this one its own."""
    begin = time.perf_counter()
    orders.put((order, theirs, count))
    act(ours, count)
    return time.perf_counter() - begin


def per_second(orders, warm_up, order, act, theirs, ours=None):
    """Give the median and the best of some rounds: how many are done in a second."""
    ours = theirs if ours is None else ours
    count = 50
    end = time.perf_counter() + warm_up
    while True:
        took = seconds(orders, order, act, theirs, ours, count)
        if took < SECONDS:
            count *= 2
        elif time.perf_counter() > end:
            break
    rates = [count / seconds(orders, order, act, theirs, ours, count) for _ in range(ROUNDS)]
    return statistics.median(rates), max(rates)


def wake_ups(orders, queue, count=500):
    """Give how many microseconds it takes from a put() to the return of a get() that has blocked: median and 99 %."""
    orders.put(("stamp", queue, count))
    taken = sorted((-queue.get() + time.monotonic_ns()) / 1000 for _ in range(count))[: count - 1]
    return statistics.median(taken), taken[int(count * 0.99) - 1]


def main(warm_up):
    other = interpreters.create()
    orders = interpreters.create_queue()
    other.prepare_main(orders=orders)
    thread = threading.Thread(target=other.exec, args=(OTHER,))
    thread.start()

    print(f"{'':30} {'median':>8} {'best':>8}" + (f" {'CPython 3.14':>13}" if CLUTCH else "") + "  million/s")
    # The compiler has to be compiled first.
    per_second(orders, 3 * warm_up, "put_all", get_all, interpreters.create_queue())
    for name, maxsize in (("unbounded", 0), ("maxsize 1000", 1000), ("maxsize 1", 1)):
        figures = per_second(orders, warm_up, "put_all", get_all, interpreters.create_queue(maxsize))
        show(f"ints, {name}", figures, CPYTHON[name])
    if CLUTCH:
        for name, maxsize in (("unbounded", 0), ("maxsize 1000", 1000)):
            queue = interpreters.create_queue(maxsize)
            if hasattr(queue, "_offer"):
                show(f"ints, {name}, raw", per_second(orders, warm_up, "offer_all", poll_all, queue))
        from clutch import channels

        receiver, sender = channels.create("queue", 10_000)
        show("ints, batches of 1000", per_second(orders, warm_up, "send_all", receive_all, sender, receiver))
        there, back = channels.create(), channels.create()
        figures = per_second(orders, warm_up, "answer", ask, (there[0], back[1]), (there[1], back[0]))
        print(f"{'rendezvous, round trip':30} {1e6 / figures[0]:8.2f} {1e6 / figures[1]:8.2f}  us")
    queue = interpreters.create_queue()
    wake_ups(orders, queue)
    median, most = wake_ups(orders, queue)
    print(f"{'blocked get, wake-up':30} {median:8.1f} {most:8.1f}  us, median and 99 %")
    orders.put(None)
    thread.join()
    other.close()


def show(name, figures, peer=""):
    median, best = (figure / 1e6 for figure in figures)
    digits = 2 if median >= 0.01 else 5
    print(f"{name:30} {median:8.{digits}f} {best:8.{digits}f}" + (f" {peer:>13}" if CLUTCH else ""), flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 15.0)
