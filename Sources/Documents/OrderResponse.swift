/// What we answer to a customer's order: how it stands as a whole, and line by line.
package struct OrderResponse: Sendable, Equatable {
    /// How the order stands, by the codes of UNCL 4343 that Peppol allows.
    package enum Code: String, Sendable {
        /// It came in; it is accepted; it is accepted with changes; it is rejected.
        case acknowledged = "AB"
        case accepted = "AP"
        case conditional = "CA"
        case rejected = "RE"
    }

    /// How a line stands, by the codes of UNCL 1229.
    package enum LineStatus: String, Sendable {
        /// Agreed with the customer beside his document; changed; as he ordered it; called off.
        case added = "1"
        case changed = "3"
        case accepted = "5"
        case rejected = "7"

        /// As a person reads it.
        package var word: String {
            switch self {
            case .added: "added"
            case .changed: "changed"
            case .accepted: "accepted"
            case .rejected: "rejected"
            }
        }
    }

    /// The order as it is now, its number that of the response; lines that were called off have the quantity 0.
    package let document: TradeDocument
    /// How each line of the document stands, in its order.
    package let statuses: [LineStatus]
    /// Whether the order is agreed, and whether nothing of it is wanted any more.
    package let isConfirmed: Bool, isCancelled: Bool

    /// A response.
    package init(document: TradeDocument, statuses: [LineStatus], isConfirmed: Bool, isCancelled: Bool) {
        precondition(document.lines.count == statuses.count, "every line has its status")
        (self.document, self.statuses) = (document, statuses)
        (self.isConfirmed, self.isCancelled) = (isConfirmed, isCancelled)
    }

    /// How the order stands as a whole.
    package var code: Code {
        if isCancelled || statuses.allSatisfy({ $0 == .rejected }) { return .rejected }
        guard isConfirmed else { return .acknowledged }
        return statuses.allSatisfy { $0 == .accepted } ? .accepted : .conditional
    }
}
