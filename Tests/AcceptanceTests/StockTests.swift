import Foundation
import TestSupport
import Testing

@Suite("Stock", .database(Shop.open))
struct StockTests {
    @Test("The average follows the days that movements count for, not the order of their entry")
    func average() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "4.00", "--on", "2026-10-10"])
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.00", "--on", "2026-10-01"])
        try shop.done(["stock", "receive", Shop.a, "20", "--cost", "5.00", "--on", "2026-10-10"])
        // 10 at 2.00; with 10 at 4.00 that is 3.00; with 20 at 5.00 it is 4.00.
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["average_cost": "4.00"])
        let past = try shop.done(["stock", "show", Shop.a, "--as-of", "2026-10-09"])
        shop.expect(past, ["average_cost": "2.00"])
        shop.expect(past, ["on_hand": 10])
        let empty = try shop.done(["stock", "show", Shop.a, "--as-of", "2026-09-30"])
        #expect(empty["average_cost"] as? String == nil)
        // What is issued first takes the whole of the earlier goods, so that the later cost is all there is.
        try shop.done(["stock", "receive", Shop.b, "5", "--cost", "9.00", "--on", "2026-10-01"])
        try shop.done(["stock", "adjust", Shop.b, "-5", "--reason", "broken"])
        try shop.done(["stock", "receive", Shop.b, "5", "--cost", "3.00"])
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["average_cost": "3.00"])
        // Entered last, it counts between the two and goes by the share of what lay there: 5 at 9 and 5 at 7 are 8.
        try shop.done(["stock", "receive", Shop.b, "5", "--cost", "7.00", "--on", "2026-10-02"])
        let between = try shop.done(["stock", "show", Shop.b, "--as-of", "2026-10-02"])
        shop.expect(between, ["average_cost": "8.00"])
        // 10 at 8, of which 5 went today; with 5 at 3 they are 5.50.
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["average_cost": "5.50"])
        #expect(try shop.broken() == [])
    }

    @Test("Goods cannot be received tomorrow")
    func future() throws {
        let shop = Shop.current
        let day = ISO8601DateFormatter()
        day.formatOptions = [.withFullDate]
        let tomorrow = day.string(from: Date().addingTimeInterval(86_400))
        let error = try shop.refused(["stock", "receive", Shop.a, "1", "--cost", "1", "--on", tomorrow])
        #expect(error["code"] == "day_in_future")
        #expect(error["where"] == "--on")
        // Where the day has begun already it is today.
        try shop.done(["settings", "set", "time_zone=Pacific/Kiritimati"])
        let there = day.string(from: Date().addingTimeInterval(14 * 3_600))
        try shop.done(["stock", "receive", Shop.a, "1", "--cost", "1", "--on", there])
    }

    @Test("A transfer moves what is promised to nobody and leaves the average as it is")
    func transfer() throws {
        let shop = Shop.current
        try shop.done(["location", "add", "SOUTH"])
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        _ = try shop.allocated("NORD", ["\(Shop.a)=4"])
        let transfer = ["stock", "transfer", Shop.a]
        let stock = try shop.done(transfer + ["5", "--from", "MAIN", "--to", "SOUTH"])
        shop.expect(stock, ["on_hand": 10, "allocated": 4, "available": 6])
        shop.expect(stock, ["average_cost": "2.10"])
        let places = try #require(stock["locations"] as? [[String: Any]])
        #expect(places.map { $0["location"] as? String } == ["MAIN", "SOUTH"])
        #expect(places.map { $0["on_hand"] as? Int } == [5, 5])
        let error = try shop.refused(transfer + ["2", "--from", "MAIN", "--to", "SOUTH"])
        #expect(error["code"] == "out_of_stock")
        #expect(error["message"] == "MAIN has 5 of \(Shop.a), 4 of them promised, so 2 cannot leave")
        try shop.done(transfer + ["1", "--from", "MAIN", "--to", "SOUTH", "--dry-run"])
        try shop.done(transfer + ["1", "--from", "MAIN", "--to", "SOUTH", "--key", "k"])
        try shop.done(transfer + ["1", "--from", "MAIN", "--to", "SOUTH", "--key", "k"])
        let refusals: [(words: [String], code: String, status: Int32)] = [
            (["1", "--from", "MAIN", "--to", "MAIN"], "location_same", 64),
            (["1", "--from", "MAIN", "--to", "X"], "location_unknown", 1),
            (["0", "--from", "MAIN", "--to", "SOUTH"], "quantity_invalid", 64),
        ]
        for refusal in refusals {
            #expect(try shop.refused(transfer + refusal.words, status: refusal.status)["code"] == refusal.code)
        }
        let log = try shop.rows(["stock", "history", Shop.a])
        #expect(log.map { $0["kind"] as? String } == ["received", "transferred", "transferred"])
        #expect(log.map { $0["currency"] as? String } == ["EUR", "EUR", "EUR"])
        #expect(log.map { $0["unit_cost"] as? String } == ["2.10", nil, nil])
        #expect(try shop.broken() == [])
    }

    @Test("A quantity that cannot be is refused by name, the least there is as well as the sum of many")
    func bounds() throws {
        let shop = Shop.current
        for quantity in ["-9223372036854775808", "9223372036854775807", "0", "1000000000"] {
            let error = try shop.refused(["stock", "adjust", Shop.a, quantity, "--reason", "x"], status: 64)
            #expect(error["code"] == "quantity_invalid", "\(quantity)")
        }
        for _ in 0..<2 { try shop.done(["stock", "receive", Shop.a, "999999999", "--cost", "1"]) }
        let error = try shop.refused(["stock", "receive", Shop.a, "999999999", "--cost", "1"])
        #expect(error["code"] == "quantity_too_large")
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 1_999_999_998])
        #expect(try shop.broken() == [])
    }
}
