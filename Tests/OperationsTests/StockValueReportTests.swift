import Operations
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The reports on what stock is worth and how old it is")
struct StockValueReportTests {
    @Test(
        "By average the value is that of stock-on-hand, and by receipts what is left of each, on every day",
        .yearOfTrade)
    func valuation() throws {
        let workshop = try ReportWorkshop()
        let raw = try RawTrade(workshop.shop.database.connection)
        let today = try workshop.today()
        #expect(raw.movements.count > 300)
        for back in [0, 1, 20, 45, 90, 150, 260, 340] {
            let day = today.adding(days: -back)
            let standings = raw.standings(through: day).filter { $0.value.balance != 0 }
            let average = try workshop.run(.valuation) { $0.asOf = day.text }
            let stock = try workshop.run(.stockOnHand) { $0.asOf = day.text }
            #expect(average.sums("value", by: "sku") == stock.sums("value", by: "sku"), "\(day)")
            #expect(average.sums("quantity", by: "sku") == standings.mapValues { Figure($0.balance) })
            for row in average.rows {
                let standing = standings[average.texts("sku", of: row)[0]]
                let unitCost = standing?.average.map { ($0 + RawTrade.finest / 2) / RawTrade.finest }
                #expect(average.figure("unit_cost", of: row)?.millionths == unitCost, "\(day)")
            }

            let layers = try workshop.run(.valuation) {
                $0.asOf = day.text
                $0.filters = ["method=fifo"]
            }
            #expect(layers.sums("quantity", by: "sku") == standings.mapValues { Figure($0.balance) }, "\(day)")
            var expected: [[String]] = []
            for layer in standings.values.flatMap(\.layers) {
                expected.append([
                    layer.movement.sku, layer.movement.day.text, layer.movement.kind, "\(layer.quantity)",
                    RawTrade.text(layer.quantity, layer.landed), RawTrade.text(layer.quantity, layer.cost),
                ])
            }
            let shown = layers.rows.map {
                layers.texts("sku", "layer_date", "kind", "quantity", "landed", "value", of: $0)
            }
            #expect(shown.count == expected.count)
            #expect(Set(shown).symmetricDifference(expected) == [], "\(day)")

            let products = try workshop.run(.valuation) {
                ($0.asOf, $0.by, $0.filters) = (day.text, "product", ["method=fifo"])
            }
            #expect(Set(products.rows.map { products.texts("sku", of: $0)[0] }).count == products.rows.count, "\(day)")
            for column in ["quantity", "landed", "value"] {
                #expect(products.sums(column, by: "sku") == layers.sums(column, by: "sku"), "\(column) \(day)")
            }
            for row in products.rows {
                let standing = try #require(standings[products.texts("sku", of: row)[0]])
                let isKnown = standing.layers.allSatisfy { $0.cost != nil }
                #expect((products.figure("value", of: row) == nil) != isKnown, "\(day)")
            }

            let ageing = try workshop.run(.stockAgeing) { $0.asOf = day.text }
            for row in ageing.rows {
                let standing = try #require(standings[ageing.texts("sku", of: row)[0]])
                let units = [0...30, 31...60, 61...90, 91...9_999].map { ages in
                    standing.layers.reduce(0) {
                        ages.contains(day.number - $1.movement.day.number) ? $0 + $1.quantity : $0
                    }
                }
                let shown = ageing.texts("days_30", "days_60", "days_90", "older", "on_hand", of: row)
                #expect(shown == (units + [standing.balance]).map(String.init), "\(day)")
            }
            #expect(ageing.sum("value") == layers.sum("value"))
            #expect(ageing.rows.count == standings.count)
        }
    }

