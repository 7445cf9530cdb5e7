import Foundation
import Operations
import Orders
import Postgres
import Quantities
import Reporting
import Storage
import TestSupport
import Testing

/// A sequence of random commands, done by the program and by the model.
private final class OrderWalk {
    private let shop: OrderShop
    private var model = OrderModel(limit: 15_000)
    private var numbers: [String] = []
    private var random: SeededGenerator
    private var database: Database { shop.shop.database }
    private var connection: Connection { database.connection }
    private var orders: SalesOrders { SalesOrders(database) }
    private static let skus = ["S-A", "S-B", "S-C"]
    private let today: Day
    /// How often the model refused by a code, and how often it let a command pass.
    private(set) var refusals: [String: Int] = [:], done: [String: Int] = [:]

    init(seed: Int) throws {
        random = SeededGenerator(seed: UInt64(seed))
        shop = try OrderShop()
        today = try #require(try shop.today())
        try shop.prepareWalk(limit: "150")
        for sku in ["S-A", "S-B"] { model.receive(.init(sku: sku, location: "MAIN"), 20) }
    }

    private func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
    private func sku() -> String { Self.skus[number(0...2)] }
    private func location() -> String { OrderModel.locations[chance(60) ? 0 : chance(80) ? 1 : 2] }

    /// What the model refuses is passed over most of the time, so that more is done.
    private struct PassedOver: Error {}

    /// One command on the program and the model; answers what it was.
    func step() throws -> String {
        for _ in 0..<30 {
            do { return try attempt() } catch is PassedOver {}
        }
        return try create()
    }

    private func attempt() throws -> String {
        if numbers.isEmpty || (numbers.count < 6 && chance(8)) { return try create() }
        switch number(1...34) {
        case 1...3: return try stock()
        case 4: return try create()
        default: return try act(number(0...numbers.count - 1))
        }
    }

    // MARK: Orders

    private func line(_ sku: String) -> (line: OrderModel.Line, wish: SalesOrders.Wish, isOwnPrice: Bool) {
        let quantity = number(1...14)
        let isOwn = sku != "S-C" && chance(10)
        let list = sku == "S-A" ? (quantity >= 10 ? 3500 : 4000) : 9990
        let price = sku == "S-C" ? 333 : isOwn ? list - 10 : list
        let text = sku == "S-C" || isOwn ? "\(price / 1000).\(String(1000 + price % 1000).dropFirst())" : nil
        return (
            OrderModel.Line(sku: sku, price: price, ordered: quantity, isOwn: isOwn),
            SalesOrders.Wish(sku: sku, quantity: quantity, price: text), isOwn
        )
    }

    private func create() throws -> String {
        let customer = ["NORD", "SUED", "VORAB", "FRUEH", "FRUEH"][number(0...4)]
        let lines = (1...number(1...3)).map { _ in line(sku()) }
        let order = try orders.create(
            customer: customer, poNumber: nil, lines.map(\.wish), promisedOn: nil, key: nil)
        numbers.append(order.order.number)
        model.create(customer, lines.map(\.line), hasOwnPrice: lines.contains(where: \.isOwnPrice))
        return "create \(customer) \(lines.map(\.wish))"
    }

    private func stock() throws -> String {
        let (sku, quantity, place) = (sku(), number(1...15), location())
        let spot = OrderModel.Spot(sku: sku, location: place)
        switch number(1...5) {
        case 1, 2:
            let lot = chance(60) ? "L\(number(1...4))" : nil
            _ = try Stock(database).receive(
                sku, quantity: quantity, cost: "1.00", location: place, on: nil, lot: lot.map { Lots.Arriving($0) })
            model.receive(spot, quantity, lot: lot)
            return "receive \(sku) \(quantity) at \(place) of \(lot ?? "no lot")"
        case 3:
            let others = OrderModel.locations.filter { $0 != place }
            let target = others[number(0...1)]
            let most = max(model.available(spot), 0)
            let moved = chance(10) ? most + 1 : min(quantity, most)
            guard moved > 0 else { throw PassedOver() }
            try both("transfer") {
                _ = try Stock(database).transfer(sku, quantity: moved, from: place, target: target)
            } model: {
                try $0.transfer(spot, moved, to: target)
            }
            return "transfer \(sku) \(moved) from \(place)"
        case 4:
            _ = try Stock(database).cover(sku, key: nil)
            model.cover(sku)
            return "cover \(sku)"
        default:
            // What is promised is left to the tests of the adjustment itself.
            let most = max(model.available(spot), 0)
            let change = chance(20) ? -((model.onHand[spot] ?? 0) + 1) : chance(20) ? quantity : -min(quantity, most)
            guard change != 0 else { throw PassedOver() }
            try both("adjust") {
                _ = try Stock(database).adjust(
                    sku, by: change, .init(location: place, lot: nil, reason: "counted", day: nil))
            } model: {
                try $0.adjust(spot, change)
            }
            return "adjust \(sku) \(change) at \(place)"
        }
    }

