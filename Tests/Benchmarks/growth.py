"""Imports feeds of growing size and draws seconds and peak memory against the number of items.

Each feed is generated, imported into a database of its own, imported again unchanged, and removed. Prints a table and
writes PLOT (SVG, by gnuplot).
"""
import argparse
import os
import subprocess
import sys

from measure import Server, run

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


def main():
    options = argparse.ArgumentParser()
    for name in ("program", "yardsticks", "work", "plot"):
        options.add_argument("--" + name, required=True)
    options.add_argument("--sizes", default="1k,10k,100k,300k,1m")
    options = options.parse_args()
    server = Server(options.work)
    database = server.database("bench_growth")
    data = f"{options.work}/growth.dat"
    print(f"{'items':>9} {'first, s':>9} {'MiB':>6} {'again, s':>9}")
    with open(data, "w", encoding="utf-8") as table:
        for size in options.sizes.split(","):
            feed = f"{options.work}/growth-{size}.xml"
            subprocess.run([sys.executable, f"{options.yardsticks}/gen_feed.py", "--items", size, "--rev", "0",
                            "--out", feed], check=True, stdout=subprocess.DEVNULL)
            server.anew("bench_growth")
            run([options.program, "supplier", "add", "BENCH", "--name", "Bench", "--currency", "EUR", "-q",
                 "--database", database])
            taken = [options.program, "import", "run", feed, "--supplier", "BENCH", "-q", "-O", "json", "--database", database]
            first, memory, _ = run(taken, done=(0, 3))
            again, _, _ = run(taken + ["--reparse"], done=(0, 3))
            os.remove(feed)
            items = int(size.lower().replace("k", "000").replace("m", "000000"))
            print(f"{items:9} {first:9.2f} {memory:6.0f} {again:9.2f}", flush=True)
            table.write(f"{items} {first:.3f} {memory:.1f} {again:.3f}\n")
    server.psql("postgres", "-c", "DROP DATABASE bench_growth")
    subprocess.run(["gnuplot"], input=GNUPLOT.format(plot=options.plot, data=data), text=True, check=True)


main()
