package import Postgres
package import Quantities

/// A document whose facts are kept at posting, by its number.
package enum PostedDocument: Sendable, Equatable {
    /// Each by its number.
    case invoice(String)
    case creditNote(String)
    case shipment(String)

    var parameters: [any ParameterConvertible] {
        switch self {
        case .invoice(let number): [number, nil as String?, nil as String?]
        case .creditNote(let number): [nil as String?, number, nil as String?]
        case .shipment(let number): [nil as String?, nil as String?, number]
        }
    }
}

/// What a posted document says besides parties and goods.
package struct DocumentFacts: Sendable, Equatable {
    /// The buyer's number of the order, the day the goods left, and the buyer's certificate of exemption.
    package var poNumber: String?, shippedOn: String?, exemption: String?
    /// What deposits had paid.
    package var prepaid = Decimal.zero
    /// Where payments go.
    package var iban: String?, bic: String?
    /// Who sold, who bought, and where the goods went.
    package var parties: [DocumentPartyRow] = []
    /// The goods, line by line.
    package var lines: [DocumentLineRow] = []

    /// Nothing yet.
    package init() {}
}

/// A party or a place of a posted document.
package struct DocumentPartyRow: Sendable, Equatable {
    /// `seller`, `buyer` or `ship_to`.
    package let role: String
    /// ISO 3166-1, as far as it is known.
    package let country: String
    /// See `document_party`.
    package var name, code, street, additional, postalCode, city, region, gln: String?
    /// See `document_party`.
    package var vatID, registration, endpointScheme, endpoint, contact, email, phone: String?

    /// A party of a country.
    package init(role: String, country: String) { (self.role, self.country) = (role, country) }
}

/// The goods of a line of a posted document.
package struct DocumentLineRow: Sendable, Equatable {
    /// The order line, and the name that may be printed.
    package let line: Int, name: String
    /// What was agreed.
    package let unit: String, unitPrice: Decimal, discountPercent: Decimal
    /// What has to be said with the name.
    package let disclosures: [String]
    /// The buyer's number, GS1's, and what customs ask for, the mass of one in grams.
    package let buyerItem, gtin, hsCode, origin: String?, mass: Decimal?

    /// The goods of a line.
    package init(
        line: Int, name: String, unit: String, unitPrice: Decimal, discountPercent: Decimal, disclosures: [String],
        buyerItem: String?, gtin: String?, hsCode: String?, origin: String?, mass: Decimal?
    ) {
        (self.line, self.name, self.unit) = (line, name, unit)
        (self.unitPrice, self.discountPercent, self.disclosures) = (unitPrice, discountPercent, disclosures)
        (self.buyerItem, self.gtin, self.hsCode, self.origin) = (buyerItem, gtin, hsCode, origin)
        self.mass = mass
    }
}

/// Keeps what a document says, in the transaction that posts it.
package struct InsertDocumentFacts: Statement {
    package static let sql = """
        WITH facts AS (
            INSERT INTO document_facts (invoice_id, credit_note_id, shipment_id, po_number, shipped_on, exemption, prepaid, iban,
                bic)
            SELECT (SELECT id FROM invoice WHERE number = $1), (SELECT id FROM credit_note WHERE number = $2),
                (SELECT id FROM shipment WHERE number = $3), $4, $5::date, $6, $7::numeric, $8, $9
            RETURNING id
        ), parties AS (
            INSERT INTO document_party (facts_id, role, country, name, code, street, additional, postal_code, city, region,
                gln, vat_id, registration, endpoint_scheme, endpoint, contact, email, phone)
            SELECT facts.id, party.role, party.country, party.name, party.code, party.street, party.additional,
                party.postal_code, party.city, party.region, party.gln, party.vat_id, party.registration,
                party.endpoint_scheme, party.endpoint, party.contact, party.email, party.phone
            FROM facts, unnest($10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
                $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[], $23::text[], $24::text[],
                $25::text[], $26::text[]) AS party (role, country, name, code, street, additional, postal_code, city,
                region, gln, vat_id, registration, endpoint_scheme, endpoint, contact, email, phone)
        )
        INSERT INTO document_line (facts_id, line, name, unit, unit_price, discount_percent, buyer_item, gtin, hs_code, origin,
            mass_g, disclosures)
        SELECT facts.id, line.line, line.name, line.unit, line.unit_price, line.discount_percent, line.buyer_item,
            line.gtin, line.hs_code, line.origin, line.mass_g, string_to_array(line.disclosures, E'\\n')
        FROM facts, unnest($27::integer[], $28::text[], $29::text[], $30::numeric[], $31::numeric[], $32::text[], $33::text[],
            $34::text[], $35::text[], $36::numeric[], $37::text[]) AS line (line, name, unit, unit_price,
            discount_percent, buyer_item, gtin, hs_code, origin, mass_g, disclosures)
        """
    let document: PostedDocument
    let facts: DocumentFacts

    /// The document and what it says.
    package init(_ document: PostedDocument, _ facts: DocumentFacts) {
        (self.document, self.facts) = (document, facts)
    }

    package var parameters: [any ParameterConvertible] { document.parameters + single + parties + lines }

    private var single: [any ParameterConvertible] {
        [facts.poNumber, facts.shippedOn, facts.exemption, facts.prepaid.text, facts.iban, facts.bic]
    }

    private var parties: [any ParameterConvertible] {
        let optional: [KeyPath<DocumentPartyRow, String?>] = [
            \.name, \.code, \.street, \.additional, \.postalCode, \.city, \.region, \.gln, \.vatID, \.registration,
            \.endpointScheme, \.endpoint, \.contact, \.email, \.phone,
        ]
        return [facts.parties.map(\.role), facts.parties.map(\.country)]
            + optional.map { path in facts.parties.map { $0[keyPath: path] } }
    }

    private var lines: [any ParameterConvertible] {
        let lines = facts.lines
        return [
            lines.map(\.line), lines.map(\.name), lines.map(\.unit), lines.map(\.unitPrice.text),
            lines.map(\.discountPercent.text), lines.map(\.buyerItem), lines.map(\.gtin), lines.map(\.hsCode),
            lines.map(\.origin), lines.map { $0.mass?.text }, lines.map { $0.disclosures.joined(separator: "\n") },
        ]
    }
}

