import Operations
import Storage
import TestSupport
import Testing

/// Which products an import makes, under which SKUs, and which it joins.
struct ProductTests {
    static let gtin = "9521234500018"

    struct Naming: Sendable, CustomTestStringConvertible {
        var partNumbers: [String]
        var skus: [String]
        var testDescription: String { partNumbers.joined(separator: ", ") }
    }

    static let namings: [Naming] = [
        Naming(partNumbers: ["10410", "a.b_c-d"], skus: ["P-10410", "P-a.b_c-d"]),
        Naming(partNumbers: ["A B", "A/B"], skus: ["P-A-B", "P-A-B-2"]),
        Naming(partNumbers: ["A B", "A/B", "A+B"], skus: ["P-A-B", "P-A-B-2", "P-A-B-3"]),
        // A number given away must not be one that another record has by itself, before it or behind.
        Naming(partNumbers: ["A-B-2", "A B", "A/B"], skus: ["P-A-B", "P-A-B-2", "P-A-B-3"]),
        Naming(partNumbers: ["A B", "A/B", "A-B-2"], skus: ["P-A-B", "P-A-B-2", "P-A-B-3"]),
        Naming(partNumbers: ["A B", "A-B-2", "A/B", "A-B-3"], skus: ["P-A-B", "P-A-B-2", "P-A-B-3", "P-A-B-4"]),
        Naming(partNumbers: ["玉", "石"], skus: ["P--", "P---2"]),
    ]

    @Test("An SKU is the prefix and the part number, with a number added on collision", .migrated, arguments: namings)
    func skus(_ naming: Naming) throws {
        let shop = try Workshop()
        try shop.supplier(prefix: "P")
        try shop.take(.full(naming.partNumbers.map { Feed.article($0) }))
        #expect(try Products(shop.database).list(.init(), limit: 99, after: nil).map(\.sku) == naming.skus)
        let own = try Products(shop.database).list(.init(), limit: 99, after: nil).map(\.partNumber)
        #expect(Set(own) == Set(naming.partNumbers))
    }

    @Test("A collision with a product of before takes the next free number too", .migrated)
    func skuOfBefore() throws {
        let shop = try Workshop()
        try shop.supplier(prefix: "P")
        try shop.supplier("T", prefix: "P")
        try shop.take(.full(Feed.article("A")))
        try shop.take(.full(Feed.article("A"), Feed.article("A-2")), for: "T")
        try shop.take(.full(Feed.article("A"), Feed.article("A/")))
        #expect(try shop.products() == ["P-A active", "P-A- active", "P-A-2 active", "P-A-3 active"])
    }

    @Test("Without a prefix the supplier's code is it", .migrated)
    func noPrefix() throws {
        let shop = try Workshop()
        try shop.supplier("LOTUS")
        try shop.take(.full(Feed.article("LJ-1")), for: "LOTUS")
        #expect(try shop.products() == ["LOTUS-LJ-1 active"])
    }

    struct Pair: Sendable, CustomTestStringConvertible {
        var name: String
        var ours: (gtin: String?, maker: String?)
        var theirs: (gtin: String?, maker: String?)
        var isJoined: Bool
        var matches: Int
        var testDescription: String { name }
    }

    static let pairs: [Pair] = [
        Pair(name: "both agree", ours: (gtin, "M1"), theirs: (gtin, "M1"), isJoined: true, matches: 0),
        Pair(name: "GTIN alone", ours: (gtin, "M1"), theirs: (gtin, "M2"), isJoined: false, matches: 1),
        Pair(name: "GTIN, no number here", ours: (gtin, "M1"), theirs: (gtin, nil), isJoined: false, matches: 1),
        Pair(name: "number alone", ours: (gtin, "M1"), theirs: (nil, "M1"), isJoined: false, matches: 1),
        Pair(
            name: "number, other GTIN", ours: (gtin, "M1"), theirs: ("9521234500025", "M1"), isJoined: false, matches: 1
        ),
        Pair(name: "neither", ours: (gtin, "M1"), theirs: ("9521234500025", "M2"), isJoined: false, matches: 0),
        Pair(name: "nothing to compare", ours: (nil, nil), theirs: (nil, nil), isJoined: false, matches: 0),
    ]

    @Test("Two suppliers' items are one product when GTIN and maker's number both agree", .migrated, arguments: pairs)
    func joining(_ pair: Pair) throws {
        let shop = try Workshop()
        try shop.supplier()
        try shop.supplier("T")
        try shop.take(.full(Feed.article("A", gtin: pair.ours.gtin, maker: pair.ours.maker)))
        let run = try shop.take(.full(Feed.article("X", gtin: pair.theirs.gtin, maker: pair.theirs.maker)), for: "T")
        #expect(run.counts == Counts(records: 1, new: 1))
        #expect(try shop.products() == (pair.isJoined ? ["S-A active"] : ["S-A active", "T-X active"]))
        #expect(try shop.findings(run) == Array(repeating: "X possible_match", count: pair.matches))
        #expect(try Products(shop.database).show("S-A").items.count == (pair.isJoined ? 2 : 1))
    }

