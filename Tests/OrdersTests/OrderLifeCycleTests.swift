import Orders
import Quantities
import Testing

@Suite("The life cycle of an order")
struct OrderLifeCycleTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let from: OrderState
        let actions: [OrderAction]
        var testDescription: String { from.rawValue }
    }

    @Test(
        "A state has these actions and no others",
        arguments: [
            Row(from: .draft, actions: [.quote, .confirm, .amend, .hold, .unhold, .cancel]),
            Row(from: .quoted, actions: [.expire, .confirm, .amend, .hold, .unhold, .cancel]),
            Row(from: .expired, actions: []),
            Row(
                from: .confirmed,
                actions: [
                    .amend, .allocate, .release, .hold, .unhold, .deposit, .ship, .invoice, .return, .credit, .reverse,
                    .cancel,
                    .close,
                ]),
            Row(from: .closed, actions: [.return, .credit, .reverse, .reopen]),
            Row(from: .cancelled, actions: []),
        ])
    func actions(row: Row) {
        #expect(OrderLifeCycle.actions(in: row.from) == row.actions)
        for action in OrderAction.allCases {
            #expect(OrderLifeCycle.targets(of: action, from: row.from).isEmpty == !row.actions.contains(action))
        }
    }

    @Test("An order is over where it cannot be put on hold")
    func over() {
        for state in OrderState.allCases {
            #expect(state.isOver == OrderLifeCycle.targets(of: .hold, from: state).isEmpty, "\(state)")
        }
    }

    @Test("Only cancelling may end in two states: that of all that is open, or that of a part")
    func targets() {
        #expect(OrderLifeCycle.targets(of: .cancel, from: .confirmed) == [.cancelled, .confirmed])
        #expect(OrderLifeCycle.targets(of: .close, from: .confirmed) == [.closed])
        #expect(OrderLifeCycle.targets(of: .reopen, from: .closed) == [.confirmed])
        let pairs = OrderLifeCycle.transitions.map { "\($0.from) \($0.action)" }
        #expect(OrderLifeCycle.targets(of: .cancel, from: .draft) == [.cancelled, .draft])
        #expect(OrderLifeCycle.targets(of: .cancel, from: .quoted) == [.cancelled, .quoted])
        #expect(pairs.count - Set(pairs).count == 3)
    }

    @Test("What is named as a remedy has a command; what follows by itself has none")
    func commands() {
        let without = OrderAction.allCases.filter { $0.command == nil }
        #expect(without == [.close])
        #expect(OrderAction.invoice.command == "invoice create")
        #expect(OrderAction.unhold.command == "order unhold")
    }

    @Test("What was invoiced at nothing is paid in full, and before that not at all")
    func free() {
        func payment(_ line: LineQuantities, _ gross: Int, _ paid: Int) -> Progress {
            OrderAxes(lines: [line], invoicedGross: Decimal(gross), paid: Decimal(paid)).payment
        }
        #expect(payment(LineQuantities(ordered: 2), 0, 0) == .none)
        #expect(payment(LineQuantities(ordered: 2, shipped: 1, invoiced: 1), 0, 0) == .full)
        #expect(payment(LineQuantities(ordered: 2, shipped: 1, invoiced: 1), 5, 0) == .none)
        #expect(payment(LineQuantities(ordered: 2, shipped: 1, invoiced: 1), 0, 1) == .over)
    }

    @Test("Derived quantities and axes follow the counters", arguments: 0..<200 as Range<UInt64>)
    func seeded(seed: UInt64) {
        var random = Seeded(seed)
        var line = LineQuantities(ordered: Int.random(in: 1...50, using: &random))
        let isPrepaid = Bool.random(using: &random)
        for _ in 0..<30 {
            var next = line
            let step = Int.random(in: 1...10, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: next.allocated += step
            case 1:
                next.allocated -= step
                next.shipped += step
            case 2: next.invoiced += step
            default: next.cancelled += step
            }
            // What is invoiced in advance cannot be called off any more without a credit.
            if next.isSound(isPrepaid: isPrepaid) { line = next }
            #expect(line.open == line.backordered + line.allocated, "seed \(seed)")
            #expect(line.backordered >= 0 && line.toInvoice(isPrepaid: isPrepaid) >= 0, "seed \(seed)")
            let axes = OrderAxes(lines: [line], invoicedGross: .zero, paid: .zero)
            #expect((axes.shipment == .full) == (line.open == 0 && line.shipped > 0), "seed \(seed)")
            #expect((axes.allocation == .none) == (line.allocated + line.shipped == 0), "seed \(seed)")
        }
    }
}

/// Numbers that are the same for the same seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