/// What a document said when it was posted, without parties and lines; none for those of before such facts were kept.
package struct SelectDocumentFacts: Statement {
    package static let sql = """
        SELECT facts.id, facts.po_number, facts.shipped_on::text AS shipped_on, facts.exemption, facts.prepaid, facts.iban,
            facts.bic
        FROM document_facts AS facts
        WHERE facts.invoice_id = (SELECT id FROM invoice WHERE number = $1)
            OR facts.credit_note_id = (SELECT id FROM credit_note WHERE number = $2)
            OR facts.shipment_id = (SELECT id FROM shipment WHERE number = $3)
        """
    let document: PostedDocument

    /// The document.
    package init(_ document: PostedDocument) { self.document = document }

    package var parameters: [any ParameterConvertible] { document.parameters }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (id: Int64, facts: DocumentFacts) {
        var facts = DocumentFacts()
        facts.poNumber = try row.stringOrNil("po_number")
        facts.shippedOn = try row.stringOrNil("shipped_on")
        facts.exemption = try row.stringOrNil("exemption")
        facts.prepaid = try row.decimal("prepaid")
        facts.iban = try row.stringOrNil("iban")
        facts.bic = try row.stringOrNil("bic")
        return (try row.int64("id"), facts)
    }
}

/// The parties of a document's facts.
package struct SelectDocumentParties: Statement {
    package static let sql = """
        SELECT role, country, name, code, street, additional, postal_code, city, region, gln, vat_id, registration,
            endpoint_scheme, endpoint, contact, email, phone
        FROM document_party WHERE facts_id = $1 ORDER BY role COLLATE "C"
        """
    let facts: Int64

    /// The facts.
    package init(facts: Int64) { self.facts = facts }

    package var parameters: [any ParameterConvertible] { [facts] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> DocumentPartyRow {
        var party = DocumentPartyRow(role: try row.string("role"), country: try row.string("country"))
        party.name = try row.stringOrNil("name")
        party.code = try row.stringOrNil("code")
        party.street = try row.stringOrNil("street")
        party.additional = try row.stringOrNil("additional")
        party.postalCode = try row.stringOrNil("postal_code")
        party.city = try row.stringOrNil("city")
        party.region = try row.stringOrNil("region")
        party.gln = try row.stringOrNil("gln")
        party.vatID = try row.stringOrNil("vat_id")
        party.registration = try row.stringOrNil("registration")
        party.endpointScheme = try row.stringOrNil("endpoint_scheme")
        party.endpoint = try row.stringOrNil("endpoint")
        party.contact = try row.stringOrNil("contact")
        party.email = try row.stringOrNil("email")
        party.phone = try row.stringOrNil("phone")
        return party
    }
}

/// The lines of a document's facts by number.
package struct SelectDocumentLines: Statement {
    package static let sql = """
        SELECT line, name, unit, unit_price, discount_percent, buyer_item, gtin, hs_code, origin, mass_g, disclosures
        FROM document_line WHERE facts_id = $1 ORDER BY line
        """
    let facts: Int64

    /// The facts.
    package init(facts: Int64) { self.facts = facts }

    package var parameters: [any ParameterConvertible] { [facts] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> DocumentLineRow {
        DocumentLineRow(
            line: try row.int("line"), name: try row.string("name"), unit: try row.string("unit"),
            unitPrice: try row.decimal("unit_price"), discountPercent: try row.decimal("discount_percent"),
            disclosures: try row.stringArray("disclosures"), buyerItem: try row.stringOrNil("buyer_item"),
            gtin: try row.stringOrNil("gtin"), hsCode: try row.stringOrNil("hs_code"),
            origin: try row.stringOrNil("origin"), mass: try row.decimalOrNil("mass_g"))
    }
}
