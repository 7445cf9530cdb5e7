import Operations
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The reports on how orders were served")
struct ServiceReportTests {
    @Test("On time, in full, fill rate and lead time are counted line by line", .yearOfTrade)
    func service() throws {
        let workshop = try ReportWorkshop()
        let raw = try RawTrade(workshop.shop.database.connection)
        let today = try workshop.today()
        for (first, last) in [(380, 0), (180, 91), (60, 31)] {
            let (from, to) = (today.adding(days: -first), today.adding(days: -last))
            var counts: [String: (counts: [Int], leads: [Int])] = [:]
            for line in raw.lines where line.wanted > 0 {
                guard let promised = line.promised, from <= promised, promised <= to else { continue }
                let gone = raw.shipments.filter { $0.line == line.id && $0.day <= to }
                let inTime = gone.filter { $0.day <= promised }.map(\.quantity).reduce(0, +)
                let quantity = gone.map(\.quantity).reduce(0, +)
                let isOnTime = !gone.isEmpty && gone.allSatisfy { $0.day <= promised }
                let isInFull = quantity >= line.wanted
                var sums = counts[line.customer] ?? (Array(repeating: 0, count: 6), [])
                let more = [1, isOnTime ? 1 : 0, isInFull ? 1 : 0, isOnTime && isInFull ? 1 : 0, line.wanted, inTime]
                sums.counts = zip(sums.counts, more).map(+)
                if isInFull, let end = gone.map(\.day).max() { sums.leads.append(end.number - line.confirmed.number) }
                counts[line.customer] = sums
            }
            let document = try workshop.run(.serviceLevel) { ($0.from, $0.to) = (from.text, to.text) }
            #expect(document.rows.count == counts.count)
            for row in document.rows {
                let sums = try #require(counts[document.texts("customer", of: row)[0]])
                let shown = document.texts(
                    "lines", "on_time", "in_full", "on_time_in_full", "ordered", "shipped_in_time", of: row)
                #expect(shown == sums.counts.map(String.init))
                let leads = sums.leads.sorted()
                let median = leads.isEmpty ? "" : String(leads[(leads.count - 1) / 2])
                #expect(document.texts("median_lead_time", of: row) == [median])
                let percents = [(3, 0), (5, 4)].map { Figure(sums.counts[$0]).percent(of: Figure(sums.counts[$1])) }
                #expect(["otif", "fill_rate"].map { document.figure($0, of: row) } == percents)
            }
            // Below them, the percentages are those of the sums.
            let whole = document.sum("on_time_in_full").percent(of: document.sum("lines"))
            let below = TextReport.text(document, columns: nil).split(separator: "\n").last
            #expect(below?.contains(" \(whole?.text(minimumFractionDigits: 1) ?? "none") ") == true, "\(below ?? "")")
        }
    }

    @Test("What left and is not invoiced is that of the latest shipments of each line", .yearOfTrade)
    func uninvoiced() throws {
        let workshop = try ReportWorkshop()
        let raw = try RawTrade(workshop.shop.database.connection)
        let today = try workshop.today()
        var expected: Set<[String]> = []
        for line in raw.lines {
            var done = line.invoiced - line.credited + line.returned
            var through = 0
            let parts = raw.shipments.filter { $0.line == line.id }
            var documents: [String] = []
            for part in parts where !documents.contains(part.document) { documents.append(part.document) }
            for document in documents {
                let together = parts.filter { $0.document == document }
                let quantity = together.map(\.quantity).reduce(0, +)
                let counted = max(0, min(quantity, done))
                done -= quantity
                let before = through + counted
                through += quantity
                guard through > before else { continue }
                let value = Figure(millionths: line.net(through).millionths - line.net(before).millionths)
                expected.insert([
                    "shipped", document, line.order, "\(line.line)", "\(through - before)",
                    value.text(minimumFractionDigits: 2),
                    "\(today.number - together[0].day.number)",
                ])
            }
        }
        let document = try workshop.run(.uninvoiced) { $0.filters = ["kind=shipped"] }
        let shown = document.rows.map {
            document.texts("kind", "document", "order", "line", "quantity", "value", "age", of: $0)
        }
        #expect(shown.count == expected.count && shown.count > 5)
        #expect(Set(shown).symmetricDifference(expected) == [])

        // What is not invoiced of a line in a shipment is what left with it less what else was done; it throws where not.
        for row in shown.prefix(25) {
            let key = row[1...3].joined(separator: "/")
            let figure = try workshop.reports.explain("\(key).value", of: .uninvoiced, ReportRequest())
            #expect(
                figure.rows.first.map { figure.texts("kind", "document", of: $0) } == ["shipped", row[1]], "\(key)")
            #expect(figure.sum("quantity").text() == row[4], "\(key)")
        }

        // What never left is not waiting for an invoice, and was not in time.
        let whole = try #require(
            shown.first { row in
                raw.shipments.filter { $0.document == row[1] }.map(\.quantity) == [Int(row[4])]
            })
        let before = try workshop.run(.serviceLevel) { $0.from = today.adding(days: -380).text }.sum("shipped_in_time")
        let line = try #require(raw.lines.first { $0.order == whole[2] && "\($0.line)" == whole[3] })
        let part = try #require(raw.shipments.first { $0.document == whole[1] })
        try workshop.script(
            "INSERT INTO shipment_reversal (shipment_id, reason) SELECT id, 'test' FROM shipment WHERE number = '\(whole[1])'"
        )
        let rest = try workshop.run(.uninvoiced) { $0.filters = ["kind=shipped"] }
        #expect(rest.rows.map { rest.texts("document", of: $0)[0] } == shown.map { $0[1] }.filter { $0 != whole[1] })
        let after = try workshop.run(.serviceLevel) { $0.from = today.adding(days: -380).text }.sum("shipped_in_time")
        let wasInTime = line.promised.map { part.day <= $0 && $0 <= today } ?? false
        #expect(before.millionths - after.millionths == (wasInTime ? Int128(part.quantity) * 1_000_000 : 0))

        let all = try workshop.run(.uninvoiced)
        #expect(all.rows.contains { all.texts("kind", of: $0) == ["received"] })
    }
}
