import Foundation

/// BMEcat 2005 catalogs of any length, in two editions that differ by new, changed and vanished items.
struct SampleFeed {
    /// Items of the first edition.
    let count: Int

    /// Writes an edition, 1 or 2, into a folder; answers its path.
    func write(edition: Int, to folder: String) throws -> String {
        let path = folder + "/feed-\(edition).xml"
        try Data(text(edition: edition).utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// New items of the second edition; of each hundred it changes ten and leaves one out.
    var added: Int { max(1, count / 50) }
    var vanished: Int { count / 100 }
    var changed: Int { (1...count).count { $0 % 10 == 3 } }

    func text(edition: Int) -> String {
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <BMECAT version="2005" xmlns="http://www.bmecat.org/bmecat/2005fd"><HEADER><CATALOG><LANGUAGE default="true">eng</LANGUAGE>
            <CATALOG_ID>SAMPLE</CATALOG_ID><CATALOG_VERSION>\(edition).0</CATALOG_VERSION><CURRENCY>EUR</CURRENCY></CATALOG></HEADER>
            <T_NEW_CATALOG>

            """
        for number in 1...(edition == 1 ? count : count + added)
        where edition == 1 || number % 100 != 50 || number > count {
            let cents = 300 + number % 700 + (edition == 2 && number % 10 == 3 ? 20 : 0)
            text += item(number, price: "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)")
        }
        return text + "</T_NEW_CATALOG></BMECAT>\n"
    }

    private func item(_ number: Int, price: String) -> String {
        """
        <PRODUCT mode="new"><SUPPLIER_PID type="supplier_specific">P-\(number)</SUPPLIER_PID><PRODUCT_DETAILS>
        <DESCRIPTION_SHORT lang="eng">Rose quartz heart gua sha no. \(number)</DESCRIPTION_SHORT>
        <DESCRIPTION_LONG lang="eng">A polished tool of rose quartz, heart shaped, in a pouch.</DESCRIPTION_LONG>
        </PRODUCT_DETAILS><PRODUCT_FEATURES><FEATURE><FNAME lang="eng">Weight</FNAME><FVALUE>\(50 + number % 90)</FVALUE><FUNIT>GRM</FUNIT>
        </FEATURE></PRODUCT_FEATURES><PRODUCT_ORDER_DETAILS><ORDER_UNIT>C62</ORDER_UNIT></PRODUCT_ORDER_DETAILS><PRODUCT_PRICE_DETAILS>
        <PRODUCT_PRICE price_type="net_customer"><PRICE_AMOUNT>\(price)</PRICE_AMOUNT><PRICE_CURRENCY>EUR</PRICE_CURRENCY>
        <LOWER_BOUND>1</LOWER_BOUND></PRODUCT_PRICE></PRODUCT_PRICE_DETAILS></PRODUCT>

        """
    }
}

/// A folder that goes when its test has ended.
enum TemporaryFolder {
    static func use<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nephrite-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}
