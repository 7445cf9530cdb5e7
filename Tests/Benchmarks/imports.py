"""Times Nephrite's imports and their yardsticks in turn and prints each figure with its ratio.

Everything runs on one cluster, one after the other, so that a slow moment of the machine meets both sides. The ratio is
taken pair by pair; medians are shown.
"""
import argparse
import os
import subprocess
import sys

from measure import Server, head, row, run


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
    server = Server(work)
    psql = server.psql

    def import_run(feed, *more):
        return run([program, "import", "run", feed, "--supplier", "BENCH", "-q", "-O", "json",
                    "--database", server.database("bench_imports"), *more], done=(0, 3))

    first, again, changed, memory, python = [], [], [], [], []
    lxml = f"{work}/venv/bin/python"
    for number in range(options.rounds):
        for name in ("bench_imports", "bench_anchors"):
            server.anew(name)
        psql("bench_anchors", "-f", f"{yardsticks}/import/schema.sql")
        run([program, "supplier", "add", "BENCH", "--name", "Bench", "--currency", "EUR", "-q",
             "--database", server.database("bench_imports")])
        copied, _, _ = run([f"{work}/sax2copy", server.database("bench_anchors"), feeds[0]])
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
            scripted, _, _ = run([lxml, f"{yardsticks}/import/import_lxml_copy.py", feeds[0]],
                                 server.environment("bench_anchors"))
            python.append((scripted, imported))
        print(f"bench: round {number + 1} of {options.rounds}", file=sys.stderr)

    head(f"{options.items} items, {options.rounds} rounds")
    row("first import, plan and apply", "sax2copy", first, "<= 1.5")
    if python:
        row("the same", "lxml and psycopg (times faster)", python, ">= 4", inverse=True)
    row("again, unchanged, parsed", "saxcount push", again, "<= 1.3")
    row("again, 3 % changed", "saxcount push + diff_apply", changed, "<= 0.7")
    print(f"{'memory of the first import':40} {'':34} {'':10} {max(memory):5.0f} MiB {'':7}  <= 64 MiB")


main()
