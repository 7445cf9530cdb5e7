internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering
internal import Storage

/// `nephrite find`: with the phone in one hand.
struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find orders, invoices, customers, products and part numbers by a text.",
        discussion: "What equals the text comes first.\n\nExample:\n  nephrite find 4711")
    @Argument(help: "A part of a number, a purchase order number, a code, an SKU, a name, or a whole GTIN.")
    var text: String
    @Option(help: "At most so many rows.")
    var limit: Int = 50
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be above zero") }
    }

    func run() throws {
        let rows = try Search(common.open()).find(text, limit: limit)
        try common.show(
            .list(
                rows.map {
                    .keys(
                        ("kind", .text($0.kind)), ("key", .text($0.key)), ("text", .text(ifPresent: $0.text)),
                        ("field", .text($0.field)))
                }))
    }
}

/// `nephrite audit`: who did what.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who did what to what, and when.",
        discussion: "Example:\n  nephrite audit list --subject HANSE-10110", subcommands: [List.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List entries of the audit trail, the latest first.",
            discussion: "Example:\n  nephrite audit list --action product.set --limit 20")
        @Option(help: "Only this subject's: an SKU, an order's number, a run, a code.")
        var subject: String?
        @Option(help: "Only this action, as import.apply.")
        var action: String?
        @Option(help: "Only this person's, by the name of the database session.")
        var actor: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let after = try page.numericAfter().map { Int64($0) }
            let rows = try Search(common.open()).audit(
                subject: subject, action: action, actor: actor, limit: page.limit, after: after)
            try common.show(.list(try rows.map { try Answer($0) }))
        }
    }
}

extension Answer {
    /// An entry of the audit trail.
    init(_ entry: AuditRow) throws {
        self = .keys(
            ("entry", .int(Int(entry.id))), ("at", .text(entry.at)), ("actor", .text(entry.actor)),
            ("action", .text(entry.action)), ("subject_kind", .text(entry.subjectKind)),
            ("subject", .text(entry.subject)), ("detail", try Answer(json: entry.detail)),
            ("batch", .int(ifPresent: entry.batch.map { Int($0) })))
    }
}
