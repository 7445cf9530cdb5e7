/// Where an order stands as a whole; how far its goods and invoices have come stands on its axes.
public enum OrderState: String, Sendable, CaseIterable {
    case draft, quoted, expired, confirmed, closed, cancelled

    /// Whether nothing is to be done any more, so that nothing keeps it waiting.
    public var isOver: Bool { [.expired, .closed, .cancelled].contains(self) }
}

/// What can be done to an order.
public enum OrderAction: String, Sendable, CaseIterable {
    case quote, expire, confirm, amend, allocate, release, hold, unhold, deposit, ship, invoice, `return`, credit,
        cancel, close,
        reopen, reverse

    /// What a person types for it; nil for what follows by itself.
    public var command: String? {
        switch self {
        case .close: nil
        case .invoice: "invoice create"
        case .credit: "invoice credit"
        case .reverse: "shipment reverse"
        default: "order " + rawValue
        }
    }
}

/// The life cycle of an order: one table, which everything else asks.
public enum OrderLifeCycle {
    /// One line of the table.
    public struct Transition: Sendable, Hashable {
        /// The state it begins in.
        public let from: OrderState
        /// What is done.
        public let action: OrderAction
        /// The state it ends in.
        public let to: OrderState
    }

    /// Every transition there is.
    ///
    /// `cancel` of a part leaves the order where it is, as does that of a confirmed one of which something was shipped;
    /// `close` follows by itself from nothing open and nothing to invoice; what comes back or is credited of a closed order
    /// opens it until it is so again.
    public static let transitions: [Transition] = [
        Transition(from: .draft, action: .quote, to: .quoted),
        Transition(from: .draft, action: .confirm, to: .confirmed),
        Transition(from: .draft, action: .amend, to: .draft),
        Transition(from: .draft, action: .hold, to: .draft),
        Transition(from: .draft, action: .unhold, to: .draft),
        Transition(from: .draft, action: .cancel, to: .cancelled),
        Transition(from: .draft, action: .cancel, to: .draft),
        Transition(from: .quoted, action: .expire, to: .expired),
        Transition(from: .quoted, action: .confirm, to: .confirmed),
        Transition(from: .quoted, action: .amend, to: .quoted),
        Transition(from: .quoted, action: .hold, to: .quoted),
        Transition(from: .quoted, action: .unhold, to: .quoted),
        Transition(from: .quoted, action: .cancel, to: .cancelled),
        Transition(from: .quoted, action: .cancel, to: .quoted),
        Transition(from: .confirmed, action: .amend, to: .confirmed),
        Transition(from: .confirmed, action: .allocate, to: .confirmed),
        Transition(from: .confirmed, action: .release, to: .confirmed),
        Transition(from: .confirmed, action: .hold, to: .confirmed),
        Transition(from: .confirmed, action: .unhold, to: .confirmed),
        Transition(from: .confirmed, action: .deposit, to: .confirmed),
        Transition(from: .confirmed, action: .ship, to: .confirmed),
        Transition(from: .confirmed, action: .invoice, to: .confirmed),
        Transition(from: .confirmed, action: .return, to: .confirmed),
        Transition(from: .confirmed, action: .credit, to: .confirmed),
        Transition(from: .confirmed, action: .reverse, to: .confirmed),
        Transition(from: .confirmed, action: .cancel, to: .cancelled),
        Transition(from: .confirmed, action: .cancel, to: .confirmed),
        Transition(from: .confirmed, action: .close, to: .closed),
        Transition(from: .closed, action: .return, to: .confirmed),
        Transition(from: .closed, action: .credit, to: .confirmed),
        Transition(from: .closed, action: .reverse, to: .confirmed),
        Transition(from: .closed, action: .reopen, to: .confirmed),
    ]

    /// The states an action may end in; empty when the state does not have the action.
    public static func targets(of action: OrderAction, from state: OrderState) -> [OrderState] {
        transitions.filter { $0.from == state && $0.action == action }.map(\.to)
    }

    /// What can be done in a state, in the order of the table.
    public static func actions(in state: OrderState) -> [OrderAction] {
        var actions: [OrderAction] = []
        for row in transitions where row.from == state && !actions.contains(row.action) { actions.append(row.action) }
        return actions
    }
}

/// What keeps an order from being allocated and shipped.
public enum HoldKind: String, Sendable, CaseIterable {
    case credit, deposit, price, stock, compliance, manual
}
