"""Two interpreters, each busy on a core of its own, report to a queue."""
from concurrent import interpreters


def count_primes(start, stop, counts):
    counts.put((start, sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(start, stop))))


counts = interpreters.create_queue()
workers = [interpreters.create() for _ in range(2)]
threads = [w.call_in_thread(count_primes, n, n + 50_000, counts) for w, n in zip(workers, (1_000_000, 1_050_000))]
for _ in workers:
    print("from %d on: %d primes" % counts.get())
for thread, worker in zip(threads, workers):
    thread.join()
    worker.close()
