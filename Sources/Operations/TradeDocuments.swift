internal import Crypto
package import Documents
internal import Postgres
internal import Quantities
internal import Rendering
package import Storage

/// Documents of trade: written, kept as they went out, and printed again.
package struct TradeDocuments {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A form that a document is written in.
    package enum Format: String, Sendable, CaseIterable, OutputForm {
        /// A page, and the page printed.
        case html, pdf
        /// A message of UBL 2.1 by Peppol, of openTRANS 2.1, and of UN/CEFACT CII by EN 16931.
        case ubl, opentrans, cii
        /// The page printed as PDF/A-3 that carries the message of CII.
        case facturx

        /// Whether it is for machines alone.
        package var isMessage: Bool { self == .ubl || self == .opentrans || self == .cii }

        /// Whether a page is printed for it.
        package var isPrinted: Bool { self == .pdf || self == .facturx }

        /// Whether a kind of document is written in this form.
        func holds(_ kind: DocumentKind) -> Bool {
            switch self {
            case .html, .pdf: true
            case .ubl, .opentrans: kind.isFinal || kind == .packingSlip
            case .cii, .facturx: kind.isFinal
            }
        }

        /// `.xml` alone means UBL, `.pdf` a page.
        package var endings: [String] {
            switch self {
            case .html: ["html", "htm"]
            case .pdf: ["pdf"]
            case .ubl, .opentrans, .cii: ["xml", rawValue]
            case .facturx: ["pdf", rawValue]
            }
        }

        package var isBinary: Bool { isPrinted }
    }

    /// What a document is printed from.
    package struct Printable: Sendable {
        /// The page, or a message, which is its own print.
        package let text: String
        /// The message of CII that the page carries.
        package let invoice: String?
    }

    /// What is asked for.
    package struct Request: Sendable {
        /// What it is and its number.
        package let kind: DocumentKind, number: String
        /// The form.
        package let format: Format
        /// The language and the sheet; a message has no sheet.
        package let language: DocumentLanguage, paper: Paper
        /// Which products a line sheet shows, and how they are ordered.
        package let selection: SheetSelection

        /// A request.
        package init(
            _ kind: DocumentKind, _ number: String, _ format: Format, _ language: DocumentLanguage, _ paper: Paper,
            _ selection: SheetSelection = SheetSelection()
        ) {
            self.selection = selection
            (self.kind, self.number, self.format) = (kind, number, format)
            (self.language, self.paper) = (language, paper)
        }

        /// Refuses `document_format` for a kind that is not written in the form.
        package func checkFormat() throws(Refusal) {
            guard format.holds(kind) else {
                throw Refusal(
                    "document_format", "a \(kind.rawValue) is not written as \(format.rawValue)",
                    at: "--format",
                    remedy: "use one of "
                        + Format.allCases.filter { $0.holds(kind) }.map(\.rawValue).joined(separator: ", "),
                    status: .usage)
            }
        }

        var key: DocumentKey {
            DocumentKey(
                kind: kind.rawValue, number: number + (kind == .lineSheet ? selection.suffix : ""),
                format: format.rawValue, language: language.rawValue,
                paper: format.isMessage ? "" : paper.rawValue)
        }
    }

    /// A document as it was issued, now or before.
    package struct Issued: Sendable {
        /// What it is.
        package let row: IssuedRow
        /// Its bytes.
        package let content: [UInt8]
        /// Whether it is what went out before.
        package let isReprint: Bool
        /// Whether names, addresses and goods are those of its posting; nil for what is not posted, or went out before.
        package let isAsPosted: Bool?
    }

    /// Writes a document, or gives what was issued of it before.
    ///
    /// Invoices and credit notes are issued once in each form, language and sheet: what went out first is what comes again. Of
    /// the others another edition is issued when what they say has changed. `print` makes PDF of a page.
    ///
    /// Refuses what there is none of, `wrong_state`, `document_format`, `document_incomplete` with the list of what a message
    /// needs, and `logo_unreadable`.
    package func issue(_ request: Request, dryRun: Bool = false, print: (Printable) throws -> [UInt8]) throws -> Issued
    {
        try request.checkFormat()
        return try database.write(dryRun: dryRun) {
            try connection.run(LockDocument(request.key))
            let latest = try connection.first(SelectIssuedDocuments(latestOf: request.key))
            if let latest, request.kind.isFinal { return try again(latest) }
            // What says the same as on the day it was issued is the same document.
            let today = try database.day()
            if let latest, let day = Day(latest.day), day != today, !request.kind.isOfToday,
                Self.digest(try source(request, day)) == latest.sourceDigest
            {
                return try again(latest)
            }
            let source = try source(request, today)
            let digest = Self.digest(source)
            if let latest, latest.sourceDigest == digest { return try again(latest) }
            let content = request.format.isPrinted ? try print(source) : Array(source.text.utf8)
            try connection.run(
                InsertIssuedDocument(
                    request.key, edition: (latest?.edition ?? 0) + 1, sourceDigest: digest, content: content))
            guard let row = try connection.first(SelectIssuedDocuments(latestOf: request.key)) else {
                throw Refusal("row_missing", "the document was not kept", status: .bug)
            }
            try connection.run(
                InsertAudit(action: "document.issue", subjectKind: request.kind.rawValue, subject: request.number))
            let loader = DocumentLoader(database, DocumentWords(request.language), on: today)
            return Issued(
                row: row, content: content, isReprint: false,
                isAsPosted: try loader.hasFacts(request.kind, request.number))
        }
    }

    /// Issues messages with what is posted, in the transaction that posts it: what one of them lacks refuses all.
    func issue(_ kind: DocumentKind, _ number: String, as messages: [Format]) throws {
        for format in messages {
            _ = try issue(Request(kind, number, format, .english, .a4)) { _ in [] }
        }
    }

    /// Writes into the audit trail that a document went out.
    package func noteSending(_ row: IssuedRow, to place: String) throws {
        _ = try database.write(dryRun: false) {
            try connection.run(
                InsertAudit(
                    action: "document.send", subjectKind: row.key.kind, subject: row.key.number,
                    detail: [("to", place), ("sha256", row.digest)]))
        }
    }

    /// What was issued, the latest first.
    package func list(number: String?, limit: Int) throws -> [IssuedRow] {
        try connection.fetch(SelectIssuedDocuments(number: number, limit: limit))
    }

    private func again(_ row: IssuedRow) throws -> Issued {
        guard let content = try connection.first(SelectIssuedContent(row.key, edition: row.edition)) else {
            throw Refusal("row_missing", "the document's bytes are gone", status: .bug)
        }
        return Issued(row: row, content: content, isReprint: true, isAsPosted: nil)
    }

    private static func digest(_ source: Printable) -> String {
        Hex.text(SHA256.hash(data: Array((source.text + (source.invoice ?? "")).utf8)))
    }

    /// What is issued on a day.
    private func source(_ request: Request, _ day: Day) throws -> Printable {
        let words = DocumentWords(request.language)
        var loader = DocumentLoader(database, words, on: day)
        loader.fillsGaps =
            request.format.isMessage || request.format == .facturx || request.kind == .commercialInvoice
        let logo = request.format.isMessage ? nil : try Letterhead.logo(file: try database.setting("company_logo"))
        if request.kind == .statement {
            let page = try loader.statement(request.number).page(words, paper: request.paper, logo: logo)
            return Printable(text: page, invoice: nil)
        }
        if request.kind == .lineSheet {
            let sheet = try loader.lineSheet(request.number, request.selection)
            let page = try LineSheetPage.text(sheet, words, paper: request.paper, logo: logo)
            return Printable(text: page, invoice: nil)
        }
        let document = try loader.load(request.kind, request.number)
        do {
            if request.format.isMessage {
                return Printable(text: try Self.message(document, request.format, words), invoice: nil)
            }
            return Printable(
                text: try DocumentPage.text(document, words, paper: request.paper, logo: logo),
                invoice: request.format == .facturx ? try CIIInvoice.text(document, words) : nil)
        } catch let missing as MissingFacts {
            throw Self.incomplete(missing, request.number)
        }
    }

    private static func message(_ document: TradeDocument, _ format: Format, _ words: DocumentWords)
        throws(MissingFacts) -> String
    {
        let isSlip = document.kind == .packingSlip
        if format == .cii { return try CIIInvoice.text(document, words) }
        if format == .opentrans {
            return isSlip
                ? try OpenTransDispatchNotification.text(document) : try OpenTransInvoice.text(document, words)
        }
        return isSlip ? try UBLDespatchAdvice.text(document) : try UBLInvoice.text(document, words)
    }

    static func incomplete(_ missing: MissingFacts, _ number: String) -> Refusal {
        Refusal(
            "document_incomplete",
            "\(number) lacks what it needs: "
                + missing.facts.map { "\($0.what) (\($0.rule))" }.joined(separator: "; "), at: number,
            remedy: missing.facts.map(\.remedy).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
                .joined(separator: "; "))
    }
}
