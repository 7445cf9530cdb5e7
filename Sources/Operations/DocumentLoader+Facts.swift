internal import Documents
internal import Postgres
internal import Quantities
internal import Storage

extension DocumentLoader {
    /// A posted document by the facts that were kept with it; where none were kept, by what holds today.
    ///
    /// `fill` adds its lines and amounts by what holds today.
    func posted(
        _ document: PostedDocument, _ kind: DocumentKind, _ number: String, _ order: OrderRow, issuedOn: String,
        fill: (inout TradeDocument) throws -> Void
    ) throws -> TradeDocument {
        var written = try sale(kind, number, order, issuedOn: issuedOn)
        try fill(&written)
        guard let kept = try connection.first(SelectDocumentFacts(document)) else { return written }
        var facts = kept.facts
        facts.parties = try connection.fetch(SelectDocumentParties(facts: kept.id))
        facts.lines = try connection.fetch(SelectDocumentLines(facts: kept.id))
        apply(facts, to: &written)
        return written
    }

    /// Keeps what a document says, in the transaction that posts it: every form of it will say the same.
    func keepFacts(of document: PostedDocument) throws {
        let (kind, number) =
            switch document {
            case .invoice(let number): (DocumentKind.invoice, number)
            case .creditNote(let number): (.creditNote, number)
            case .shipment(let number): (.packingSlip, number)
            }
        try connection.run(InsertDocumentFacts(document, facts(try load(kind, number))))
    }

    /// Whether a document says what it said at posting; nil for kinds that are not posted.
    func hasFacts(_ kind: DocumentKind, _ number: String) throws -> Bool? {
        guard let document = PostedDocument(kind, number) else { return nil }
        return try connection.first(SelectDocumentFacts(document)) != nil
    }

    // MARK: Into rows

    private func facts(_ document: TradeDocument) -> DocumentFacts {
        var facts = DocumentFacts()
        (facts.poNumber, facts.shippedOn, facts.exemption) =
            (document.poNumber, document.shippedOn, document.exemption)
        (facts.prepaid, facts.iban, facts.bic) = (document.prepaid, document.iban, document.bic)
        facts.parties = [row("seller", document.seller), row("buyer", document.buyer)]
        if let place = document.shipTo { facts.parties.append(row("ship_to", place)) }
        facts.lines = document.lines.filter { !$0.isFreight }.map { line in
            DocumentLineRow(
                line: line.number, name: line.name, unit: line.unit, unitPrice: line.unitPrice,
                discountPercent: line.discountPercent, disclosures: line.disclosures, buyerItem: line.buyerItem,
                gtin: line.gtin, hsCode: line.hsCode, origin: line.origin, mass: line.massGrams)
        }
        return facts
    }

    private func row(_ role: String, _ party: TradeDocument.Party) -> DocumentPartyRow {
        var row = row(role, party.address)
        (row.name, row.code, row.vatID, row.registration) = (party.name, party.code, party.vatID, party.registration)
        (row.endpointScheme, row.endpoint) = (party.endpoint?.scheme, party.endpoint?.value)
        (row.contact, row.email, row.phone) = (party.contact, party.email, party.phone)
        return row
    }

    private func row(_ role: String, _ address: TradeDocument.Address) -> DocumentPartyRow {
        var row = DocumentPartyRow(role: role, country: address.country)
        (row.name, row.street, row.additional) = (address.name, address.street, address.additional)
        (row.postalCode, row.city, row.region, row.gln) =
            (address.postalCode, address.city, address.region, address.gln)
        return row
    }

    // MARK: Out of rows

    private func apply(_ facts: DocumentFacts, to document: inout TradeDocument) {
        (document.poNumber, document.shippedOn, document.exemption) =
            (facts.poNumber, facts.shippedOn, facts.exemption)
        (document.prepaid, document.iban, document.bic) = (facts.prepaid, facts.iban, facts.bic)
        document.shipTo = nil
        for row in facts.parties {
            switch row.role {
            case "seller": document.seller = party(row, before: document.seller)
            case "buyer": document.buyer = party(row, before: document.buyer)
            default: document.shipTo = address(row, name: row.name)
            }
        }
        for row in facts.lines {
            guard let place = document.lines.firstIndex(where: { $0.number == row.line }) else { continue }
            apply(row, to: &document.lines[place])
        }
    }

    private func apply(_ row: DocumentLineRow, to line: inout TradeDocument.Line) {
        (line.name, line.unit, line.disclosures) = (row.name, row.unit, row.disclosures)
        (line.unitPrice, line.discountPercent) = (row.unitPrice, row.discountPercent)
        let today = line
        (line.buyerItem, line.gtin, line.hsCode, line.origin) = (row.buyerItem, row.gtin, row.hsCode, row.origin)
        line.massGrams = row.mass
        guard fillsGaps else { return }
        line.hsCode = line.hsCode ?? today.hsCode
        line.origin = line.origin ?? today.origin
        line.massGrams = line.massGrams ?? today.massGrams
    }

    private func party(_ row: DocumentPartyRow, before today: TradeDocument.Party) -> TradeDocument.Party {
        var party = TradeDocument.Party(name: row.name ?? "", code: row.code, address: address(row, name: nil))
        (party.vatID, party.registration) = (row.vatID, row.registration)
        if let scheme = row.endpointScheme, let value = row.endpoint {
            party.endpoint = ElectronicAddress(scheme: scheme, value: value)
        }
        (party.contact, party.email, party.phone) = (row.contact, row.email, row.phone)
        guard fillsGaps else { return party }
        if party.name.isEmpty { party.name = today.name }
        if party.address.country.isEmpty { party.address.country = today.address.country }
        party.vatID = party.vatID ?? today.vatID
        party.registration = party.registration ?? today.registration
        party.endpoint = party.endpoint ?? today.endpoint
        return party
    }

    private func address(_ row: DocumentPartyRow, name: String?) -> TradeDocument.Address {
        var address = TradeDocument.Address(country: row.country)
        (address.name, address.street, address.additional) = (name, row.street, row.additional)
        (address.postalCode, address.city, address.region, address.gln) =
            (row.postalCode, row.city, row.region, row.gln)
        return address
    }
}

extension PostedDocument {
    /// The document of a kind that is posted; nil for others.
    init?(_ kind: DocumentKind, _ number: String) {
        switch kind {
        case .invoice: self = .invoice(number)
        case .creditNote: self = .creditNote(number)
        case .packingSlip: self = .shipment(number)
        default: return nil
        }
    }
}