    @Test("Items of one supplier are never joined; a shared GTIN is told on both", .migrated)
    func sharedGTIN() throws {
        let shop = try Workshop()
        try shop.supplier()
        let run = try shop.take(
            .full(Feed.article("A", gtin: Self.gtin, maker: "M"), Feed.article("B", gtin: Self.gtin, maker: "M")))
        #expect(try shop.products() == ["S-A active", "S-B active"])
        #expect(try shop.findings(run) == ["A gtin_shared", "B gtin_shared"])
        let delta = try shop.take(.update(Feed.article("C", gtin: Self.gtin)))
        #expect(try shop.findings(delta) == ["C gtin_shared"])
    }

    @Test("Two new items that would join one product stay apart", .migrated)
    func twins() throws {
        let shop = try Workshop()
        try shop.supplier()
        try shop.supplier("T")
        try shop.take(.full(Feed.article("A", gtin: Self.gtin, maker: "M")))
        try shop.take(
            .full(Feed.article("X", gtin: Self.gtin, maker: "M"), Feed.article("Y", gtin: Self.gtin, maker: "M")),
            for: "T")
        #expect(try shop.products() == ["S-A active", "T-X active", "T-Y active"])
    }

    @Test("A list filters by supplier, status and words, to the letter", .migrated)
    func filters() throws {
        let shop = try Workshop()
        try shop.supplier()
        try shop.supplier("T")
        try shop.take(
            .full(
                Feed.article("A", name: "Nephrite Gua Sha heart", gtin: Self.gtin, maker: "M"),
                Feed.article("B", name: "100% Jade_comb"), Feed.article("C", name: "Rose quartz comb")))
        try shop.take(.update(Feed.delete("C")))
        try shop.take(
            .full(Feed.article("X", name: "Their heart", price: "8.00", gtin: Self.gtin, maker: "M")), for: "T")
        func list(_ change: (inout Products.Filter) -> Void) throws -> [String] {
            var filter = Products.Filter()
            change(&filter)
            return try shop.products(filter)
        }
        #expect(try list { _ in } == ["S-A active", "S-B active", "S-C discontinued"])
        #expect(try list { $0.supplier = "T" } == ["S-A active"])
        #expect(try list { $0.supplier = "X" } == [])
        #expect(try list { $0.status = "discontinued" } == ["S-C discontinued"])
        #expect(try list { $0.status = "active" } == ["S-A active", "S-B active"])
        #expect(try list { $0.material = "rose_quartz" } == ["S-C discontinued"])
        #expect(try list { $0.shape = "comb" } == ["S-B active", "S-C discontinued"])
        #expect(try list { $0.search = "COMB" } == ["S-B active", "S-C discontinued"])
        #expect(try list { $0.search = "100%" } == ["S-B active"])
        #expect(try list { $0.search = "%" } == ["S-B active"])
        #expect(try list { $0.search = "e_c" } == ["S-B active"])
        #expect(try list { $0.search = "a'; --" } == [])
        #expect(try list { $0.search = Self.gtin } == ["S-A active"])
        // The cheaper of two active items counts, but for the supplier that is asked for.
        let rows = try Products(shop.database).list(.init(), limit: 1, after: nil)
        #expect(rows.map(\.supplier) == ["T"])
        #expect(rows.map(\.unitPrice) == ["8"])
        var ours = Products.Filter()
        ours.supplier = "S"
        #expect(try Products(shop.database).list(ours, limit: 1, after: nil).map(\.unitPrice) == ["10"])
        #expect(throws: Refusal.self) { try Products(shop.database).show("NONE") }
    }

    @Test("Pages follow one another without gap or repeat, in the order of the SKUs' bytes", .migrated)
    func pages() throws {
        let shop = try Workshop()
        try shop.supplier()
        let numbers = ["b", "B", "a", "A", "_", ".", "10", "9", "a-b", "aB"]
        try shop.take(.full(numbers.map { Feed.article($0) }))
        var seen: [String] = []
        while true {
            let page = try Products(shop.database).list(.init(), limit: 3, after: seen.last).map(\.sku)
            #expect(page.count <= 3)
            if page.isEmpty { break }
            seen += page
        }
        #expect(seen == numbers.map { "S-\($0)" }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    }
}
