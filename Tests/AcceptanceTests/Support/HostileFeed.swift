import Foundation

/// Feeds of BMEcat 1.2 with something wrong in them, made in the test that uses them.
enum HostileFeed {
    /// A catalog of records.
    static func catalog(_ records: String...) -> String { catalog(records) }

    /// A catalog of a list of records.
    static func catalog(_ records: [String], start: String = "", header: String = "") -> String {
        start + "<BMECAT version=\"1.2\"><HEADER><CATALOG><CURRENCY>EUR</CURRENCY>\(header)</CATALOG></HEADER>"
            + "<T_NEW_CATALOG>\n" + records.joined(separator: "\n") + "\n</T_NEW_CATALOG></BMECAT>\n"
    }

    /// One record; what is named more than once in BMEcat's order comes in by `details`, `order` and `more`.
    static func article(
        _ number: String, name: String = "Worry stone", details: String = "", price: String = "4.20",
        prices: String? = nil, order: String = "", more: String = ""
    ) -> String {
        "<ARTICLE><SUPPLIER_AID>\(number)</SUPPLIER_AID><ARTICLE_DETAILS><DESCRIPTION_SHORT>\(name)</DESCRIPTION_SHORT>"
            + "\(details)</ARTICLE_DETAILS>\(more)<ARTICLE_ORDER_DETAILS>\(order)</ARTICLE_ORDER_DETAILS>"
            + "<ARTICLE_PRICE_DETAILS>\(prices ?? tier(price))</ARTICLE_PRICE_DETAILS></ARTICLE>"
    }

    /// One price, from a quantity on where one is given.
    static func tier(_ amount: String, from quantity: String? = nil) -> String {
        "<ARTICLE_PRICE price_type=\"net_customer\"><PRICE_AMOUNT>\(amount)</PRICE_AMOUNT>"
            + (quantity.map { "<LOWER_BOUND>\($0)</LOWER_BOUND>" } ?? "") + "</ARTICLE_PRICE>"
    }

    /// A price that holds from a day on.
    static func dated(_ day: String) -> String {
        "<DATETIME type=\"valid_start_date\"><DATE>\(day)</DATE></DATETIME>" + tier("4.20")
    }

    /// A text as XML writes it.
    static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
    }

    /// Something with its number, over and over.
    static func many(_ count: Int, _ part: (Int) -> String) -> String { (1...count).map(part).joined() }

    /// What a program needed: KiB at its peak.
    static func peak(_ outcome: Program.Outcome) -> Int? {
        outcome.errors.split(separator: "\n").last { $0.hasPrefix("peak ") }.flatMap { Int($0.dropFirst(5)) }
    }
}

extension Sandbox {
    /// Imports a document as a person does, through the built program, and measures the memory it needs.
    func importing(
        _ bytes: Data, in folder: String, _ more: [String] = []
    ) throws -> (outcome: Program.Outcome, peakKiB: Int) {
        let file = folder + "/hostile.xml"
        try bytes.write(to: URL(fileURLWithPath: file))
        // GNU time writes what was asked for behind all that the program says on standard error.
        let words = ["-q", "-f", "peak %M"] + nephrite.command + ["import", "run", file, "--supplier", "SAMPLE"]
        let outcome = try Program(command: ["/usr/bin/time"]).with(nephrite.environment)
            .start(words + more + ["-O", "json"]).finish(timeout: 100)
        guard let peak = HostileFeed.peak(outcome) else { throw Program.Misuse("no figure: \(outcome)") }
        return (outcome, peak)
    }
}