    private func act(_ place: Int) throws -> String {
        let name = numbers[place]
        let order = model.orders[place]
        let lines = order.lines
        let wish = (sku: chance(90) ? lines[number(0...lines.count - 1)].sku : sku(), quantity: number(1...8))
        let wishes = [SalesOrders.Wish(sku: wish.sku, quantity: wish.quantity)]
        func perform(_ action: SalesOrders.Action) throws { _ = try orders.perform(action, on: [name], key: nil) }
        func both(_ command: String, _ program: () throws -> Void, _ model: (inout OrderModel) throws -> Void) throws
            -> String
        {
            try self.both(command, program, model: model)
            return "\(command) \(name)"
        }
        // Who pays early is to pay and to be credited often.
        let isSettled = order.customer == "FRUEH" && !order.invoices.isEmpty && chance(30)
        switch isSettled ? 30 : number(1...30) {
        case 1:
            return try both("quote") {
                _ = try orders.quote([name], validUntil: today, key: nil)
            } _: {
                try $0.quote(place)
            }
        case 2, 3:
            if order.state == "quoted", chance(30) {
                try database.connection.script(
                    "UPDATE sales_order SET valid_until = valid_until - 1 WHERE number = '\(name)'")
                model.orders[place].isLapsed = true
            }
            return try both("confirm") {
                try perform(.confirm)
            } _: {
                try $0.confirm(place)
            }
        case 4:
            return try both("expire") {
                _ = try orders.expire([name], key: nil)
            } _: {
                try $0.expire(place)
            }
        case 5:
            return try both("hold") {
                try perform(.hold("manual", reason: "asked"))
            } _: {
                try $0.hold(place)
            }
        case 6, 7:
            return try both("unhold") {
                try perform(.unhold(nil))
            } _: {
                try $0.unhold(place)
            }
        case 8, 9, 10:
            return try both("allocate") {
                try perform(.allocate())
            } _: {
                try $0.allocate(place)
            }
        case 11:
            return try both("release") {
                try perform(.release())
            } _: {
                try $0.release(place)
            }
        case 12, 13:
            return try both("ship") {
                try perform(.ship([]))
            } _: {
                try $0.ship(place, nil)
            }
        case 14, 15:
            let lot = chance(40) ? "L\(number(1...4))" : nil
            return try both("ship \(wish) of \(lot ?? "any lot")") {
                try perform(.ship(wishes, .init(lots: lot.map { [wish.sku: $0] } ?? [:])))
            } _: {
                try $0.ship(place, wish, lot: lot)
            }
        case 16:
            let off =
                chance(30) ? [] : [SalesOrders.LinePart(sku: wish.sku, quantity: chance(70) ? wish.quantity : nil)]
            return try both("cancel \(off)") {
                try perform(.cancel(off, reason: nil))
            } _: {
                try $0.cancel(place, Dictionary(uniqueKeysWithValues: off.map { ($0.sku, $0.quantity) }))
            }
        case 17, 18:
            let (line, wish, _) = amended(wish.sku, lines)
            return try both("amend \(wish)") {
                _ = try orders.amend(name, .init(wishes: [wish]), reason: nil, key: nil)
            } _: {
                try $0.amend(place, line)
            }
        case 19:
            let (isScrapped, spot) = (chance(40), location())
            return try both("return \(wish) at \(spot)") {
                _ = try orders.takeBack(
                    name, wishes, .init(isScrapped ? .scrapped : .restocked, location: spot, reason: nil), key: nil)
            } _: {
                try $0.takeBack(place, wish, isScrapped: isScrapped, at: spot)
            }
        case 20, 21, 22:
            return try both("invoice") {
                _ = try Invoices(database).create(order: name, key: nil)
            } _: {
                try $0.invoice(place)
            }
        case 23:
            return try both("reopen") {
                _ = try orders.reopen(name, reason: nil, key: nil)
            } _: {
                try $0.reopen(place)
            }
        case 24:
            guard !order.shipments.isEmpty else { throw PassedOver() }
            let shipment = number(0...order.shipments.count - 1)
            let names = try orders.show(name).shipments.map(\.shipment)
            let known = names.enumerated().filter { $0.offset == 0 || names[$0.offset - 1] != $0.element }.map(
                \.element)
            return try both("reverse \(known[shipment])") {
                _ = try Reversing(database).reverse(shipment: known[shipment], reason: "mistaken", key: nil)
            } _: {
                try $0.unship(place, shipment)
            }
        case 25:
            let cents = number(1...9_000)
            return try both("deposit \(cents)") {
                _ = try orders.deposit(name, amount: money(cents), on: today, key: nil)
            } _: {
                try $0.deposit(place, cents)
            }
        default: return try settle(place, wish)
        }
    }

