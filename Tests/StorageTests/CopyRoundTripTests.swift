import Catalog
import Postgres
import Quantities
import TestSupport
import Testing

@testable import Storage

struct CopyRoundTripTests {
    static let hostile = [
        "plain", "", " ", "a\tb", "a\nb\r\nc", "\\", "\\N", "\\\\N", "\\.", "\n\\.\n", "\"", "\"\"", "{", "}", "{a,b}",
        ",", "NULL", "null", "'", "''", "$1", "%s", "a\\tb", "a\\", "\\\"", "\"\\", "玉石", "💎👩‍🔬", "e\u{301}", "\u{202E}x",
        "\u{1}\u{7F}", "; DROP TABLE product; --", "\u{B}\u{C}\u{8}", "x\u{FEFF}", "\u{10FFFF}",
        String(repeating: "ö\\", count: 500),
    ]

    private struct Random {
        var generator: SeededGenerator

        mutating func text() -> String {
            let parts = Int.random(in: 1...3, using: &generator)
            return (0..<parts).map { _ in hostile[Int.random(in: 0..<hostile.count, using: &generator)] }.joined()
        }

        mutating func textOrNil() -> String? { Bool.random(using: &generator) ? text() : nil }

        mutating func texts() -> [String] { (0..<Int.random(in: 0...4, using: &generator)).map { _ in text() } }

        mutating func decimal() -> Decimal {
            let bound = Int64(1) << Int64.random(in: 1...59, using: &generator)
            return Decimal(millionths: Int64.random(in: 0..<min(bound, 999_999_999_999_999_999), using: &generator))
        }

        mutating func decimalOrNil() -> Decimal? { Bool.random(using: &generator) ? decimal() : nil }

        mutating func price() -> SupplierPrice {
            SupplierPrice(
                kind: text(), minQuantity: decimal(), unitPrice: decimal(), amount: decimal(), priceQuantity: decimal(),
                currency: text(), validFrom: textOrNil(), validTo: textOrNil())
        }

        mutating func evidence() -> GoodsEvidence {
            GoodsEvidence(subject: text(), code: text(), field: text(), phrase: text(), scalars: 3..<17, rule: text())
        }

        mutating func item(_ number: Int) -> SupplierItem {
            // A part number is never empty; all else may be anything.
            var item = SupplierItem(partNumber: String("\(number) \(text())".unicodeScalars.prefix(255)))
            for path in Self.texts { item[keyPath: path] = textOrNil() }
            for path in Self.decimals { item[keyPath: path] = decimalOrNil() }
            item.keywords = texts()
            item.pictures = texts()
            item.prices = (0..<Int.random(in: 0...4, using: &generator)).map { _ in price() }
            item.features = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                Feature(name: text(), value: text(), unit: textOrNil())
            }
            item.goods.material = textOrNil()
            item.goods.shape = textOrNil()
            item.goods.treatments = texts()
            item.goods.identityBasis = text()
            item.goods.evidence = (0..<Int.random(in: 0...2, using: &generator)).map { _ in evidence() }
            return item
        }

        nonisolated(unsafe) static let texts: [WritableKeyPath<SupplierItem, String?>] = [
            \.gtin, \.manufacturerPartNumber, \.manufacturer, \.brand, \.buyerPartNumber, \.name, \.description,
            \.language, \.category, \.orderUnit, \.contentUnit, \.countryOfOrigin, \.hsCode,
        ]
        nonisolated(unsafe) static let decimals: [WritableKeyPath<SupplierItem, Decimal?>] = [
            \.contentQuantity, \.minQuantity, \.quantityInterval, \.maxQuantity, \.leadTimeDays, \.length, \.width,
            \.thickness, \.mass,
        ]
    }

    private static func run(_ connection: Connection) throws -> (run: Int64, supplier: Int64) {
        let supplier = try #require(
            try connection.first(
                InsertSupplier(
                    code: "S", name: "S", currency: "EUR", profile: nil, skuPrefix: nil, holdPriceChange: Decimal(25),
                    holdMissing: Decimal(10), holdRules: [])))
        let run = try connection.first(
            InsertRun(
                supplier: supplier.id, profile: "p", profileSHA256: "", settings: "", fileName: "f", fileBytes: 0))
        return (try #require(run), supplier.id)
    }

    @Test("Any item is read back from the database as it was written", .migrated, arguments: 1...5)
    func items(_ seed: Int) throws {
        var random = Random(generator: SeededGenerator(seed: UInt64(seed)))
        let connection = try MigratedDatabase.connect(as: "nephrite_app")
        let (run, supplier) = try Self.run(connection)
        let items = (1...60).map { random.item($0) }
        let writer = ImportWriter(connection, run: run, supplier: supplier, skuPrefix: "S")
        for (index, item) in items.enumerated() {
            let head = VersionHead(
                record: index + 1, line: index, change: .new, previous: nil,
                sourceDigest: UInt64.random(in: 0...UInt64.max, using: &random.generator))
            try writer.add(item, head, grade: "unassessed")
        }
        try writer.flush()
        let keys = items.indices.map { VersionPointer(run: run, record: $0 + 1, isActive: true) }
        let read = try connection.fetch(SelectVersions(keys)).sorted { $0.record < $1.record }
        #expect(read.count == items.count)
        for (written, read) in zip(items, read) { #expect(read.item == written, "seed \(seed)") }
    }

    @Test("Findings and quarantined records keep every text to the letter", .migrated)
    func findings() throws {
        let connection = try MigratedDatabase.connect(as: "nephrite_app")
        let (run, supplier) = try Self.run(connection)
        let writer = ImportWriter(connection, run: run, supplier: supplier, skuPrefix: "S")
        for (index, text) in Self.hostile.enumerated() {
            try writer.addFinding(
                record: index + 1, line: 1, partNumber: text, code: text, field: text, value: text, message: text)
            try writer.addQuarantine(record: index + 1, line: 1, partNumber: text)
            try writer.addFault(
                record: index + 1, ordinal: 1, line: 1, column: 1, path: text, code: text, field: text, value: nil,
                message: text)
        }
        try writer.flush()
        try connection.run(
            SetQuarantineRaw(run: run, records: Array(1...Self.hostile.count), raws: Self.hostile))
        let findings = try connection.fetch(SelectFindings(run: run, after: 0, limit: 1000))
        #expect(findings.map(\.message) == Self.hostile)
        #expect(findings.map(\.value) == Self.hostile)
        let faults = try connection.fetch(SelectQuarantine(run: run, after: 0, limit: 1000))
        #expect(faults.map(\.raw) == Self.hostile)
        #expect(faults.map(\.path) == Self.hostile)
        #expect(faults.allSatisfy { $0.value == nil })
    }

    @Test(
        "An SKU keeps letters, digits, point, underscore and hyphen, and has a hyphen for all else",
        arguments: [
            ("10410", "S-10410"), ("A b/C", "S-A-b-C"), ("a.b_c-d", "S-a.b_c-d"), ("Größe", "S-Gr--e"), ("玉", "S--"),
            ("e\u{301}", "S-e-"), ("../x", "S-..-x"), ("'; --", "S------"),
        ])
    func skus(_ partNumber: String, _ sku: String) {
        #expect(SKU.of(partNumber, prefix: "S") == sku)
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
