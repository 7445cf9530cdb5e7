import Foundation
import Postgres
import TestSupport
import Testing

/// A database with goods, customers and prices, and the program that sells from it.
struct Shop {
    let conninfo: String
    var nephrite = Program.nephrite

    /// The shop of the test that is running.
    static var current: Shop { Shop(conninfo: TestDatabase.current.conninfo) }

    /// Goods of the sample feed: A costs 4.00 a piece, B and C have prices of their own.
    static let a = "LOTUS-LB-3001"
    static let b = "LOTUS-LB-3002"
    static let c = "LOTUS-LB-3003"
    /// Sold by nobody's list.
    static let unpriced = "LOTUS-LJ-1001"

    /// Open for business, with nothing in stock.
    static let open = TestTemplate("shop", prepare: fill)

    static func fill(_ conninfo: String) throws {
        let shop = Shop(conninfo: conninfo)
        let feed = Program.folder(of: "Imports/bmecat-2005/samples/lotus-2026-10.xml")
        let steps = [
            ["supplier", "add", "LOTUS", "--name", "Lotus Crafts", "--currency", "USD"],
            ["tax", "set", "DE", "S", "19", "--from", "2021-01-01"],
            ["price-list", "add", "WH", "--name", "Wholesale", "--currency", "EUR"],
            [
                "customer", "add", "NORD", "--name", "Praxis Nord", "--currency", "EUR", "--country", "DE",
                "--price-list", "WH",
            ],
            [
                "customer", "add", "SUED", "--currency", "EUR", "--country", "DE", "--price-list", "WH",
                "--credit-limit", "100",
            ],
            [
                "customer", "add", "VORAB", "--currency", "EUR", "--country", "DE", "--price-list", "WH", "--terms",
                "prepaid",
            ],
            ["customer", "add", "PARIS", "--currency", "EUR", "--country", "FR", "--price-list", "WH"],
        ]
        for step in steps { try shop.done(step) }
        let imported = try shop.start(["import", "run", feed, "--supplier", "LOTUS", "-q"]).finish()
        try #require([0, 3].contains(imported.status), "\(imported.errors)")
        for (sku, least, price) in [(a, "1", "4.00"), (a, "10", "3.50"), (b, "1", "9.99"), (c, "1", "0.333")] {
            try shop.done(["price-list", "set", "WH", sku, price, "--min-quantity", least])
        }
    }

    /// After a day's business: an order in every state, goods promised, invoices paid in part.
    static let busy = TestTemplate("busy_shop", prepare: trade)

    /// The same with goods that came back and were credited, and with purchases.
    static let returned = TestTemplate("returned_shop") { conninfo in
        let shop = Shop(conninfo: conninfo)
        try trade(conninfo)
        let number = try shop.allocated("NORD", ["\(b)=3"])
        let invoice = try shop.shipAndInvoice(number, [])
        try shop.done(["order", "return", number, "--line", "\(b)=1", "--scrap"])
        try shop.done(["invoice", "credit", invoice["invoice"] as? String ?? ""])
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        let purchase = try shop.purchase(["\(a)=40", "\(b)=50"])
        try shop.done(["purchase", "send", purchase])
        try shop.done(["purchase", "receive", purchase, "--line", "\(a)=10", "--landed", "5.00"])
        _ = try shop.purchase(["\(c)=50"])
        let ready = try shop.allocated("NORD", ["\(b)=2"])
        let planned = try shop.done(["shipment", "plan", ready, "--line", "\(b)=1"])["planned"] as? String ?? ""
        for step in ["pick", "pack", "ship"] { try shop.done(["shipment", step, planned]) }
        try shop.done(["shipment", "plan", ready])
        try shop.done(["stock", "receive", c, "10", "--cost", "0.10", "--lot", "L1"])
        try shop.done(["stock", "receive", a, "1", "--cost", "0.10", "--lot", "L1"])
        try shop.done(["stock", "adjust", c, "-2", "--reason", "broken"])
        try shop.done(["settings", "set", "gs1_company_prefix=4012345", "company_name=X", "company_city=Y"])
        _ = try shop.start(["label", "carton", "SH-\(year)-000001", "--per-carton", "4"]).finish()
        try shop.done(["settings", "set", "company_name=", "company_city="])
    }

