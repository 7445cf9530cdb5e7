import Operations
import Quantities
import Reporting
import Storage
import TestSupport
import Testing

@Suite("The stock report")
struct StockReportTests {
    @Test("Its unit cost is the average of stock show to the last digit, for today and every day before", .migrated)
    func average() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        var generator = SeededGenerator(seed: 20_261_127)
        // What each month changed, so that nothing leaves before it came in.
        var changes: [String: [Int]] = [:]
        func change(_ key: String, _ month: Int, _ quantity: Int) {
            changes[key, default: Array(repeating: 0, count: 10)][month] += quantity
        }
        func least(_ key: String, since month: Int) -> Int {
            guard let changes = changes[key] else { return 0 }
            return (month...9).map { changes[...$0].reduce(0, +) }.min() ?? 0
        }
        var statements = "", undone = 0
        // What came in or went out without a counterpart and is not undone yet: its place, its month and what it changed.
        var open: [(label: String, sku: String, place: String, month: Int, change: Int)] = []
        for turn in 0..<500 {
            let sku = ["A", "B", "C", "D"].randomElement(using: &generator) ?? "A"
            let place = ["MAIN", "SOUTH"].randomElement(using: &generator) ?? "MAIN"
            let month = Int.random(in: 1...9, using: &generator)
            let day = "2026-0\(month)-15"
            let there = least(sku + place, since: month)
            let count = Int.random(in: 1...37, using: &generator)
            let cost =
                "\(Int.random(in: 0...9, using: &generator)).\(Int.random(in: 100_000...999_999, using: &generator))"
            func move(_ kind: String, _ from: String?, _ target: String?, _ quantity: Int, cost: String? = nil) {
                statements += """
                    INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, unit_cost, reason, effective_on)
                    SELECT product.id, '\(kind)', source.id, target.id, \(quantity), \(cost ?? "NULL"), 'test \(turn)', '\(day)'
                    FROM product LEFT JOIN location AS source ON source.code = '\(from ?? "")'
                    LEFT JOIN location AS target ON target.code = '\(target ?? "")' WHERE product.sku = '\(sku)';

                    """
            }
            switch Int.random(in: 0...6, using: &generator) {
            case 0, 1:
                move("received", nil, place, count, cost: cost)
                change(sku + place, month, count)
                open.append(("test \(turn)", sku, place, month, count))
            case 2:
                move("adjusted", nil, place, count)
                change(sku + place, month, count)
                open.append(("test \(turn)", sku, place, month, count))
            case 3 where there > 0:
                let quantity = min(count, there)
                move("transferred", place, place == "MAIN" ? "SOUTH" : "MAIN", quantity)
                change(sku + place, month, -quantity)
                change(sku + (place == "MAIN" ? "SOUTH" : "MAIN"), month, quantity)
            case 4, 5:
                let quantity = Int.random(in: 0...1, using: &generator) == 0 ? there : min(count, there)
                if quantity > 0 {
                    move("adjusted", place, nil, quantity)
                    change(sku + place, month, -quantity)
                    open.append(("test \(turn)", sku, place, month, -quantity))
                }
            case 6:
                guard let index = open.indices.randomElement(using: &generator) else { continue }
                let wrong = open[index]
                let later = Int.random(in: wrong.month...9, using: &generator)
                guard least(wrong.sku + wrong.place, since: later) >= wrong.change else { continue }
                open.remove(at: index)
                change(wrong.sku + wrong.place, later, -wrong.change)
                undone += 1
                statements += """
                    INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, reason, reverses_id, effective_on)
                    SELECT product_id, 'reversed', to_location, from_location, quantity, 'undone', id,
                        '2026-0\(later)-15'
                    FROM stock_movement WHERE reason = '\(wrong.label)';

                    """
            default: break
            }
        }
        try workshop.script(statements)
        #expect(undone > 20)

        let stock = Stock(workshop.shop.database)
        var compared = 0
        for day in [nil] + (1...9).map({ "2026-0\($0)-20" }) {
            let document = try workshop.run(.stockOnHand) { $0.asOf = day }
            let columns = try ["sku", "location", "on_hand", "unit_cost", "available"].map {
                try #require(document.index(of: $0))
            }
            let valuation = try workshop.run(.valuation) { $0.asOf = day }
            let layers = try workshop.run(.valuation) { ($0.asOf, $0.filters) = (day, ["method=fifo"]) }
            #expect(valuation.sums("value", by: "sku") == document.sums("value", by: "sku"), "\(day ?? "today")")
            // Where less than nothing lies on a past day there are no layers.
            let lying = document.sums("on_hand", by: "sku").filter { $0.value > .zero }
            #expect(layers.sums("quantity", by: "sku") == lying, "\(day ?? "today")")
            for sku in ["A", "B", "C", "D"] {
                let standing = try stock.show(sku, asOf: day.flatMap(Day.init))
                let rows = document.rows.filter { $0[columns[0]] == .text(sku) }
                let shown = standing.balances.filter { $0.onHand != 0 }
                #expect(rows.map { $0[columns[1]].text() } == shown.map(\.location), "\(sku) \(day ?? "today")")
                #expect(
                    rows.map { $0[columns[2]].text() } == shown.map { String($0.onHand) }, "\(sku) \(day ?? "today")")
                for row in rows {
                    #expect(row[columns[3]].text() == standing.averageCost?.text ?? "", "\(sku) \(day ?? "today")")
                    #expect(row[columns[4]].isAbsent == (day != nil))
                    compared += 1
                }
                for row in valuation.rows where valuation.texts("sku", of: row) == [sku] {
                    #expect(valuation.texts("unit_cost", of: row) == [standing.averageCost?.text ?? ""])
                }
            }
        }
        #expect(compared > 40)
    }

    @Test("Its rows are what lies where, with promises, holds and worth", .migrated)
    func rows() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on)
            SELECT product.id, 'received', location.id, came.quantity, came.cost, came.day::date
            FROM (VALUES (1, 'A', 'MAIN', 10, 2.00, '2026-01-10'), (2, 'A', 'SOUTH', 5, 3.005, '2026-02-10'),
                (3, 'C', 'HOLD', 7, 1.111111, '2026-02-11'), (4, 'D', 'MAIN', 1, 0.005, '2026-02-12')
            ) AS came (place, sku, location, quantity, cost, day)
            JOIN product ON product.sku = came.sku JOIN location ON location.code = came.location ORDER BY came.place;
            """)
        let document = try workshop.run(.stockOnHand)
        #expect(
            document.lines == [
                "C,Gamma,amethyst,,unassessed,HOLD,,7,0,0,1.111111,EUR,7.78",
                "A,Alpha,nephrite,heart,unassessed,MAIN,,10,0,10,2.335,EUR,23.35",
                "A,Alpha,nephrite,heart,unassessed,SOUTH,,5,0,5,2.335,EUR,11.68",
                "D,Delta,,,unassessed,MAIN,,1,0,1,0.005,EUR,0.01",
            ])
        #expect(
            try workshop.run(.stockOnHand) { $0.asOf = "2026-01-31" }.lines == [
                "A,Alpha,nephrite,heart,unassessed,MAIN,,10,,,2.00,EUR,20.00"
            ])
        #expect(try workshop.run(.stockOnHand) { $0.filters = ["material=", "location=MAIN"] }.lines.count == 1)
        #expect(try workshop.run(.stockOnHand) { $0.asOf = "2025-12-31" }.rows.isEmpty)
    }
}
