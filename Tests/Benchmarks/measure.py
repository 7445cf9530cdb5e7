"""What all benchmarks do: run a command and say what it took, ask the bench's server, print pairs as rows with their ratio."""
import json
import os
import statistics
import subprocess
import sys
import time

PSQL = "/usr/lib/postgresql/15/bin/psql"


def run(command, environment=None, into=subprocess.PIPE, done=(0,)):
    """Seconds, peak memory in MiB and output of a command; ends the benchmark when it does not end as it should."""
    begin = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=into, stderr=subprocess.STDOUT)
    output = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begin
    if process.returncode not in done:
        sys.exit(f"bench: {' '.join(command)} ended with {process.returncode}\n{output.decode(errors='replace')}")
    return seconds, usage.ru_maxrss / 1024, output


class Server:
    """The databases of the bench's own server."""

    def __init__(self, work):
        with open(f"{work}/database.json", encoding="utf-8") as answer:
            self.conninfo = json.load(answer)["conninfo"]
        self.parts = dict(part.split("=", 1) for part in self.conninfo.split())

    def database(self, name):
        """The conninfo of a database."""
        return self.conninfo.replace("dbname=nephrite", f"dbname={name}")

    def environment(self, name, **more):
        """What libpq reads, for programs that take no conninfo."""
        return dict(os.environ, PGHOST=self.parts["host"], PGPORT=self.parts["port"], PGDATABASE=name,
                    PGUSER=self.parts["user"], **more)

    def psql(self, name, *arguments):
        """Runs statements or files."""
        return run([PSQL, "-Xq", "-v", "ON_ERROR_STOP=1", self.database(name), *arguments])

    def value(self, name, sql):
        """The one value of a question."""
        return self.psql(name, "-At", "-c", sql)[2].decode().strip()

    def anew(self, name):
        """An empty database."""
        self.psql("postgres", "-c", f"DROP DATABASE IF EXISTS {name}", "-c", f"CREATE DATABASE {name}")


def head(text, unit="seconds"):
    """The title of a table of pairs."""
    print(f"\n{text}; medians, the ratio pair by pair\n")
    print(f"{'work':40} {'yardstick':34} {unit:>10} {'nephrite':>9} {'ratio':>7}  goal")


def row(work, yardstick, pairs, goal, inverse=False):
    """A row of pairs (theirs, ours); the ratio is ours to theirs, or the opposite."""
    if not pairs:
        return
    ratio = statistics.median(ours / theirs if not inverse else theirs / ours for theirs, ours in pairs)
    theirs, ours = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    digits = 3 if max(theirs, ours) < 0.1 else 2 if max(theirs, ours) < 100 else 0
    print(f"{work:40} {yardstick:34} {theirs:10.{digits}f} {ours:9.{digits}f} {ratio:7.2f}  {goal}")
