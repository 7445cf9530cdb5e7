import Operations
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The reports on what sells and who buys")
struct SalesRankReportTests {
    @Test("Ranks, shares and classes follow from what was invoiced less what was credited", .yearOfTrade)
    func abc() throws {
        let workshop = try ReportWorkshop()
        let raw = try RawTrade(workshop.shop.database.connection)
        let today = try workshop.today()
        let lines = Dictionary(uniqueKeysWithValues: raw.lines.map { ($0.id, $0) })
        for (first, last) in [(365, 0), (120, 31)] {
            let (from, to) = (today.adding(days: -first), today.adding(days: -last))
            var nets: [String: Figure] = [:], units: [String: Int] = [:]
            for charge in raw.charges where from <= charge.day && charge.day <= to {
                let line = try #require(lines[charge.line])
                nets[line.sku] = (nets[line.sku] ?? .zero) + raw.inBase(charge.net, line.currency, on: charge.day)
                units[line.sku, default: 0] += charge.quantity
            }
            let standings = raw.standings(through: to)
            for sku in standings.filter({ $0.value.balance != 0 }).keys where nets[sku] == nil { nets[sku] = .zero }
            let whole = nets.values.filter { $0 > .zero }.reduce(.zero, +)
            var through = Figure.zero
            var expected: [[String]] = []
            for (sku, net) in nets.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                let before = through
                if net > .zero { through = through + net }
                let isBelow = { (percent: Int128) in before.millionths * 100 < whole.millionths * percent }
                let shipped = raw.movements.filter {
                    $0.sku == sku && $0.kind == "shipped" && from <= $0.day && $0.day <= to
                }
                let gone = -shipped.map(\.change).reduce(0, +)
                let lying = standings[sku]?.balance ?? 0
                expected.append([
                    "\(expected.count + 1)", sku, net > .zero ? isBelow(80) ? "A" : isBelow(95) ? "B" : "C" : "D",
                    "\(units[sku] ?? 0)", net.text(minimumFractionDigits: 2), "\(lying)",
                    gone > 0 ? "\(lying * (to.number - from.number + 1) / gone)" : "",
                    lying == 0 ? "0.00" : RawTrade.text(lying, standings[sku]?.average),
                ])
            }
            let document = try workshop.run(.abc) { ($0.from, $0.to) = (from.text, to.text) }
            let shown = document.rows.map {
                document.texts("rank", "sku", "class", "sold", "net_base", "on_hand", "days_of_cover", "value", of: $0)
            }
            #expect(shown == expected)
            #expect(
                document.rows.last { document.figure("net_base", of: $0) ?? .zero > .zero }.map {
                    document.texts("cumulative", of: $0)
                } == ["100.0"])
            #expect(
                document.sum("net_base")
                    == (try workshop.run(.sales) { ($0.from, $0.to) = (from.text, to.text) }).sum("net_base"))
        }
    }

    @Test("Gaps, states and what is lost follow from the days of the orders", .yearOfTrade)
    func customers() throws {
        let workshop = try ReportWorkshop()
        let raw = try RawTrade(workshop.shop.database.connection)
        let today = try workshop.today()
        let document = try workshop.run(.customers)
        #expect(document.rows.count == 5)
        for row in document.rows {
            let customer = document.texts("customer", of: row)[0]
            let lines = raw.lines.filter { $0.customer == customer }
            let days = Set(lines.map(\.confirmed)).sorted()
            guard let last = days.last else {
                #expect(
                    document.texts("state", "orders", "last_order", "value_lost", of: row) == [
                        "never", "0", "", "0.00",
                    ])
                continue
            }
            let gaps = zip(days, days.dropFirst()).map { $1.number - $0.number }.sorted()
            let usual = gaps[(gaps.count - 1) / 2]
            let since = today.number - last.number
            let state = since > max(4 * usual, 90) ? "inactive" : since > max(2 * usual, 30) ? "at_risk" : "active"
            #expect(
                document.texts("state", "orders", "last_order", "days_since", "usual_gap", of: row)
                    == [state, "\(Set(lines.map(\.order)).count)", last.text, "\(since)", "\(usual)"])
            let recent = Dictionary(grouping: lines.filter { $0.confirmed > last.adding(days: -365) }, by: \.order)
            let value = recent.values.map { order in
                raw.inBase(order.map { $0.net($0.wanted) }.reduce(.zero, +), order[0].currency, on: order[0].confirmed)
            }.reduce(Figure.zero, +)
            #expect(document.figure("last_year", of: row) == value, "\(customer)")
        }
    }

    @Test("Who stays away for twice, four times his gap, or a year is told apart", .migrated)
    func states() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO sales_order (number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at, closed_at)
            SELECT 'SO-2026-00000' || made.place, customer.id, 'closed', customer.currency, 2, 'net30', made.net, 0, made.net,
                made.day::timestamptz, now()
            FROM (VALUES (1, 'NORD', '2026-01-01', 100), (2, 'NORD', '2026-01-21', 50), (3, 'NORD', '2026-02-10', 25),
                (4, 'BOSTON', '2026-01-05', 10)) AS made (place, customer, day, net)
            JOIN customer ON customer.code = made.customer;
            """)
        let states = try ["2026-03-22", "2026-03-23", "2026-05-11", "2026-05-12"]
            .map { day in
                let document = try workshop.run(.customers) { $0.asOf = day }
                return document.rows.map {
                    document.texts("customer", "state", "value_lost", of: $0).joined(separator: " ")
                }
            }
        // After 41 days twice the usual 20 have passed, and 30; after 91 four times the usual, and 90. One order makes no gap.
        #expect(
            states == [
                ["BOSTON active 0.00", "NORD active 0.00"], ["NORD at_risk 175.00", "BOSTON active 0.00"],
                ["NORD at_risk 175.00", "BOSTON active 0.00"], ["NORD inactive 175.00", "BOSTON active 0.00"],
            ])
    }
}
