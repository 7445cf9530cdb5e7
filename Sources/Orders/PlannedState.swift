/// How far a shipment is that is being made ready.
public enum PlannedState: String, Sendable, CaseIterable {
    case planned, picking, packed, shipped, cancelled

    /// Where it may go from here.
    public var next: [PlannedState] {
        switch self {
        case .planned: [.picking, .cancelled]
        case .picking: [.packed, .cancelled]
        case .packed: [.shipped, .cancelled]
        case .shipped, .cancelled: []
        }
    }

    /// What a person does to bring it here.
    public var step: String {
        switch self {
        case .planned: "plan"
        case .picking: "pick"
        case .packed: "pack"
        case .shipped: "ship"
        case .cancelled: "cancel"
        }
    }
}
