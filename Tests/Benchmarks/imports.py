"""Times Nephrite's imports and their yardsticks in turn and prints each figure with its ratio.

Everything runs on one cluster, one after the other, so that a slow moment of the machine meets both sides. The ratio is
taken pair by pair; medians are shown.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time


def run(command, environment=None):
    """Seconds and peak memory in MiB of a command; ends the benchmark when it fails."""
    begin = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begin
    if process.returncode not in (0, 3):
        sys.exit(f"bench: {' '.join(command)} ended with {process.returncode}\n{output.decode(errors='replace')}")
    return seconds, usage.ru_maxrss / 1024, output


def main():
    options = argparse.ArgumentParser()
    for name in ("program", "yardsticks", "work", "items"):
        options.add_argument("--" + name, required=True)
    options.add_argument("--rounds", type=int, required=True)
    options = options.parse_args()
    work, yardsticks, program = options.work, options.yardsticks, options.program
    feeds = []
    for revision in (0, 1):
        feed = f"{work}/bmecat-{options.items}-r{revision}.xml"
        table = f"{work}/csv-{options.items}-r{revision}"
        if not os.path.exists(feed) or not os.path.isdir(table):
            subprocess.run(
                [sys.executable, f"{yardsticks}/gen_feed.py", "--items", options.items, "--rev", str(revision),
                 "--out", feed, "--csv", table], check=True)
        feeds.append(feed)
    with open(f"{work}/database.json", encoding="utf-8") as answer:
        conninfo = json.load(answer)["conninfo"]

    def in_database(name):
        return conninfo.replace("dbname=nephrite", f"dbname={name}")

    def psql(database, *arguments):
        return run(["/usr/lib/postgresql/15/bin/psql", "-Xq", "-v", "ON_ERROR_STOP=1", in_database(database), *arguments])

    def import_run(feed, *more):
        return run([program, "import", "run", feed, "--supplier", "BENCH", "-q", "-O", "json",
                    "--database", in_database("bench_imports"), *more])

    first, again, changed, memory, python = [], [], [], [], []
    lxml = f"{work}/venv/bin/python"
    for number in range(options.rounds):
        for name in ("bench_imports", "bench_anchors"):
            psql("postgres", "-c", f"DROP DATABASE IF EXISTS {name}", "-c", f"CREATE DATABASE {name}")
        psql("bench_anchors", "-f", f"{yardsticks}/import/schema.sql")
        run([program, "supplier", "add", "BENCH", "--name", "Bench", "--currency", "EUR", "-q",
             "--database", in_database("bench_imports")])
        copied, _, _ = run([f"{work}/sax2copy", in_database("bench_anchors"), feeds[0]])
        imported, peak, _ = import_run(feeds[0])
        first.append((copied, imported))
        memory.append(peak)
        parsed, _, _ = run([f"{work}/saxcount", "-m", "push", feeds[0]])
        unchanged, _, _ = import_run(feeds[0], "--reparse")
        again.append((parsed, unchanged))
        table = f"{work}/csv-{options.items}-r1"
        psql("bench_anchors", "-c", "DROP TABLE IF EXISTS stg_item, stg_tier, stg_attr",
             "-c", "CREATE UNLOGGED TABLE stg_item (LIKE item)", "-c", "CREATE UNLOGGED TABLE stg_tier (LIKE price_tier)",
             "-c", "CREATE UNLOGGED TABLE stg_attr (LIKE item_attr)",
             "-c", rf"\copy stg_item from {table}/items.csv with (format csv)",
             "-c", rf"\copy stg_tier from {table}/tiers.csv with (format csv)",
             "-c", rf"\copy stg_attr from {table}/attrs.csv with (format csv, force_not_null(funit))",
             "-c", "VACUUM ANALYZE")
        parsed, _, _ = run([f"{work}/saxcount", "-m", "push", feeds[1]])
        merged, _, _ = psql("bench_anchors", "-f", f"{yardsticks}/import/diff_apply.sql")
        edition, _, _ = import_run(feeds[1])
        changed.append((parsed + merged, edition))
        if os.path.exists(lxml):
            psql("bench_anchors", "-f", f"{yardsticks}/import/schema.sql")
            pairs = dict(part.split("=", 1) for part in in_database("bench_anchors").split())
            environment = dict(os.environ, PGHOST=pairs["host"], PGPORT=pairs["port"], PGDATABASE=pairs["dbname"],
                               PGUSER=pairs["user"])
            scripted, _, _ = run([lxml, f"{yardsticks}/import/import_lxml_copy.py", feeds[0]], environment)
            python.append((scripted, imported))
        print(f"bench: round {number + 1} of {options.rounds}", file=sys.stderr)

    print(f"{options.items} items, {options.rounds} rounds, medians; goal as a ratio to the yardstick\n")
    print(f"{'work':34} {'yardstick':28} {'seconds':>8} {'nephrite':>9} {'ratio':>7}  goal")

    def row(work, yardstick, pairs, goal, inverse=False):
        ratio = statistics.median(ours / theirs if not inverse else theirs / ours for theirs, ours in pairs)
        print(f"{work:34} {yardstick:28} {statistics.median(p[0] for p in pairs):8.2f} "
              f"{statistics.median(p[1] for p in pairs):9.2f} {ratio:7.2f}  {goal}")

    row("first import, plan and apply", "sax2copy", first, "<= 1.5")
    if python:
        row("the same", "lxml and psycopg (times faster)", python, ">= 4", inverse=True)
    row("again, unchanged, parsed", "saxcount push", again, "<= 1.3")
    row("again, 3 % changed", "saxcount push + diff_apply", changed, "<= 0.7")
    print(f"{'memory of the first import':34} {'':28} {'':8} {max(memory):5.0f} MiB {'':7}  <= 64 MiB")


main()
