internal import Catalog
internal import Crypto
internal import Documents
internal import Postgres
internal import Quantities
internal import Storage

/// Our price list to a customer as a message, written as it is read.
package struct Catalogues {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What was written.
    package struct Written: Sendable {
        /// The customer, the catalogue's number, how many products, bytes, and the digest of these.
        package let customer: String, number: String, products: Int, bytes: Int, digest: String
    }

    /// Writes what a customer can buy today as Peppol's Catalogue, through `write`, piece by piece; in one view of the database.
    ///
    /// It is not kept, but the audit trail has its digest. Refuses `customer_unknown`, `price_list_missing`, `document_incomplete`
    /// with the list of what the message needs, and `nothing_to_list` where there is nothing to write.
    package func write(_ code: String, _ write: ([UInt8]) throws -> Void) throws -> Written {
        let connection = database.connection
        let written = try connection.transaction(.repeatableRead, readOnly: true) {
            do {
                return try pieces(code, write)
            } catch let missing as MissingFacts {
                throw TradeDocuments.incomplete(missing, code)
            }
        }
        _ = try database.write(dryRun: false) {
            try connection.run(
                InsertAudit(
                    action: "document.catalogue", subjectKind: "customer", subject: code,
                    detail: [("number", written.number), ("sha256", written.digest)]))
        }
        return written
    }

    private static let mostMissing = 20

    private func pieces(_ code: String, _ write: ([UInt8]) throws -> Void) throws -> Written {
        let today = try database.day()
        let loader = DocumentLoader(database, DocumentWords(.english), on: today)
        let customer = try Customers(database).show(code: code)
        let number = "\(code)-\(today.text)"
        let catalogue = try UBLCatalogue(try loader.catalogueHead(customer, number: number))
        var (products, bytes) = (0, 0)
        var missing: [MissingFacts.Fact] = []
        var digest = SHA256()
        func pass(_ piece: [UInt8]) throws {
            bytes += piece.count
            digest.update(data: piece)
            try write(piece)
        }
        let list = CustomerOffers(database, loader.goods, customer)
        try list.forEachPage(Products.Filter()) { offers in
            for offer in offers {
                products += 1
                do {
                    let piece = try catalogue.add(try loader.item(offer), hsCode: offer.goods.known.hsCode)
                    if missing.isEmpty { try pass(piece) }
                } catch let lack as MissingFacts {
                    missing += lack.facts
                    // Who has to mend more than that mends it by a rule.
                    if missing.count >= Self.mostMissing { throw MissingFacts(facts: missing) }
                }
            }
        }
        guard missing.isEmpty else { throw MissingFacts(facts: missing) }
        guard products > 0 else { throw list.nothingToList() }
        try pass(catalogue.finish())
        return Written(
            customer: code, number: number, products: products, bytes: bytes, digest: Hex.text(digest.finalize()))
    }
}

extension DocumentLoader {
    /// Who sells to whom.
    fileprivate func catalogueHead(_ customer: CustomerRow, number: String) throws -> UBLCatalogue.Head {
        let currency = try Reading.currency(customer.currency, customer.code)
        return UBLCatalogue.Head(
            number: number, day: day.text, seller: company(try settings()), buyer: try party(customer),
            currency: currency.code, minorDigits: currency.minorUnitDigits)
    }
}
