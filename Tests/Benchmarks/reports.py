"""Times reports over ten million movements and a million order lines against the yardsticks' queries on the same trade.

The trade is made once (some minutes) and kept in the bench's server; BENCH_REGEN=1 makes it anew. A report's own SQL is
what the server logs while the report runs, with its values put in.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys

from measure import PSQL, Server, head, row, run

DATABASE, DAY = "bench_reports", "2024-06-15"
CLOSINGS = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]


def made(server, options):
    """Makes the trade of both sides, and closes each month but the last."""
    database = ["--database", server.database(DATABASE)]
    server.anew(DATABASE)
    print("bench: making ten million movements; some minutes", file=sys.stderr)
    server.psql(DATABASE, "-v", f"ppp={options.movements // 20_000}", "-v", f"orders={options.lines // 5}",
                "-f", f"{options.yardsticks}/reports/gen.sql")
    server.psql(DATABASE, "-f", f"{options.yardsticks}/reports/functions.sql")
    run([options.client, "settings", "set", "base_currency=EUR", "-q", *database])
    server.psql(DATABASE, "-f", f"{options.bench}/trade.sql")
    took = []
    for month in CLOSINGS[:-1]:
        last = server.value(DATABASE, f"SELECT (date '{month}-01' + interval '1 month - 1 day')::date")
        took.append(run([options.client, "period", "close", last, "-q", *database])[0])
    server.psql(DATABASE, "-c", "VACUUM ANALYZE")
    print(f"bench: closing a month took {statistics.median(took):.2f} s", file=sys.stderr)


def statement(server, arguments, options):
    """The longest statement that a report sends, with its values."""
    log = sorted((f"{options.home}/log/{name}" for name in os.listdir(f"{options.home}/log")), key=os.path.getmtime)[-1]
    before = os.path.getsize(log)
    tell = "-c log_statement=all -c log_parameter_max_length=-1"
    run([options.program, *arguments, "-O", "csv", "--database", server.database(DATABASE)],
        dict(os.environ, PGOPTIONS=tell))
    with open(log, "rb") as text:
        text.seek(before)
        said = text.read().decode()
    found = []
    for entry in re.split(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", said, flags=re.M):
        if match := re.match(r"[^\n]*?LOG:  (?:execute [^:]*|statement): (.*)", entry, re.S):
            found.append(match.group(1))
        elif match := re.match(r"[^\n]*?DETAIL:  [Pp]arameters: (.*)", entry, re.S):
            values = dict(re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", match.group(1)))
            found[-1] = re.sub(r"\$(\d+)", lambda place: values[place.group(1)], found[-1])
    longest = max((text for text in found if "SELECT" in text), key=len)
    return re.sub(r"^DECLARE .*? FOR\s", "", longest, flags=re.S).strip().rstrip(";")


def main():
    options = argparse.ArgumentParser()
    for name in ("program", "client", "yardsticks", "work", "bench", "home"):
        options.add_argument("--" + name, required=True)
    options.add_argument("--rounds", type=int, required=True)
    options.add_argument("--movements", type=int, default=10_000_000)
    options.add_argument("--lines", type=int, default=1_000_000)
    options = options.parse_args()
    server = Server(options.work)
    known = server.value("postgres", f"SELECT count(*) FROM pg_database WHERE datname = '{DATABASE}'") == "1"
    if os.environ.get("BENCH_REGEN") or not known:
        made(server, options)
    else:
        # What an earlier program made may lack steps of the schema.
        run([options.client, "database", "migrate", "-q", "--database", server.database(DATABASE)])

    def query(name):
        with open(f"{options.yardsticks}/reports/q_{name}.sql", encoding="utf-8") as text:
            return text.read().strip()

    def copied(sql, path="nephrite, pg_temp"):
        file = f"{options.work}/query.sql"
        with open(file, "w", encoding="utf-8") as written:
            written.write(f"SET search_path = {path};\nCOPY (\n{sql}\n) TO STDOUT WITH (FORMAT csv, HEADER);\n")
        return run([PSQL, "-Xq", "-v", "ON_ERROR_STOP=1", server.database(DATABASE), "-f", file],
                   into=subprocess.DEVNULL)[0]

    def report(*arguments):
        return run([options.program, *arguments, "-O", "csv", "--database", server.database(DATABASE)],
                   into=subprocess.DEVNULL)[0]

    questions = {
        "on hand": ["stock-on-hand", "--as-of", DAY],
        "fifo": ["valuation", "--as-of", DAY, "--where", "method=fifo", "--by", "product"],
        "layers": ["valuation", "--as-of", DAY, "--where", "method=fifo"],
        "average": ["valuation", "--as-of", DAY, "--where", "method=average"],
        "sales": ["sales", "--by", "month,product", "--from", "2022-01-01", "--to", "2024-12-31"],
    }
    own = {name: statement(server, arguments, options) for name, arguments in questions.items()}
    pairs = {name: [] for name in ("on hand", "on hand sql", "fifo", "layers", "average", "sales", "show")}
    order = server.value(DATABASE, "SELECT number FROM nephrite.sales_order ORDER BY id LIMIT 1")
    for number in range(options.rounds):
        ours = copied(own["on hand"])
        pairs["on hand sql"].append((copied(query("stock_asof_month"), "rep"), ours))
        pairs["on hand"].append((ours, report(*questions["on hand"])))
        for name, yardstick in (("fifo", "value_fifo"), ("layers", "value_fifo"), ("average", "value_moving_average")):
            pairs[name].append((copied(query(yardstick), "rep"), report(*questions[name])))
        pairs["sales"].append((copied(own["sales"]), report(*questions["sales"])))
        shown, bare = [], []
        for _ in range(20):
            bare.append(run([PSQL, "-Xqc", "select 1", server.database(DATABASE)], into=subprocess.DEVNULL)[0])
            shown.append(run([options.client, "order", "show", order, "--database", server.database(DATABASE)],
                             into=subprocess.DEVNULL)[0])
        pairs["show"].append((statistics.median(bare), statistics.median(shown)))
        print(f"bench: reports, round {number + 1} of {options.rounds}", file=sys.stderr)

    # What is timed has to be true: both sides have the same pieces and, but for rounding on the way, the same money.
    for what, name, figure, yardstick, least in (
            ("pieces on hand", "on hand", "sum(on_hand)", f"sum(qty) FROM ({query('stock_asof_ledger')}) AS x", 0),
            ("FIFO value", "fifo", "sum(value)", f"sum(value) FROM ({query('value_fifo')}) AS x", 1e-6),
            ("value of the layers", "layers", "sum(quantity * unit_cost)", f"sum(value) FROM ({query('value_fifo')}) AS x", 1e-6),
            ("value at the average", "average", "sum(value)", f"sum(value) FROM ({query('value_moving_average')}) AS x", 1e-6),
            ("net of all sales", "sales", "sum(net)", "sum(round(qty * unit_price, 2)) FROM order_line JOIN sales_order ON id = order_id "
             "WHERE placed_on + 2 <= date '2024-12-31'", 0)):
        ours = float(server.value(DATABASE, f"SET search_path = nephrite; SELECT {figure} FROM ({own[name]}) AS x"))
        theirs = float(server.value(DATABASE, f"SET search_path = rep; SELECT {yardstick}"))
        if abs(ours - theirs) > least * theirs:
            sys.exit(f"bench: {what}: {ours}, by the yardstick {theirs}")

    head(f"reports on {options.movements:,} movements and {options.lines:,} order lines, {options.rounds} rounds")
    row("stock-on-hand of a day, its own SQL", "q_stock_asof_month", pairs["on hand sql"], "<= 2")
    row("the report as CSV", "its own SQL by COPY", pairs["on hand"], "<= 1.2")
    row("valuation, FIFO, by product", "q_value_fifo", pairs["fifo"], "<= 0.5")
    row("valuation, FIFO, each layer", "q_value_fifo, by product", pairs["layers"], "")
    row("valuation, moving average", "q_value_moving_average", pairs["average"], "<= 0.5")
    row("sales by month and product as CSV", "its own SQL by COPY", pairs["sales"], "<= 1.2")
    row("order show", "psql -Xqc 'select 1'", pairs["show"], "<= 1.5")


main()
