internal import Importing
internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

/// An order with the file it stands in.
struct OrderArrival: Sendable {
    let order: IncomingOrder
    let file: OrderFile.Source
}

/// Orders that are taken in together.
struct OrderGroup: Sendable {
    var arrivals: [OrderArrival] = []
    /// By their places, those of which orders can be made by what was there before their turn came.
    var foreseen: [Int: AcceptedOrder] = [:]
}

/// Takes some orders in together: looks up what they name, decides each, and writes those that are made.
///
/// Everything is asked and written as a set, so that hundreds of orders take a dozen statements. Whoever is locked is
/// locked in the order everybody keeps to: orders that are changed, then customers, then balances.
final class OrderBatch {
    private let database: Database
    private let options: OrderImport.Options
    private var connection: Connection { database.connection }
    /// What was looked up of products and prices is used again for a few seconds, so that a file of many orders asks once.
    private var books: [OrderIntake.PriceBookKey: PriceBook] = [:]
    private var skus: Set<String> = []
    private var booksSince = ContinuousClock.now

    init(_ database: Database, _ options: OrderImport.Options) {
        self.database = database
        self.options = options
    }

    /// One outcome for each, in their order; in one transaction.
    func take(_ group: OrderGroup) throws -> [OrderOutcome] {
        try database.write(dryRun: false) { try taken(group.arrivals, group.foreseen) }
    }

    /// The orders that can be made by what is there now, before their turn.
    ///
    /// That is looked up and decided while the server writes others. Whoever would be refused, a duplicate or a change is decided
    /// in his turn, and so is an order whose number was taken meanwhile.
    func foresee(_ arrivals: [OrderArrival]) throws -> [Int: AcceptedOrder] {
        let context = try lookUp(arrivals.map(\.order))
        var foreseen: [Int: AcceptedOrder] = [:]
        for (index, arrival) in arrivals.enumerated() {
            // Of what is discontinued, orders before this one may take the last.
            if case .accepted(let order) = OrderIntake.verdict(on: arrival.order, context),
                !order.lines.contains(where: { $0.facts.status == "discontinued" })
            {
                foreseen[index] = order
            }
        }
        return foreseen
    }

    private func taken(_ arrivals: [OrderArrival], _ foreseen: [Int: AcceptedOrder]) throws -> [OrderOutcome] {
        var outcomes: [OrderOutcome?] = Array(repeating: nil, count: arrivals.count)
        var pending = Array(arrivals.indices)
        var changing: [(index: Int, number: String, change: AskedChange)] = []
        let today = try database.today()
        // Once more for orders whose number somebody else took between the look and the writing, or that stands twice here.
        for attempt in 0..<3 where !pending.isEmpty {
            let early = attempt == 0 ? try stillNew(foreseen) : [:]
            let open = pending.filter { early[$0] == nil }
            var context = open.isEmpty ? OrderIntake.Context() : try lookUp(open.map { arrivals[$0].order })
            var accepted: [(index: Int, order: AcceptedOrder)] = []
            var again: [Int] = []
            var numbers: Set<OrderIntake.KnownOrder> = []
            for index in pending {
                let verdict =
                    early[index].map { .accepted($0) } ?? OrderIntake.verdict(on: arrivals[index].order, context)
                switch verdict {
                case .refused(let problems):
                    // A change of an order that is made here is told that order's number.
                    if attempt == 0, Self.changes(arrivals[index].order, oneOf: numbers) {
                        again.append(index)
                    } else {
                        outcomes[index] = .refused(arrivals[index], problems)
                    }
                case .changes(let number, let change): changing.append((index, number, change))
                case .duplicate(let number): outcomes[index] = .duplicate(arrivals[index], number)
                case .accepted(let order):
                    if let po = order.order.poNumber,
                        !numbers.insert(.init(customer: order.customer.id, poNumber: po)).inserted
                    {
                        again.append(index)
                    } else {
                        accepted.append((index, order))
                    }
                }
            }
            context.known = [:]
            // Those of a later attempt are orders that were made here.
            if attempt == 0, !changing.isEmpty { try OrderChange.lock(Set(changing.map(\.number)).sorted(), database) }
            let made = try OrderWriting(database, options, today).write(accepted.map { (arrivals[$0.index], $0.order) })
            for (pair, outcome) in zip(accepted, made) {
                if let outcome { outcomes[pair.index] = outcome } else { again.append(pair.index) }
            }
            pending = again.sorted()
        }
        for index in pending {
            outcomes[index] = .refused(
                arrivals[index], [OrderProblem("po_conflict", "others are making orders of this number; try again")])
        }
        // A change is no matter of sets: it is made as by hand, one after the other as they came.
        for (index, number, change) in changing.sorted(by: { $0.index < $1.index }) {
            outcomes[index] = try DocumentChange(database, options, arrivals[index], change).carryOut(on: number)
        }
        return outcomes.compactMap { $0 }
    }

