internal import Orders
internal import Postgres
internal import Storage

/// One purchase inside a transaction that has locked it: whether something may be done, and its log.
///
/// Refusals come in this order: `purchase_unknown`, `wrong_state`, then the action's own.
struct PurchaseChange {
    let database: Database
    let number: String
    let key: String?
    var connection: Connection { database.connection }

    init(_ database: Database, _ number: String, key: String?) {
        self.database = database
        self.number = number
        self.key = key
    }

    /// Locks purchases in one order that everybody keeps to; refuses a number that there is none of.
    static func lock(_ numbers: [String], _ database: Database) throws {
        let found = Set(try database.connection.fetch(LockPurchases(numbers: numbers)))
        if let missing = numbers.first(where: { !found.contains($0) }) { throw Purchases.unknown(missing) }
    }

    func header() throws -> PurchaseRow {
        guard let purchase = try connection.first(SelectPurchases(number: number)) else {
            throw Purchases.unknown(number)
        }
        return purchase
    }

    func lines(_ purchase: PurchaseRow) throws -> [PurchaseLineRow] {
        try connection.fetch(SelectPurchaseLines(purchase: purchase.id))
    }

    /// The purchase with its lines, if its state has the action.
    func begin(_ action: PurchaseAction) throws -> (purchase: PurchaseRow, lines: [PurchaseLineRow]) {
        let purchase = try header()
        guard !PurchaseLifeCycle.targets(of: action, from: purchase.state).isEmpty else {
            throw Refusal.wrongState(
                of: number, purchase.state.rawValue, lacks: action.rawValue,
                has: PurchaseLifeCycle.actions(in: purchase.state).map(\.command), kind: "purchase")
        }
        return (purchase, try lines(purchase))
    }

    /// Writes the state and the log; the target has to stand in the table.
    func finish(_ action: PurchaseAction, _ purchase: PurchaseRow, to target: PurchaseState, reason: String? = nil)
        throws
    {
        precondition(PurchaseLifeCycle.targets(of: action, from: purchase.state).contains(target), "not in the table")
        try log(action.rawValue, purchase, from: purchase.state, to: target, reason: reason)
    }

    func log(
        _ action: String, _ purchase: PurchaseRow, from: PurchaseState?, to target: PurchaseState, reason: String?
    ) throws {
        try connection.run(
            UpdatePurchase(
                purchase: purchase.id, action: action, from: from, target: target, reason: reason, key: key))
        try connection.run(InsertAudit(action: "purchase." + action, subjectKind: "purchase", subject: number))
    }
}