    /// Another quantity; a line that is new has a price by list, or its own where there is none.
    private func amended(_ sku: String, _ lines: [OrderModel.Line]) -> (OrderModel.Line, SalesOrders.Wish, Bool) {
        let (line, wish, _) = line(sku)
        let isThere = lines.contains { $0.sku == sku }
        let price = isThere || sku != "S-C" ? nil : wish.price
        let list = sku == "S-A" ? (line.ordered >= 10 ? 3500 : 4000) : sku == "S-B" ? 9990 : line.price
        return (
            OrderModel.Line(sku: sku, price: list, ordered: line.ordered),
            SalesOrders.Wish(sku: sku, quantity: line.ordered, price: price), false
        )
    }

    // MARK: Money

    private func settle(_ place: Int, _ wish: (sku: String, quantity: Int)) throws -> String {
        let name = numbers[place]
        let order = model.orders[place]
        if order.deposits > 0, chance(20) {
            let cents = number(1...order.deposits + 100)
            try both("refund deposit") {
                _ = try Payments(database).refund(name, amount: money(cents), on: today, reason: "back", key: nil)
            } model: {
                try $0.refundDeposit(place, cents)
            }
            return "refund \(name) \(cents)"
        }
        guard !order.invoices.isEmpty else { throw PassedOver() }
        let invoice = number(0...order.invoices.count - 1)
        let known = try orders.show(name).invoices[invoice].number
        let due = order.invoices[invoice]
        let isEarly = order.customer == "FRUEH" && due.discount == 0 && due.open > 0 && chance(70)
        switch isEarly ? 6 : number(1...6) {
        case 1, 2:
            let isWhole = chance(50)
            try both("credit") {
                _ = try Invoices(database).credit(
                    known, isWhole ? [] : [.init(sku: wish.sku, quantity: wish.quantity)], reason: nil, key: nil)
            } model: {
                try $0.credit(place, invoice, isWhole ? nil : wish)
            }
            return "credit \(known) \(isWhole ? "" : "\(wish)")"
        case 3:
            let cents = number(1...3_000)
            try both("refund") {
                _ = try Payments(database).refund(known, amount: money(cents), on: today, reason: "back", key: nil)
            } model: {
                try $0.refund(place, invoice, cents)
            }
            return "refund \(known) \(cents)"
        case 4:
            let payments = try Payments(database).list(customer: nil, document: known, limit: 100, after: nil)
                .filter { $0.kind == "received" }
            // A deposit is undone with all its matches; that has a test of its own.
            let deposits = try orders.show(name).deposits.map(\.payment)
            let own = payments.filter { !deposits.contains($0.id) }
            let standing = own.indices.filter { !own[$0].isReversed }
            guard !standing.isEmpty else { throw PassedOver() }
            let index = standing[number(0...standing.count - 1)]
            let payment = own[index]
            let cents = try #require(Int(payment.amount.text(minimumFractionDigits: 2).replacing(".", with: "")))
            try both("unpay") {
                _ = try Payments(database).reverse(Int(payment.id), reason: "mistaken", key: nil)
            } model: {
                try $0.unpay(place, invoice, index, cents)
            }
            return "unpay \(payment.id) of \(known)"
        default:
            let posted = order.invoices[invoice]
            // Whole, less what is let off for paying early and a few cents about it, or any amount.
            let early = OrderModel.share(posted.gross - posted.credited, 2, of: 100)
            let off = chance(order.customer == "FRUEH" ? 75 : 10) ? max(0, early + number(-4...1)) : 0
            let wanted = chance(70) ? posted.open - off : number(1...4_000)
            let cents = wanted > 0 ? wanted : number(1...4_000)
            _ = try Invoices(database).pay(known, amount: money(cents), on: today, key: nil)
            model.pay(place, invoice, cents)
            if model.orders[place].invoices[invoice].discounts.last ?? 0 > 0 { done["discount", default: 0] += 1 }
            return "pay \(known) \(cents)"
        }
    }

