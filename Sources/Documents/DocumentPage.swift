internal import Mustache
internal import Quantities
internal import Rendering

/// The sheet that documents are laid out for.
package enum Paper: String, Sendable, CaseIterable {
    case a4 = "A4"
    case letter = "Letter"
}

/// A document as one page in HTML that needs nothing else, laid out for paper.
///
/// All texts are escaped here, before the template gets them.
package struct DocumentPage {
    private let document: TradeDocument
    private let words: DocumentWords
    private let paper: Paper
    private let logo: String?

    private init(_ document: TradeDocument, _ words: DocumentWords, _ paper: Paper, _ logo: String?) {
        (self.document, self.words, self.paper, self.logo) = (document, words, paper, logo)
    }

    /// The page.
    ///
    /// `logo` is a picture as a `data:` address. **Throws** what a commercial invoice lacks (`MissingFacts`), and when the
    /// template is faulty, which a test rules out.
    package static func text(_ document: TradeDocument, _ words: DocumentWords, paper: Paper, logo: String?) throws
        -> String
    {
        if document.kind == .commercialInvoice { try Requirements.check(customs: document) }
        let page = DocumentPage(document, words, paper, logo)
        return try MustacheTemplate(string: EmbeddedPage.text("document.mustache")).render(page.values())
    }

    private func values() -> [String: Any] {
        let columns = columns()
        let totals = document.kind.hasPrices ? totals() : []
        var values = head.values(
            heading: words[document.kind.word], number: document.number, kind: document.kind, paper, logo: logo)
        values["facts"] = facts()
        values["parties"] = parties()
        values["columns"] = columns.map { ["title": escaped($0.title), "isNumber": $0.isNumber] }
        values["rows"] = document.lines.map { line in ["cells": columns.map { $0.cell(line) }] }
        values["totals"] = totals
        values["hasTotals"] = !totals.isEmpty
        values["notes"] = notes()
        if document.kind == .proforma { values["introduction"] = escaped(words[.notAnInvoice]) }
        return values
    }

    /// Whoever writes: of a purchase order that is the buyer.
    private var own: TradeDocument.Party { document.kind == .purchaseOrder ? document.buyer : document.seller }
    private var other: TradeDocument.Party { document.kind == .purchaseOrder ? document.seller : document.buyer }

    private var head: PageHead {
        PageHead(own: own, words: words, isAbroad: Set(countries).count > 1)
    }

    private var countries: [String] {
        [
            document.seller.address.country, document.buyer.address.country,
            document.shipTo?.country ?? own.address.country,
        ]
    }

    private func escaped(_ text: String) -> String { HTMLText.escaped(text) }

    // MARK: Head

    private func facts() -> [[String: String]] {
        var facts: [(DocumentWord, String?)] = [
            (.number, document.number), (.date, words.day(document.issuedOn)),
            (document.kind == .quotation ? .validUntil : .dueDate, document.dueOn.map(words.day)),
            (.creditedInvoice, document.precedingInvoice),
            (
                document.kind == .purchaseOrder ? .number : .order,
                document.order == document.number ? nil : document.order
            ),
            (.yourOrder, document.poNumber),
            (.shipment, document.shipment == document.number ? nil : document.shipment),
            (.shippedOn, document.shippedOn.map(words.day)), (.promisedOn, document.promisedOn.map(words.day)),
        ]
        facts.append((document.kind == .purchaseOrder ? .supplier : .customer, other.code))
        facts += customsFacts()
        return facts.compactMap { word, value in
            value.map { ["name": escaped(words[word]), "value": escaped($0)] }
        }
    }

    private func customsFacts() -> [(DocumentWord, String?)] {
        guard let customs = document.customs else { return [] }
        let incoterm = customs.incoterm.map { "\($0) \(customs.place ?? ""), Incoterms 2020" }
        return [
            (.incoterms, incoterm), (.exportReason, customs.reason.map(words.exportReason)),
            (.packages, customs.packages.map { words.number(Decimal($0)) }),
            (.carrier, customs.carriers.isEmpty ? nil : customs.carriers.joined(separator: ", ")),
        ]
    }

    private func parties() -> [[String: Any]] {
        let title =
            document.kind == .purchaseOrder ? words[.supplier] : words[document.kind.hasPrices ? .billTo : .customer]
        var lines = [other.name] + head.lines(other.address)
        if document.kind.hasPrices, let vatID = other.vatID { lines.append("\(words[.vatID]) \(vatID)") }
        var parties: [[String: Any]] = [["title": escaped(title), "lines": lines.map(escaped)]]
        if let shipTo = document.shipTo {
            var lines = head.lines(shipTo)
            if shipTo.name == nil { lines.insert(other.name, at: 0) }
            if let gln = shipTo.gln { lines.append("GLN \(gln)") }
            parties.append(["title": escaped(words[.shipTo]), "lines": lines.map(escaped)])
        }
        return parties
    }

    // MARK: Lines

    private struct Column {
        let title: String
        var isNumber = false
        let cell: (TradeDocument.Line) -> [String: Any]
    }

    private func column(
        _ word: DocumentWord, isNumber: Bool = false, _ text: @escaping (TradeDocument.Line) -> String
    ) -> Column {
        Column(title: words[word], isNumber: isNumber) { ["text": escaped(text($0)), "isNumber": isNumber] }
    }

    private func columns() -> [Column] {
        var columns = [column(.line) { String($0.number) }]
        if document.kind == .pickList {
            columns.append(column(.location) { $0.location ?? "" })
        }
        columns.append(
            Column(title: words[.item]) { line in
                [
                    "text": escaped(line.isFreight ? line.name : "\(line.sku)  \(line.name)"),
                    "detail": details(line).map(escaped).joined(separator: "<br>"),
                ]
            })
        if document.kind == .commercialInvoice {
            columns.append(column(.tariff) { $0.hsCode ?? "" })
            columns.append(column(.origin) { $0.origin.map(words.country) ?? "" })
            columns.append(
                Column(title: "\(words[.netMass]) kg", isNumber: true) { line in
                    ["text": escaped(document.netMass(of: line).map { words.number($0) } ?? ""), "isNumber": true]
                })
        }
        columns.append(column(.quantity, isNumber: true) { words.number(Decimal($0.quantity)) })
        columns.append(column(.unit) { words.unit($0.unit) })
        if document.kind == .pickList {
            columns.append(Column(title: words[.picked]) { _ in ["text": "", "isBox": true] })
        }
        guard document.kind.hasPrices else { return columns }
        columns.append(column(.unitPrice, isNumber: true) { money($0.unitPrice) })
        if document.lines.contains(where: { $0.discountPercent > .zero }) {
            columns.append(
                column(.discount, isNumber: true) { line in
                    line.discountPercent > .zero ? words.number(line.discountPercent) + " %" : ""
                })
        }
        if document.taxes.count > 1 {
            columns.append(column(.tax, isNumber: true) { line in line.tax.map { words.number($0.rate) + " %" } ?? "" })
        }
        columns.append(
            Column(title: "\(words[.amount]) \(document.currency)", isNumber: true) { line in
                ["text": escaped(money(line.net)), "isNumber": true]
            })
        return columns
    }

    private func details(_ line: TradeDocument.Line) -> [String] {
        var details = line.disclosures.map(words.phrase)
        if let code = line.buyerItem { details.append("\(words[.yourItem]): \(code)") }
        if let code = line.supplierItem { details.append("\(words[.supplierItem]): \(code)") }
        if let gtin = line.gtin { details.append("GTIN \(gtin)") }
        if document.kind == .proforma || document.kind == .packingSlip || document.kind == .invoice {
            let customs = [
                line.origin.map { "\(words[.origin]) \(words.country($0))" },
                line.hsCode.map { "\(words[.tariff]) \($0)" },
                line.massGrams.map { "\(words[.mass]) \(words.number($0)) g" },
            ].compactMap { $0 }
            if !customs.isEmpty { details.append(customs.joined(separator: " · ")) }
        }
        return details
    }

    // MARK: Totals

    private func money(_ amount: Decimal) -> String {
        words.number(amount, minimumFractionDigits: document.minorDigits)
    }

    private func totals() -> [[String: Any]] {
        var rows: [(name: String, value: Decimal, isGrand: Bool)] = [(words[.net], document.net, false)]
        for total in document.taxes {
            let base = document.taxes.count > 1 ? " (\(money(total.net)))" : ""
            rows.append(("\(words[.tax]) \(words.number(total.tax.rate)) %\(base)", total.amount, false))
        }
        if document.kind == .commercialInvoice { rows = [(words[.customsValue], document.net, true)] }
        if document.tax != nil { rows.append((words[.total], document.gross, true)) }
        if document.prepaid > .zero {
            rows.append((words[.prepaid], .zero - document.prepaid, false))
            rows.append((words[.toPay], document.payable, true))
        }
        return rows.map { row in
            [
                "name": escaped(row.name), "value": escaped("\(money(row.value)) \(document.currency)"),
                "isGrand": row.isGrand,
            ]
        }
    }

    // MARK: Foot

    private func notes() -> [[String: Any]] {
        var notes: [(title: String?, text: String)] = []
        if document.kind.hasPrices {
            for category in Set(document.taxes.map(\.tax.category)).sorted() {
                if let text = document.taxReason(category, words) { notes.append((nil, text + ".")) }
            }
            if let terms = document.terms { notes.append((words[.terms] + ":", terms)) }
            if document.kind == .invoice || document.kind == .proforma, let iban = document.iban {
                notes.append((words[.bank] + ":", [iban, document.bic].compactMap { $0 }.joined(separator: " · ")))
            }
        }
        if let reason = document.reason { notes.append((words[.reason] + ":", reason)) }
        if document.kind == .packingSlip || document.kind == .proforma, let mass = document.netMass {
            notes.append((words[.netMass] + ":", "\(words.number(mass)) kg"))
        }
        if document.kind == .commercialInvoice {
            let masses = [(DocumentWord.netMass, document.netMass), (.grossMass, document.customs?.grossMass)]
            notes += masses.compactMap { word, mass in mass.map { (words[word] + ":", "\(words.number($0)) kg") } }
            notes += [(nil, words[.declaration]), (nil, words[.signature] + ": ________________________________")]
        }
        notes += document.notes.map { (nil, $0) }
        return notes.map { note in
            var values: [String: Any] = ["text": escaped(note.text)]
            if let title = note.title { values["title"] = escaped(title) }
            return values
        }
    }
}