    private static func changes(_ order: IncomingOrder, oneOf numbers: Set<OrderIntake.KnownOrder>) -> Bool {
        guard order.kind != .order, let po = order.poNumber else { return false }
        return numbers.contains { $0.poNumber == po }
    }

    /// Of orders that were decided before, those whose numbers nobody took since.
    private func stillNew(_ foreseen: [Int: AcceptedOrder]) throws -> [Int: AcceptedOrder] {
        let numbers = try known(foreseen.values.map { ($0.customer.id, $0.order.poNumber) })
        return foreseen.filter { _, order in
            order.order.poNumber.map { numbers[.init(customer: order.customer.id, poNumber: $0)] == nil } ?? true
        }
    }

    // MARK: Looking up

    private func lookUp(_ orders: [IncomingOrder]) throws -> OrderIntake.Context {
        if ContinuousClock.now - booksSince > .seconds(5) {
            (books, skus) = ([:], [])
            booksSince = .now
        }
        var context = OrderIntake.Context()
        context.isConfirming = options.confirm
        context.today = try database.today()
        context.identified = try identified(orders)
        var taxes: [TaxKey: TaxRateRow?] = [:]
        let codes = Set(orders.compactMap(\.customer)).union(context.identified.values)
        for customer in try connection.fetch(SelectCustomersOfCodes(codes: codes.sorted())) {
            context.customers[customer.code] = customer
            let key = TaxKey(customer)
            if taxes[key] == nil { taxes[key] = .some(try OrderChange.tax(customer, database)) }
            context.taxes[customer.code] = taxes[key] ?? nil
        }
        let owners = orders.map { owner(of: $0, context) }
        context.known = try known(
            zip(orders, owners).compactMap { order, owner in owner.map { ($0.id, order.poNumber) } })
        try lookUpPlaces(orders, owners, &context)
        try lookUpProducts(orders, owners, &context)
        try lookUpPrices(orders, owners, &context)
        return context
    }

    private func owner(of order: IncomingOrder, _ context: OrderIntake.Context) -> CustomerRow? {
        let code = order.customer ?? order.buyers.lazy.compactMap { context.identified[$0] }.first
        return code.flatMap { context.customers[$0] }
    }

    /// Which customer has which identifier; the scheme as it is written goes before others of its meaning.
    private func identified(_ orders: [IncomingOrder]) throws -> [IncomingOrder.Identifier: String] {
        var asked: Set<IncomingOrder.Identifier> = []
        for order in orders { asked.formUnion(order.buyers) }
        guard !asked.isEmpty else { return [:] }
        var pairs: Set<IncomingOrder.Identifier> = []
        for one in asked {
            for scheme in BuyerScheme.names(of: one.scheme) { pairs.insert(.init(scheme: scheme, value: one.value)) }
        }
        var found: [IncomingOrder.Identifier: String] = [:]
        for row in try connection.fetch(SelectIdentified(pairs.map { ($0.scheme, $0.value) })) {
            found[.init(scheme: row.scheme, value: row.value)] = row.customer
        }
        var identified: [IncomingOrder.Identifier: String] = [:]
        for one in asked {
            let codes = BuyerScheme.names(of: one.scheme).compactMap { found[.init(scheme: $0, value: one.value)] }
            if let code = codes.first { identified[one] = code }
        }
        return identified
    }

    /// The orders there are of customers' numbers.
    private func known(_ asked: [(customer: Int64, poNumber: String?)]) throws -> [OrderIntake.KnownOrder:
        KnownOrderRow]
    {
        let numbered = asked.compactMap { customer, po in po.map { (customer: customer, poNumber: $0) } }
        guard !numbered.isEmpty else { return [:] }
        var known: [OrderIntake.KnownOrder: KnownOrderRow] = [:]
        for row in try connection.fetch(SelectKnownOrders(numbered)) {
            known[.init(customer: row.customer, poNumber: row.poNumber)] = row
        }
        return known
    }

