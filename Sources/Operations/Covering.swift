internal import Postgres
internal import Storage

/// Gives what is available to the orders that wait for it: who was confirmed first is served first.
///
/// Lines of orders with an open hold are passed over. Each order that gets something has it in its log as `allocate`, with
/// the reason.
struct Covering {
    private let database: Database
    private let products: [Int64]
    private var waiting: [WaitingLineRow] = []
    private var connection: Connection { database.connection }

    init(_ database: Database, products: [Int64]) {
        self.database = database
        self.products = products
    }

    /// Locks the orders that wait, and looks at them again with the locks; to be done before balances are locked.
    ///
    /// An order that begins to wait afterwards is not served.
    mutating func lockOrders() throws {
        let numbers = Set(try connection.fetch(SelectWaitingLines(products: products)).map(\.order))
        _ = try connection.fetch(LockOrders(numbers: numbers.sorted()))
        waiting = try connection.fetch(SelectWaitingLines(products: products)).filter { numbers.contains($0.order) }
    }

    /// Promises what is available, with the balances locked; answers what each line got, in the order of serving.
    ///
    /// Only what lies at `location`, nil is anywhere; of each product at most so many, a product that is not there as many as
    /// there are.
    func cover(at location: Int64? = nil, atMost most: [Int64: Int] = [:], reason: String, key: String?) throws
        -> [AllocationRow]
    {
        var available = Availability(
            try connection.fetch(SelectBalances(products: products, day: nil))
                .filter { location == nil || $0.locationID == location })
        var most = most
        var rows: [AllocationRow] = []
        for line in waiting {
            let wanted = min(line.backordered, most[line.product] ?? line.backordered)
            for part in available.take(wanted, of: line.product).parts {
                most[line.product]? -= part.quantity
                rows.append(
                    AllocationRow(
                        line: line.line, location: part.location, product: line.product, quantity: part.quantity,
                        order: line.order, ordinal: line.ordinal, sku: line.sku))
            }
        }
        guard !rows.isEmpty else { return [] }
        try connection.run(RaiseAllocations(rows.map(SalesOrders.whole)))
        var served: [String] = []
        for row in rows where !served.contains(row.order) { served.append(row.order) }
        for number in served { try OrderChange(database, number, key: key).finish("allocate", reason: reason) }
        return rows
    }
}
