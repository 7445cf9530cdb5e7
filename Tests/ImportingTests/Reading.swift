import Catalog
import Foundation
import XMLStream

@testable import Importing

/// Feeds read from texts, and what came of their records in short.
enum Reading {
    /// A few goods, enough for every finding about them.
    static let recogniser = Recogniser(
        Vocabulary(
            materials: [
                Material(code: "nephrite", name: "Nephrite", kind: .rock, label: "Nephrite", isJade: true),
                Material(code: "jadeite", name: "Jadeite", kind: .mineral, label: "Jadeite", isJade: true),
                Material(code: "serpentine", name: "Serpentine", kind: .rock, label: "Serpentine"),
            ],
            materialNames: [
                MaterialName(material: "nephrite", language: "en", phrase: "nephrite"),
                MaterialName(material: "serpentine", language: "en", phrase: "serpentine"),
            ],
            misnomers: [
                Misnomer(phrase: "xiuyan jade", usually: ["serpentine"], action: .replace),
                Misnomer(phrase: "jade", usually: ["nephrite", "jadeite"], action: .requireMaterial),
            ]))

    /// Writes a document to a file that is gone when it has been opened.
    static func file(_ bytes: some Sequence<UInt8>) throws -> FeedFile {
        let url = FileManager.default.temporaryDirectory.appending(path: "nephrite-\(UUID().uuidString).xml")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try FeedFile(url.path)
    }

    /// Everything about each record of a document.
    static func records(
        _ text: String, by profile: Profile, currency: String = "EUR", today: String = "2026-11-23",
        partial: Bool = false
    ) throws -> [ReadRecord] {
        let reader = FeedReader(
            CompiledProfile(profile), context: FeedContext(supplierCurrency: currency, today: today),
            recogniser: recogniser)
        var records: [ReadRecord] = []
        _ = try reader.read(file(text.utf8)) { record in
            records.append(
                ReadRecord(
                    ordinal: record.ordinal, line: record.line, column: record.column, digest: record.sourceDigest,
                    knownPartNumber: record.knownPartNumber, outcome: record.outcome(partial: partial)))
        }
        return records
    }

    /// The one record of a BMEcat 1.2 document.
    static func article(
        _ body: String, header: String = "<CURRENCY>EUR</CURRENCY>", profile: String = "bmecat-1.2",
        currency: String = "EUR", today: String = "2026-11-23"
    ) throws -> ReadRecord {
        let text = """
            <BMECAT version="1.2"><HEADER><CATALOG>\(header)</CATALOG></HEADER><T_NEW_CATALOG>
            <ARTICLE>\(body)</ARTICLE></T_NEW_CATALOG></BMECAT>
            """
        return try records(text, by: Profiles.profile(named: profile), currency: currency, today: today)[0]
    }

    /// The one record of a Google document.
    static func item(_ body: String, currency: String = "GBP") throws -> ReadRecord {
        let text = """
            <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
            <item>\(body)</item></channel></rss>
            """
        return try records(text, by: Profiles.profile(named: "google-merchant"), currency: currency)[0]
    }
}

/// What is kept of a record beyond the call it was lent for.
struct ReadRecord {
    let ordinal: Int
    let line: Int
    let column: Int
    let digest: UInt64
    let knownPartNumber: String?
    let outcome: RecordOutcome

    /// The item, or nil when there is none.
    var item: SupplierItem? {
        if case .item(let item, _) = outcome { return item }
        return nil
    }

    var findings: [Finding] {
        if case .item(_, let findings) = outcome { return findings }
        return []
    }

    var faults: [RecordFault] {
        if case .quarantined(_, let faults) = outcome { return faults }
        return []
    }

    /// `kind from: unit price currency` of each price, in order.
    var prices: [String] {
        (item?.prices ?? []).map { "\($0.kind) \($0.minQuantity): \($0.unitPrice) \($0.currency)" }
    }
}