    /// The addresses of customers whose orders say by a code or a GLN alone where the goods go.
    private func lookUpPlaces(
        _ orders: [IncomingOrder], _ owners: [CustomerRow?], _ context: inout OrderIntake.Context
    ) throws {
        let asked = Set(zip(orders, owners).compactMap { $0.placeID == nil ? nil : $1?.id })
        guard !asked.isEmpty else { return }
        for place in try connection.fetch(SelectPlaces(customers: asked.sorted())) {
            for id in [place.code, place.gln].compactMap({ $0 }) {
                context.places[.init(customer: place.customer, id: id)] = place.code
            }
        }
    }

    private func lookUpProducts(
        _ orders: [IncomingOrder], _ owners: [CustomerRow?], _ context: inout OrderIntake.Context
    ) throws {
        var asked: Set<String> = []
        var gtins: Set<String> = []
        var codes: Set<OrderIntake.MeantProduct> = []
        for (order, owner) in zip(orders, owners) {
            guard let owner else { continue }
            for line in order.lines {
                if let sku = line.sku {
                    if skus.contains(sku) {
                        context.products[.init(way: .sku, asked: sku)] = [sku]
                    } else {
                        asked.insert(sku)
                    }
                }
                if let gtin = line.gtin { gtins.insert(gtin) }
                for code in [line.sku, line.itemCode].compactMap({ $0 }) {
                    codes.insert(.init(way: .code, asked: code, customer: owner.id))
                }
            }
        }
        guard !asked.isEmpty || !codes.isEmpty || !gtins.isEmpty else { return }
        let rows = try connection.fetch(
            SelectMeantProducts(
                skus: asked.sorted(), codes: codes.map { ($0.customer, $0.asked) }, gtins: gtins.sorted()))
        for row in rows {
            if row.way == .sku { skus.insert(row.sku) }
            context.products[.init(way: row.way, asked: row.asked, customer: row.customer), default: []].append(row.sku)
        }
    }

    /// The prices of everything the orders may mean, for each list and currency of their customers.
    private func lookUpPrices(
        _ orders: [IncomingOrder], _ owners: [CustomerRow?], _ context: inout OrderIntake.Context
    ) throws {
        var wanted: [OrderIntake.PriceBookKey: Set<String>] = [:]
        var customers: [OrderIntake.PriceBookKey: CustomerRow] = [:]
        for (order, owner) in zip(orders, owners) {
            guard let owner else { continue }
            let key = OrderIntake.PriceBookKey(list: owner.priceListID, currency: owner.currency)
            customers[key] = owner
            for line in order.lines {
                for meant in [
                    line.sku.map { OrderIntake.MeantProduct(way: .sku, asked: $0) },
                    line.sku.map { .init(way: .code, asked: $0, customer: owner.id) },
                    line.itemCode.map { .init(way: .code, asked: $0, customer: owner.id) },
                    line.gtin.map { .init(way: .gtin, asked: $0) },
                ] {
                    guard let meant, let skus = context.products[meant] else { continue }
                    wanted[key, default: []].formUnion(skus)
                }
            }
        }
        var facts: [SaleFacts] = []
        for (key, customer) in customers {
            let lookup = PriceLookup(database, customer)
            var book = try books[key] ?? lookup.book()
            try lookup.fill(&book, (wanted[key] ?? []).filter { !book.knows($0) }.sorted())
            books[key] = book
            for sku in wanted[key] ?? [] {
                if let known = book.facts(sku), known.status == "discontinued" { facts.append(known) }
            }
        }
        context.lastStock = try LastStock(of: facts, database.connection)
        context.books = books
    }
}

/// What the tax on a sale follows from, besides the day.
private struct TaxKey: Hashable {
    let country: String, category: String?, hasVATNumber: Bool

    init(_ customer: CustomerRow) {
        country = customer.country
        category = customer.taxCategory
        hasVATNumber = TaxRule.counts(vatNumber: customer.vatID, of: customer.country)
    }
}

/// Schemes of identifiers that mean one and the same under several names.
enum BuyerScheme {
    /// The names of a scheme in lower case, its own first.
    static func names(of scheme: String) -> [String] {
        let own = scheme.lowercased()
        let others = same.first { $0.contains(own) } ?? []
        return [own] + others.filter { $0 != own }
    }

    /// ISO 6523 and UNCL 3055 codes beside the words of cXML, openTRANS and OIOUBL.
    private static let same = [
        ["0088", "gln", "iln", "ean", "ean.ucc"], ["0060", "duns"], ["9930", "de:vat"], ["0192", "no:orgnr"],
        ["0007", "se:orgnr"], ["0184", "dk:cvr"],
    ]
}
