internal import Documents
internal import Storage

/// Answers to customers' orders, in the language of their machines.
package struct OrderResponses {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What a response is written as.
    package enum Format: String, Sendable, CaseIterable {
        /// UBL 2.1 by Peppol's ordering profile; openTRANS 2.1.
        case ubl, opentrans
    }

    /// The response to an order; nil takes the format of the document it came in.
    ///
    /// Refuses `order_unknown`, `po_missing`, `format_missing` for an order that came in no such document.
    package func text(_ number: String, _ format: Format?) throws -> String {
        let known = try SalesOrders(database).show(number).document?.format
        guard let format = format ?? Format.allCases.first(where: { known?.contains($0.rawValue) ?? false }) else {
            throw Refusal(
                "format_missing", "\(number) came in no document of UBL or openTRANS, whose form could be taken",
                at: number, remedy: "give --format ubl or --format opentrans", status: .usage)
        }
        let response = try DocumentLoader(database, DocumentWords(.english), on: database.day()).response(number)
        return switch format {
        case .ubl: UBLOrderResponse.text(response)
        case .opentrans: OpenTransOrderResponse.text(response)
        }
    }
}
