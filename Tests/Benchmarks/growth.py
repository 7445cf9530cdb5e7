"""Imports feeds of growing size and draws seconds and peak memory against the number of items.

Each feed is generated, imported into a database of its own, imported again unchanged, and removed. Prints a table and
writes PLOT (SVG, by gnuplot).
"""
import argparse
import json
import os
import subprocess
import sys
import time

GNUPLOT = """
set terminal svg size 760,420 dynamic font 'sans-serif,13' background '#ffffff'
set output '{plot}'
set logscale xy
set grid xtics ytics lc '#dddddd'
set border 3 lc '#666666'
set xtics nomirror format '10^{{%L}}'
set ytics nomirror
set key top left reverse Left
set xlabel 'items in the feed'
set ylabel 'seconds, MiB'
set yrange [0.05:1000]
plot '{data}' using 1:2 with linespoints pt 7 ps 0.8 lw 2 lc '#2f6f4f' title 'first import, plan and apply (s)', \\
     '{data}' using 1:4 with linespoints pt 5 ps 0.8 lw 2 lc '#b5651d' title 'the same file again, parsed (s)', \\
     '{data}' using 1:3 with linespoints pt 9 ps 0.9 lw 2 lc '#44557f' title 'peak memory of the first import (MiB)'
"""


def measured(command):
    """Seconds and peak memory in MiB of a command that must succeed."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"growth: {' '.join(command)} ended with {process.returncode}\n{said.decode(errors='replace')}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def main():
    options = argparse.ArgumentParser()
    for name in ("program", "yardsticks", "work", "plot"):
        options.add_argument("--" + name, required=True)
    options.add_argument("--sizes", default="1k,10k,100k,300k,1m")
    options = options.parse_args()
    with open(f"{options.work}/database.json", encoding="utf-8") as answer:
        conninfo = json.load(answer)["conninfo"]
    database = conninfo.replace("dbname=nephrite", "dbname=bench_growth")
    maintenance = conninfo.replace("dbname=nephrite", "dbname=postgres")
    psql = "/usr/lib/postgresql/15/bin/psql"
    drop = [psql, "-Xq", maintenance, "-c", "DROP DATABASE IF EXISTS bench_growth"]
    data = f"{options.work}/growth.dat"
    print(f"{'items':>9} {'first, s':>9} {'MiB':>6} {'again, s':>9}")
    with open(data, "w", encoding="utf-8") as table:
        for size in options.sizes.split(","):
            feed = f"{options.work}/growth-{size}.xml"
            subprocess.run([sys.executable, f"{options.yardsticks}/gen_feed.py", "--items", size, "--rev", "0",
                            "--out", feed], check=True, stdout=subprocess.DEVNULL)
            subprocess.run(drop + ["-c", "CREATE DATABASE bench_growth"], check=True)
            measured([options.program, "supplier", "add", "BENCH", "--name", "Bench", "--currency", "EUR", "-q",
                      "--database", database])
            run = [options.program, "import", "run", feed, "--supplier", "BENCH", "-q", "-O", "json", "--database", database]
            first, memory = measured(run)
            again, _ = measured(run + ["--reparse"])
            os.remove(feed)
            items = int(size.lower().replace("k", "000").replace("m", "000000"))
            print(f"{items:9} {first:9.2f} {memory:6.0f} {again:9.2f}", flush=True)
            table.write(f"{items} {first:.3f} {memory:.1f} {again:.3f}\n")
    subprocess.run(drop, check=True)
    subprocess.run(["gnuplot"], input=GNUPLOT.format(plot=options.plot, data=data), text=True, check=True)


main()
