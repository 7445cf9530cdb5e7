/// Where a purchase stands.
public enum PurchaseState: String, Sendable, CaseIterable {
    /// Not sent yet; sent; some of it came in; all that was not called off came in; done; called off.
    case draft, sent, partial, received, closed, cancelled

    /// Whether goods of it are on their way.
    public var isOnOrder: Bool { self == .sent || self == .partial }
}

/// What can be done to a purchase.
public enum PurchaseAction: String, Sendable, CaseIterable {
    case amend, send, receive, reverse, close, cancel

    /// What a person types for it.
    public var command: String { "purchase " + rawValue }
}

/// The life cycle of a purchase: one table, which everything else asks.
public enum PurchaseLifeCycle {
    /// One line of the table.
    public struct Transition: Sendable, Hashable {
        /// The state it begins in.
        public let from: PurchaseState
        /// What is done.
        public let action: PurchaseAction
        /// The state it ends in.
        public let to: PurchaseState
    }

    /// Every transition there is.
    ///
    /// `amend` and `receive` end in `received` when nothing is open any more; else `receive` ends in `partial`. `close` and
    /// `cancel` call off what is open; what came in stays, so a purchase of which something came in is closed, not cancelled.
    public static let transitions: [Transition] = [
        Transition(from: .draft, action: .amend, to: .draft),
        Transition(from: .draft, action: .send, to: .sent),
        Transition(from: .draft, action: .cancel, to: .cancelled),
        Transition(from: .sent, action: .amend, to: .sent),
        Transition(from: .sent, action: .receive, to: .partial),
        Transition(from: .sent, action: .receive, to: .received),
        Transition(from: .sent, action: .cancel, to: .cancelled),
        Transition(from: .partial, action: .amend, to: .partial),
        Transition(from: .partial, action: .amend, to: .received),
        Transition(from: .partial, action: .receive, to: .partial),
        Transition(from: .partial, action: .receive, to: .received),
        Transition(from: .partial, action: .reverse, to: .sent),
        Transition(from: .partial, action: .reverse, to: .partial),
        Transition(from: .partial, action: .close, to: .closed),
        Transition(from: .received, action: .reverse, to: .sent),
        Transition(from: .received, action: .reverse, to: .partial),
        Transition(from: .received, action: .close, to: .closed),
    ]

    /// The states an action may end in; empty when the state does not have the action.
    public static func targets(of action: PurchaseAction, from state: PurchaseState) -> [PurchaseState] {
        transitions.filter { $0.from == state && $0.action == action }.map(\.to)
    }

    /// What can be done in a state, in the order of the table.
    public static func actions(in state: PurchaseState) -> [PurchaseAction] {
        var actions: [PurchaseAction] = []
        for row in transitions where row.from == state && !actions.contains(row.action) { actions.append(row.action) }
        return actions
    }
}