    private static func trade(_ conninfo: String) throws {
        let shop = Shop(conninfo: conninfo)
        try fill(conninfo)
        for sku in [a, b] { try shop.done(["stock", "receive", sku, "20", "--cost", "2.10"]) }
        let first = try shop.order("NORD", ["\(a)=12", "\(b)=5"], ["--key", "first"])
        for action in ["confirm", "allocate", "ship"] { try shop.done(["order", action, first]) }
        try shop.done(["invoice", "create", first])
        try shop.done(["invoice", "pay", "INV-\(year)-000001", "--amount", "10.00", "--on", "2026-11-20"])
        let second = try shop.order("NORD", ["\(a)=4", "\(b)=3"], [])
        for action in ["confirm", "allocate"] { try shop.done(["order", action, second]) }
        try shop.done(["order", "ship", second, "--line", "\(a)=1"])
        _ = try shop.order("NORD", ["\(a)=1"], [])
    }

    static var year: Int { Calendar(identifier: .gregorian).component(.year, from: Date()) }

    func start(_ arguments: [String], input: String = "") throws -> RunningProgram {
        try nephrite.start(arguments + ["-O", "json", "--database", conninfo], input: input)
    }

    /// The answer of a command that is to end with the status.
    @discardableResult
    func done(_ arguments: [String], status: Int32 = 0, location: SourceLocation = #_sourceLocation) throws -> [String:
        Any]
    {
        let outcome = try start(arguments).finish()
        try #require(
            outcome.status == status, "\(arguments): \(outcome.status) \(outcome.errors)", sourceLocation: location)
        let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return value as? [String: Any] ?? ["rows": value]
    }

    /// The error object of a command that is to be refused.
    func refused(_ arguments: [String], status: Int32 = 1, location: SourceLocation = #_sourceLocation) throws
        -> [String: String]
    {
        let outcome = try start(arguments).finish()
        try #require(
            outcome.status == status, "\(arguments): \(outcome.status) \(outcome.errors)", sourceLocation: location)
        #expect(outcome.output == "", sourceLocation: location)
        return try outcome.error()
    }

    /// Makes a draft; its number.
    func order(_ customer: String, _ lines: [String], _ more: [String] = []) throws -> String {
        let answer = try done(["order", "create", "--customer", customer] + lines.flatMap { ["--line", $0] } + more)
        return try #require(answer["order"] as? String)
    }

    /// Makes a draft of a purchase from the supplier of the sample feed; its number.
    func purchase(_ lines: [String], _ more: [String] = []) throws -> String {
        let answer = try done(["purchase", "create", "--supplier", "LOTUS"] + lines.flatMap { ["--line", $0] } + more)
        return try #require(answer["purchase"] as? String)
    }

    /// The names of the invariants that do not hold.
    func broken(location: SourceLocation = #_sourceLocation) throws -> [String] {
        let outcome = try start(["verify"]).finish()
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
        let broken = try #require(rows).filter { $0["failures"] as? Int != 0 }
        #expect(outcome.status == (broken.isEmpty ? 0 : 1), sourceLocation: location)
        return broken.compactMap { $0["invariant"] as? String }
    }

    /// Runs statements as superuser, with no trigger and no foreign key in the way.
    func tamper(_ sql: String) throws {
        let connection = try Connection(conninfo, applicationName: "nephrite test")
        try connection.script("SET search_path = nephrite; SET session_replication_role = replica")
        try connection.script(sql)
    }

    /// The one value of a question, asked as superuser.
    func value(of sql: String) throws -> String {
        let connection = try Connection(conninfo, applicationName: "nephrite test")
        try connection.script("SET search_path = nephrite")
        var rows: [String] = []
        try connection.copyOut("COPY (\(sql)) TO STDOUT") { rows.append(String(decoding: $0, as: UTF8.self)) }
        return rows.joined().trimmingCharacters(in: .newlines)
    }

    /// The constraint or SQLSTATE by which the server refuses statements; nil when it takes them.
    func fault(of sql: String, as role: String? = nil) throws -> String? {
        let connection = try Connection(conninfo, applicationName: "nephrite test")
        try connection.script("SET search_path = nephrite" + (role.map { "; SET ROLE \($0)" } ?? ""))
        do {
            try connection.script(sql)
            return nil
        } catch {
            return error.serverFault.map { $0.constraint ?? $0.sqlstate }
        }
    }
}

extension Program {
    /// A file of the checkout.
    static func folder(of path: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: path).path
    }
}