    private func money(_ cents: Int) -> String {
        "\(cents < 0 ? "-" : "")\(abs(cents) / 100).\(String(100 + abs(cents) % 100).dropFirst())"
    }

    // MARK: Comparing

    /// Does it twice; both do it, or both refuse it by the same code.
    private func both(
        _ command: String, _ program: () throws -> Void, model body: (inout OrderModel) throws -> Void
    ) throws {
        var wanted: String?
        var next = model
        do { try body(&next) } catch let refused as OrderModel.Refused { wanted = refused.code }
        if wanted != nil, chance(85) { throw PassedOver() }
        var found: String?
        do {
            try program()
        } catch let refusal as Refusal {
            found = refusal.code
        } catch {
            guard let constraint = (error as? PostgresError)?.serverFault?.constraint else { throw error }
            found = constraint == "sales_order_line_invoiced_in_bounds" ? "invoiced_already" : constraint
        }
        try #require(found == wanted, "\(command): \(found ?? "done") instead of \(wanted ?? "done")")
        if let wanted {
            refusals[wanted, default: 0] += 1
        } else {
            model = next
            done[command.split(separator: " ").first.map(String.init) ?? command, default: 0] += 1
        }
    }

    /// Compares everything that orders and stock are.
    func compare() throws {
        for (name, order) in zip(numbers, model.orders) {
            let found = try orders.show(name)
            let row = found.order
            try #require(row.state.rawValue == order.state, "\(name)")
            try #require(found.lines.map { quantities($0) } == order.lines.map(\.quantities), "\(name)")
            try #require([row.allocation, row.shipment, row.invoice, row.payment, row.return] == order.axes, "\(name)")
            try #require(Set(found.holds.map(\.kind.rawValue)) == order.holds, "\(name)")
            try #require(
                [row.net, row.tax ?? .zero, row.gross ?? .zero].map { $0.text(minimumFractionDigits: 2) }
                    == [order.net, order.tax, order.gross].map(self.money), "\(name)")
            let money = found.invoices.map { invoice in
                [invoice.gross, invoice.credited, invoice.paid, invoice.discountTaken, invoice.open].map {
                    $0.text(minimumFractionDigits: 2)
                }
            }
            let wanted = order.invoices.map { invoice in
                [invoice.gross, invoice.credited, invoice.paid, invoice.discount, invoice.open].map(self.money)
            }
            try #require(money == wanted, "\(name)")
            let deposits = found.deposits.reduce(Decimal.zero) { $0 + $1.amount - $1.used }
            try #require(deposits.text(minimumFractionDigits: 2) == self.money(order.deposits), "\(name)")
        }
        for sku in Self.skus {
            let standing = try Stock(database).show(sku)
            for location in OrderModel.locations {
                let spot = OrderModel.Spot(sku: sku, location: location)
                let balance = standing.balances.first { $0.location == location }
                try #require(balance?.onHand ?? 0 == model.onHand[spot] ?? 0, "\(sku) at \(location)")
                try #require(balance?.allocated ?? 0 == model.promised(spot), "\(sku) at \(location)")
                let found = standing.lots.filter { $0.location == location && $0.onHand > 0 }
                    .map { "\($0.lot) \($0.onHand)" }.sorted()
                let codes = model.lotCodes[sku] ?? []
                let wanted = (model.lots[spot] ?? [:]).filter { $0.value > 0 }
                    .map { "\(codes[$0.key]) \($0.value)" }.sorted()
                try #require(found == wanted, "lots of \(sku) at \(location)")
            }
        }
    }

    private func quantities(_ line: OrderLineRow) -> [Int] {
        let found = line.quantities
        return [
            found.ordered, found.cancelled, found.allocated, found.shipped, found.invoiced, found.returned,
            found.credited,
        ]
    }

    /// The invariants that do not hold.
    func broken() throws -> [String] { try shop.broken() }

    /// Compares what customers are exposed by, as the limit is tested and as the report has it.
    func compareExposures() throws {
        let report = try Reports(database).run(.receivables, ReportRequest())
        for row in try connection.fetch(SelectCustomers(limit: 100)) {
            let wanted = money(model.exposure(of: row.code))
            let found = try #require(try connection.first(SelectExposures(customers: [row.id]))).exposure.total
            try #require(found.text(minimumFractionDigits: 2) == wanted, "exposure of \(row.code)")
            // Who has nothing has no row.
            let shown = report.rows.first { report.texts("customer", of: $0) == [row.code] }
            let texts = shown.map { report.texts("exposure", "deposits", of: $0) }
            try #require(texts?[0] ?? "0.00" == wanted, "exposure of \(row.code) in the report")
            let deposits = model.orders.reduce(0) { $0 + ($1.customer == row.code ? $1.deposits : 0) }
            try #require(texts?[1] ?? "0.00" == money(deposits), "deposits of \(row.code)")
        }
    }
}

