import TestSupport
import Testing

@Suite("Promises of a part of an order", .database(Shop.open))
struct PromisePartTests {
    private func allocated(_ order: [String: Any]) throws -> [Int] {
        try #require(order["lines"] as? [[String: Any]]).compactMap { $0["allocated"] as? Int }
    }

    @Test("So much is promised and taken back as is said, the last line first, and the log says how much")
    func parts() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let number = try shop.order("NORD", ["\(Shop.a)=2", "\(Shop.a)=6", "\(Shop.b)=1"])
        try shop.done(["order", "confirm", number])
        #expect(try allocated(shop.done(["order", "allocate", number, "--line", "\(Shop.a)=5"])) == [2, 3, 0])
        #expect(try allocated(shop.done(["order", "release", number, "--line", "\(Shop.a)=4"])) == [1, 0, 0])
        #expect(try allocated(shop.done(["order", "allocate", number, "--line", "\(Shop.a)=1"])) == [2, 0, 0])
        let history = try shop.rows(["order", "history", number])
        #expect(
            history.first { $0["action"] as? String == "release" }?["reason"] as? String
                == "1 of \(Shop.a) on line 1, 3 of \(Shop.a) on line 2")
        // Another order takes seven of the ten: of three more one is there.
        _ = try shop.allocated("NORD", ["\(Shop.a)=7"])
        #expect(
            try allocated(shop.done(["order", "allocate", number, "--line", "\(Shop.a)=3"], status: 3)) == [2, 1, 0])
        #expect(try shop.broken() == [])
    }

    @Test("More than waits or is promised is refused, and nothing moves")
    func refusals() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=4"])
        let expected = [
            (["release", "\(Shop.a)=5"], "not_allocated", "4 of \(Shop.a) are allocated, not 5"),
            (["allocate", "\(Shop.a)=1"], "not_open", "0 of \(Shop.a) wait to be allocated, not 1"),
            (["release", "\(Shop.b)=1"], "line_unknown", "\(number) has no line of \(Shop.b)"),
            (["allocate", "\(Shop.b)=1"], "line_unknown", "\(number) has no line of \(Shop.b)"),
        ]
        for (words, code, message) in expected {
            let refused = try shop.refused(["order", words[0], number, "--line", words[1]])
            shop.expect(refused, ["code": code, "message": message])
        }
        #expect(try allocated(shop.done(["order", "show", number])) == [4])
        // Without a quantity it is all of the SKU.
        #expect(try allocated(shop.done(["order", "release", number, "--line", Shop.a])) == [0])
        #expect(try allocated(shop.done(["order", "allocate", number, "--line", Shop.a])) == [4])
    }
}