    @Test("The rows of a stock card carry balance and value from movement to movement", .yearOfTrade)
    func card() throws {
        let workshop = try ReportWorkshop()
        let raw = try RawTrade(workshop.shop.database.connection)
        let today = try workshop.today()
        var expected: [[String]] = []
        var values: [String: Figure?] = [:]
        _ = raw.standings { movement, standing in
            let value = standing.average.map { RawTrade.cents(Int128(standing.balance) * $0, over: RawTrade.finest) }
            let before = values[movement.sku] ?? .zero
            let change = value.flatMap { value in before.map { Figure(millionths: value.millionths - $0.millionths) } }
            values[movement.sku] = .some(value)
            expected.append([
                movement.sku, movement.day.text, movement.kind, "\(standing.balance)",
                change?.text(minimumFractionDigits: 2) ?? "", value?.text(minimumFractionDigits: 2) ?? "",
            ])
        }
        let card = try workshop.run(.stockCard)
        let shown = card.rows.map { card.texts("sku", "day", "kind", "balance", "value_change", "value", of: $0) }
        #expect(shown.count == expected.count)
        for (shown, expected) in zip(shown, expected) where shown != expected {
            Issue.record("\(shown) for \(expected)")
        }
        let (from, to) = (today.adding(days: -100).text, today.adding(days: -60).text)
        let part = try workshop.run(.stockCard) {
            ($0.from, $0.to) = (from, to)
            $0.filters = ["sku=P06"]
        }
        #expect(
            part.rows.map { part.texts("sku", "day", "kind", "balance", "value_change", "value", of: $0) }
                == expected.filter { $0[0] == "P06" && from <= $0[1] && $0[1] <= to })
        #expect(part.rows.count > 3)
    }

    @Test("The layers of a product are what came last, at its cost with its share of freight", .migrated)
    func layers() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on)
            SELECT product.id, 'received', location.id, came.quantity, came.cost, came.day::date
            FROM (VALUES (1, 10, 2.00, '2026-01-10'), (2, 5, 3.005, '2026-02-10'), (3, 4, 2.50, '2026-01-05')
            ) AS came (place, quantity, cost, day)
            JOIN product ON product.sku = 'A' JOIN location ON location.code = 'MAIN' ORDER BY came.place;
            INSERT INTO stock_movement (product_id, kind, from_location, quantity, reason, effective_on)
            SELECT product.id, 'adjusted', location.id, 8, 'lost', '2026-03-01' FROM product, location
            WHERE product.sku = 'A' AND location.code = 'MAIN';
            """)
        // Of the four of 5 January, which were entered last, nothing is left, of the ten of 10 January six.
        #expect(
            try workshop.run(.valuation) { ($0.asOf, $0.filters) = ("2026-03-31", ["method=fifo"]) }.lines == [
                "A,Alpha,nephrite,fifo,2026-01-10,,received,6,2.00,EUR,0.00,12.00",
                "A,Alpha,nephrite,fifo,2026-02-10,,received,5,3.005,EUR,0.00,15.03",
            ])
        // By product: (6 × 2.00 + 5 × 3.005) / 11 = 2.456818, and the rounded worth of both.
        #expect(
            try workshop.run(.valuation) {
                ($0.asOf, $0.by, $0.filters) = ("2026-03-31", "product", ["method=fifo"])
            }.lines == ["A,Alpha,nephrite,fifo,,,,11,2.456818,EUR,0.00,27.03"])
        // (4 × 2.50 + 10 × 2.00) / 14 = 2.142857; five more at 3.005 move it by 5/19 to 2.369737.
        #expect(
            try workshop.run(.valuation) { $0.asOf = "2026-03-31" }.lines == [
                "A,Alpha,nephrite,average,,,,11,2.369737,EUR,0.00,26.07"
            ])
        #expect(
            try workshop.run(.stockAgeing) { $0.asOf = "2026-03-31" }.lines == [
                "A,Alpha,nephrite,0,5,6,0,11,66,2026-01-10,EUR,27.03"
            ])
        let card = try workshop.run(.stockCard) { $0.filters = ["sku=A"] }
        #expect(
            card.rows.map { card.texts("day", "in", "out", "balance", "unit_cost", "value_change", "value", of: $0) }
                == [
                    ["2026-01-05", "4", "0", "4", "2.50", "10.00", "10.00"],
                    ["2026-01-10", "10", "0", "14", "2.00", "20.00", "30.00"],
                    ["2026-02-10", "5", "0", "19", "3.005", "15.03", "45.03"],
                    ["2026-03-01", "0", "8", "11", "2.369737", "-18.96", "26.07"],
                ])
        #expect(try workshop.run(.valuation) { $0.asOf = "2025-12-31" }.rows.isEmpty)
    }
}
