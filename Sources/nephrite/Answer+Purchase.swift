internal import Operations
internal import Orders
internal import Quantities
internal import Rendering
internal import Storage

extension Answer {
    /// A purchase with everything about it.
    ///
    /// `changes` are those that an amendment made.
    init(_ detail: Purchases.Detail, changes: [AmendmentRow]? = nil) {
        let purchase = detail.purchase
        let members: [Member] =
            Self.head(purchase) + [
                Member("lines", .list(detail.lines.map { Self.line($0, purchase) })),
                Member("net", .money(purchase.net, purchase.currency)),
                Member("receipts", .list(detail.receipts.runs(by: \.receipt).map(Self.receipt))),
                Member("amendments", .list(detail.amendments.map(Self.amendment))),
            ]
        let covered = detail.covered.map { [Member("covered", .list($0.map { Answer(promise: $0) }))] } ?? []
        let changed = changes.map { [Member("changes", .list($0.map(Self.amendment)))] } ?? []
        self = .object(members + covered + changed)
    }

    /// What was done to a purchase, and what an amendment changed.
    init(_ step: TransitionRow, changes: String?) {
        self = Answer(step).with(Member("changes", .text(ifPresent: changes)))
    }

    /// A row of the list of purchases.
    init(_ purchase: PurchaseRow) {
        self = .object(Self.head(purchase) + [Member("net", .money(purchase.net, purchase.currency))])
    }

    /// What should be ordered of a product.
    init(_ proposal: Purchases.Proposal) {
        let (supply, need) = (proposal.supply, proposal.need)
        self = .keys(
            ("sku", .text(supply.sku)), ("name", .text(supply.name)), ("supplier", .text(supply.supplier)),
            ("part_number", .text(supply.partNumber)), ("quantity", .int(proposal.quantity)),
            ("unit_cost", supply.currency.map { .money(ifPresent: proposal.tier?.unitCost, $0) } ?? .null),
            ("currency", .text(ifPresent: supply.currency)), ("demand_per_day", .text(need.demandPerDay.text)),
            ("lead_time_days", .text(need.leadTimeDays.text)), ("safety_days", .int(need.safetyDays)),
            ("backordered", .int(need.backordered)), ("available", .int(need.available)),
            ("on_order", .int(need.onOrder)), ("in_draft", .int(need.drafted)), ("missing", .int(need.missing)))
    }

    private static func head(_ purchase: PurchaseRow) -> [Member] {
        [
            Member("purchase", .text(purchase.number)), Member("supplier", .text(purchase.supplier)),
            Member("state", .text(purchase.state.rawValue)), Member("currency", .text(purchase.currency)),
            Member("created_on", .text(purchase.createdOn)), Member("sent_on", .text(ifPresent: purchase.sentOn)),
        ]
    }

    private static func line(_ row: PurchaseLineRow, _ purchase: PurchaseRow) -> Answer {
        let net = OrderTotals.lineNet(
            quantity: row.ordered - row.cancelled, unitPrice: row.unitCost, discountPercent: .zero,
            minorDigits: purchase.minorDigits)
        return .keys(
            ("line", .int(row.line)), ("sku", .text(row.sku)), ("name", .text(row.name)), ("unit", .text(row.unit)),
            ("part_number", .text(row.partNumber)), ("ordered", .int(row.ordered)),
            ("cancelled", .int(row.cancelled)), ("received", .int(row.received)), ("open", .int(row.open)),
            ("unit_cost", .money(row.unitCost, purchase.currency)), ("cost_rule", .text(row.costRule)),
            ("net", .money(ifPresent: net, purchase.currency)))
    }

    private static func amendment(_ row: PurchaseAmendmentRow) -> Answer {
        .keys(
            ("at", .text(row.at)), ("actor", .text(row.actor)), ("line", .int(ifPresent: row.change.line)),
            ("sku", .text(ifPresent: row.change.sku)), ("field", .text(row.change.field)),
            ("old", .text(ifPresent: row.change.old)), ("new", .text(ifPresent: row.change.new)))
    }

    private static func receipt(_ head: ReceiptLineRow, _ lines: [ReceiptLineRow]) -> Answer {
        .keys(
            ("receipt", .text(head.receipt)), ("reversed_because", .text(ifPresent: head.reversal)),
            ("received_on", .text(head.receivedOn)),
            ("location", .text(head.location)), ("currency", .text(head.baseCurrency)),
            ("rate", .text(head.rate.rate.text)), ("rate_is_inverse", .bool(head.rate.isInverse)),
            ("landed", .money(head.landed, head.baseCurrency)), ("landed_by", .text(ifPresent: head.landedBy)),
            (
                "lines",
                .list(
                    lines.map {
                        .keys(
                            ("line", .int($0.line)), ("sku", .text($0.sku)), ("quantity", .int($0.quantity)),
                            ("goods_cost", .money($0.goodsCost, head.baseCurrency)),
                            ("lot", .text(ifPresent: $0.lots.count == 1 ? $0.lots[0].lot : nil)),
                            ("lots", .list($0.lots.map { Answer($0) })),
                            ("landed", .money($0.lineLanded, head.baseCurrency)),
                            ("unit_cost", .money($0.unitCost, head.baseCurrency)))
                    })
            ))
    }
}
