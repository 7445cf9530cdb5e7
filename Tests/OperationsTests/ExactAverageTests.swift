import Foundation
import Operations
import Postgres
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The average cost is exact to the cent")
struct ExactAverageTests {
    private let workshop: ReportWorkshop

    init() throws { workshop = try ReportWorkshop() }

    /// A numerator, a denominator and a quantity that whole numbers of any length count movement by movement, next to what
    /// the ledger has; ends with how many movements it compared and where a value is off by a cent.
    ///
    /// The exact worth is numerator / denominator, in millionths; halves of a cent go up.
    private static let comparison = """
        WITH RECURSIVE turn AS (
            SELECT row_number() OVER (ORDER BY effective_on, movement_id) AS place, change, balance,
                round(unit_cost * 1000000) AS cost, round(balance * average, 2) AS value
            FROM stock_ledger('-infinity', 'infinity', 'infinity', ARRAY(SELECT id FROM product WHERE sku = 'A'))
        ), exact AS (
            SELECT 1::bigint AS place, turn.cost * turn.change AS numerator, 1::numeric AS denominator FROM turn WHERE place = 1
            UNION ALL
            SELECT turn.place, CASE WHEN turn.change > 0 THEN exact.numerator + turn.cost * turn.change * exact.denominator
                    ELSE exact.numerator * turn.balance END,
                CASE WHEN turn.change > 0 THEN exact.denominator ELSE exact.denominator * (turn.balance - turn.change) END
            FROM exact JOIN turn ON turn.place = exact.place + 1
        )
        SELECT count(*) || ' ' || count(*) FILTER (
            WHERE turn.value * 100 <> div(exact.numerator * 2 + exact.denominator * 10000, exact.denominator * 20000))
        FROM exact JOIN turn ON turn.place = exact.place
        """

    private func value(_ sql: String) throws -> String {
        var rows: [String] = []
        try workshop.shop.database.connection.copyOut("COPY (\(sql)) TO STDOUT") {
            rows.append(String(decoding: $0, as: UTF8.self))
        }
        return rows.joined().trimmingCharacters(in: .newlines)
    }

    /// Writes movements down, those above zero with a cost in millionths.
    private func move(_ turns: [(change: Int, cost: Int)]) throws {
        let rows = turns.enumerated().map { "(\($0.offset), \($0.element.change), \($0.element.cost))" }
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, unit_cost, reason, effective_on)
            SELECT product.id, CASE WHEN turn.change > 0 THEN 'received' ELSE 'scrapped' END,
                CASE WHEN turn.change < 0 THEN location.id END, CASE WHEN turn.change > 0 THEN location.id END,
                abs(turn.change), CASE WHEN turn.change > 0 THEN turn.cost / 1000000.0 END, 'test', '2026-01-10'
            FROM (VALUES \(rows.joined(separator: ", "))) AS turn (place, change, cost)
            JOIN product ON product.sku = 'A' JOIN location ON location.code = 'MAIN' ORDER BY turn.place
            """)
    }

    @Test(
        "Behind every one of 900 movements it is what whole numbers of any length come to", .migrated,
        arguments: [
            (seed: 20_261_201, most: 30, step: 5_000), (seed: 20_261_202, most: 900_000, step: 1),
        ])
    func sequence(seed: UInt64, most: Int, step: Int) throws {
        var generator = SeededGenerator(seed: seed)
        var balance = 0
        // Small quantities at costs of half a cent's steps meet exact halves again and again.
        let turns = (0..<900).map { _ -> (change: Int, cost: Int) in
            let isIn = balance < 2 || Int.random(in: 0...9, using: &generator) < 6
            let change =
                isIn ? Int.random(in: 1...most, using: &generator) : -Int.random(in: 1..<balance, using: &generator)
            balance += change
            return (change, Int.random(in: 0...2_000_000, using: &generator) / step * step)
        }
        try move(turns)
        #expect(try value(Self.comparison) == "900 0")
    }

    @Test("Receipts of 300,000 units come to what was paid for them", .migrated)
    func receipts() throws {
        // 166,666.50 + 2 × 166,666.80, which no cost of six digits times 900,000 is.
        try move([(300_000, 555_555), (300_000, 555_556), (300_000, 555_556)])
        let valuation = try workshop.run(.valuation) { $0.asOf = "2026-01-31" }
        #expect(
            valuation.rows.map { valuation.texts("quantity", "unit_cost", "value", of: $0) } == [
                ["900000", "0.555556", "500000.10"]
            ])
    }

    @Test("What was closed with six digits keeps them, and what comes behind it is exact", .migrated)
    func rounded() throws {
        try move([(300_000, 1_000_000), (100_000, 1_000_001), (200_000, 1_000_001)])
        let closed = "SELECT round(quantity * average, 2) FROM stock_cost('-infinity', '2026-01-31', 'infinity')"
        #expect(try value(closed) == "600000.30")
        try Connection(TestDatabase.current.conninfo, applicationName: "rounded").script(
            "INSERT INTO nephrite.closed_period (closed_through, is_rounded) VALUES ('2026-01-31', true)")
        #expect(try value(closed) == "600000.00")
        #expect(
            try value("SELECT moving_average_step(1, 2, 1, 2, false) - moving_average_step(1, 2, 1, 2, true)")
                == "0.000000333333333333333333333334")
    }
}
