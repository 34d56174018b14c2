"""Actors: each runs in an interpreter of its own and lives on its mailbox; a supervisor restarts those that die.

    launcher/clutch launcher/examples/actors.py [WORD ...]

An actor dies of an exception, or of anything else that ends its interpreter. Whoever asked is told, the others do not notice.
The mailbox outlives it, so its successor goes on with the next message, and without what the dead one had in mind.
"""

import contextlib
import sys
import threading
from concurrent import interpreters


class ActorDied(Exception):
    """Raised for a question that was fatal, or that comes too late."""


class Actor:
    """A function that runs in an interpreter of its own, with a mailbox for questions and one for answers."""

    def __init__(self, name, behaviour):
        self.name = name
        self.restarts = 0
        self._behaviour = behaviour
        self._mailbox = interpreters.create_queue()
        self._answers = interpreters.create_queue()
        self._turn = threading.Lock()
        self._given_up = False

    def ask(self, question):
        with self._turn:
            if self._given_up:
                raise ActorDied(f"{self.name} died too often")
            self._mailbox.put(question)
            answer, death = self._answers.get()
        if death is not None:
            raise ActorDied(death)
        return answer

    def retire(self):
        """Let it return when it has answered everything."""
        self._mailbox.put(None)

    def live(self):
        """Live one life: until the behaviour returns, or raise what it died of."""
        interpreter = interpreters.create()
        try:
            interpreter.call(self._behaviour, self._mailbox, self._answers)
        finally:
            with contextlib.suppress(interpreters.InterpreterNotFoundError):  # Its death may have been that hard.
                interpreter.close()

    def died(self, death, given_up):
        """Tell whoever asked."""
        self.restarts += 1
        self._given_up = given_up
        text = death.excinfo.formatted if isinstance(death, interpreters.ExecutionFailed) else str(death)
        self._answers.put((None, text))


class Supervisor:
    """Starts actors, and gives each another life when it has died, up to a limit; at the end of "with" all retire."""

    def __init__(self, restarts):
        self._limit = restarts
        self._lives = []

    def start(self, name, behaviour):
        actor = Actor(name, behaviour)
        life = threading.Thread(target=self._watch, args=(actor,), name=name)
        self._lives.append((actor, life))
        life.start()
        return actor

    def _watch(self, actor):
        while actor.restarts <= self._limit:
            try:
                return actor.live()
            except interpreters.InterpreterError as death:
                actor.died(death, given_up=actor.restarts == self._limit)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        for actor, life in self._lives:
            actor.retire()
            life.join()


def add_up(mailbox, answers):
    """Answer each number with the sum of all so far. What is no number is fatal."""
    import os

    total = 0
    while (word := mailbox.get()) is not None:
        if word == "exit":
            os._exit(1)
        total += int(word)
        answers.put((total, None))


def measure(mailbox, answers):
    """Answer each word with its length."""
    while (word := mailbox.get()) is not None:
        answers.put((len(word), None))


def main(words):
    with Supervisor(restarts=3) as supervisor:
        adder = supervisor.start("adder", add_up)
        meter = supervisor.start("meter", measure)
        for word in words:
            try:
                answer = adder.ask(word)
            except ActorDied as death:
                answer = f"died: {death}"
            print(f"{word}, of length {meter.ask(word)}: {answer}")
    print("restarts:", adder.restarts, "and", meter.restarts)


if __name__ == "__main__":
    main(sys.argv[1:] or ["1", "2", "three", "4", "exit", "5"])
