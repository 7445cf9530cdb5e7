"""Times orders of five lines, confirmed and allocated, against pgbench scripts of equal work, in turn.

Both sides draw from the same 20,000 products in the same way; the streams draw from twenty. There is plenty of each, so that
every order is made: the yardstick's `order_check` is asked behind each run, the program's `verify` at the end. That nothing is
oversold where little is left is the affair of the race tests.
"""
import argparse
import random
import re
import subprocess
import sys
import time

from measure import Server, head, row, run

PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
BATCH, STREAMS = 10_000, 16


def orders(count, width, seed, prefix):
    """NDJSON of orders as the yardstick's script draws them: a product from each fifth of the catalog, 1 to 60 pieces."""
    draw = random.Random(seed)
    lines = []
    for number in range(count):
        parts = ",".join(
            f'{{"sku":"JD-{fifth * 4000 + draw.randint(1, width):07}","quantity":{draw.randint(1, 60)}}}'
            for fifth in range(5))
        lines.append(f'{{"customer":"C{draw.randint(1, 1000)}","po_number":"{prefix}-{number}","lines":[{parts}]}}\n')
    return "".join(lines)


def main():
    options = argparse.ArgumentParser()
    for name in ("program", "yardsticks", "work", "bench"):
        options.add_argument("--" + name, required=True)
    options.add_argument("--rounds", type=int, required=True)
    options = options.parse_args()
    server, work, anchors, ours = Server(options.work), options.work, "bench_order_anchors", "bench_orders"
    database = ["--database", server.database(ours)]
    for name in (anchors, ours):
        server.anew(name)
    server.psql(anchors, "-f", f"{options.yardsticks}/orders/schema.sql")
    run([options.program, "settings", "set", "base_currency=EUR", "company_country=DE", "-q", *database])
    server.psql(ours, "-f", f"{options.bench}/orders.sql")

    def pgbench(clients, width):
        server.psql(anchors, "-c", "TRUNCATE allocation, order_line, sales_order",
                    "-c", "UPDATE stock SET reserved = 0 WHERE reserved > 0", "-c", "VACUUM ANALYZE stock",
                    "-c", "CHECKPOINT")
        _, _, said = run([PGBENCH, "-n", "-M", "prepared", "-D", f"w={width}", "-f",
                          f"{options.yardsticks}/orders/order_fn.sql", "-c", str(clients), "-j", str(min(clients, 2)),
                          "-T", "6"], server.environment(anchors))
        if server.value(anchors, "SELECT * FROM order_check") != "0|0":
            sys.exit("bench: the yardstick's orders do not add up")
        return float(re.search(r"^tps = ([0-9.]+)", said.decode(), re.M).group(1))

    def imported(arguments, sources):
        begin = time.monotonic()
        running = [subprocess.Popen(
            [options.program, "order", "import", *arguments, "--confirm", "--allocate", "-q", "-O", "json", *database],
            stdin=source, stdout=subprocess.DEVNULL) for source in sources]
        if any(process.wait() != 0 for process in running):
            sys.exit("bench: an order was refused")
        return time.monotonic() - begin

    batches, streams = [], []
    for number in range(options.rounds):
        theirs = pgbench(1, 4000)
        file = f"{work}/orders-{number}.ndjson"
        with open(file, "w", encoding="utf-8") as written:
            written.write(orders(BATCH, 4000, number, f"B{number}"))
        server.psql(ours, "-c", "CHECKPOINT")
        batches.append((theirs, BATCH / imported([file], [subprocess.DEVNULL])))

        theirs = pgbench(STREAMS, 4)
        files = []
        for stream in range(STREAMS):
            files.append(f"{work}/orders-{number}-{stream}.ndjson")
            with open(files[-1], "w", encoding="utf-8") as written:
                written.write(orders(BATCH // STREAMS, 4, 1000 * number + stream, f"S{number}-{stream}"))
        server.psql(ours, "-c", "CHECKPOINT")
        sources = [open(file, "rb") for file in files]
        streams.append((theirs, BATCH // STREAMS * STREAMS / imported(["-", "--format", "ndjson"], sources)))
        for source in sources:
            source.close()
        made = server.value(ours, "SELECT count(*) FROM nephrite.sales_order WHERE state = 'confirmed' AND allocation = 'full'")
        if int(made) != (number + 1) * (BATCH + BATCH // STREAMS * STREAMS):
            sys.exit(f"bench: {made} orders are confirmed and allocated")
        print(f"bench: orders, round {number + 1} of {options.rounds}", file=sys.stderr)
    run([options.program, "verify", *database])

    head(f"orders of five lines, {options.rounds} rounds", "orders/s")
    row("10,000 in one import", "pgbench order_fn, 1 client", batches, ">= 2")
    row("16 streams on 20 hot products", "pgbench order_fn, 16 clients", streams, ">= 0.7")


main()