extension OrderShop {
    func today() throws -> Day? {
        var text: [UInt8] = []
        try shop.database.connection.copyOut("COPY (SELECT current_date) TO STDOUT") { text += $0 }
        return Day(String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Customers who pay in advance and who pay early, another limit of the one who has one, a second location, and one of goods that are held.
    fileprivate func prepareWalk(limit: String) throws {
        var details = Customers.Details()
        details.currency = "EUR"
        details.country = "DE"
        details.priceList = "WH"
        for (code, terms) in [("VORAB", "prepaid"), ("FRUEH", "2/10net30")] {
            details.terms = terms
            _ = try Customers(shop.database).add(code: code, details)
        }
        try shop.database.connection.script(
            """
            UPDATE customer SET credit_limit = \(limit) WHERE code = 'SUED';
            INSERT INTO location (code, name, is_held) VALUES ('ZZ', 'Annex', false), ('ZZ-HELD', 'Quarantine', true);
            """)
    }
}

/// Random commands against the model.
///
/// `NEPHRITE_ROUNDS` says how many sequences there are instead of eight, `NEPHRITE_SEED` with which they begin, and
/// `NEPHRITE_STEPS` how long each is.
@Suite("Orders by random commands")
struct OrderModelTests {
    private static let variables = ProcessInfo.processInfo.environment
    private static let first = variables["NEPHRITE_SEED"].flatMap { Int($0) } ?? 1
    private static let rounds = variables["NEPHRITE_ROUNDS"].flatMap { Int($0) } ?? 8
    private static let steps = variables["NEPHRITE_STEPS"].flatMap { Int($0) } ?? 150

    @Test(
        "Orders, stock and money are after each command what the model says", .migrated,
        arguments: first..<first + rounds)
    func walk(seed: Int) throws {
        let walk = try OrderWalk(seed: seed)
        var story: [String] = []
        do {
            for step in 1...Self.steps {
                story.append(try walk.step())
                try walk.compare()
                guard step % 50 == 0 || step == Self.steps else { continue }
                let broken = try walk.broken()
                try #require(broken == [])
                try walk.compareExposures()
            }
        } catch {
            Issue.record("NEPHRITE_SEED=\(seed), behind \(story.suffix(12).joined(separator: "; ")): \(error)")
        }
        // Most of a walk has to be done, not refused.
        #expect(walk.done.values.reduce(0, +) > Self.steps / 3, "NEPHRITE_SEED=\(seed): \(walk.done) \(walk.refusals)")
    }
}
