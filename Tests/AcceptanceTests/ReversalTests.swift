import Foundation
import TestSupport
import Testing

@Suite("Counter-entries", .database(Shop.open))
struct ReversalTests {
    private func shipments(_ order: [String: Any]) -> [[String: Any]] { order["shipments"] as? [[String: Any]] ?? [] }

    @Test("A shipment has its carrier and numbers, at once or later")
    func parcels() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.00"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=10"])
        let shipped = try shop.done([
            "order", "ship", number, "--line", "\(Shop.a)=4", "--carrier", "DHL", "--tracking", "0034", "0035",
        ])
        let shipment = try #require(shipments(shipped).first?["shipment"] as? String)
        func parcels(_ answer: [String: Any]) -> [String] {
            (answer["parcels"] as? [[String: Any]] ?? []).map { "\($0["carrier"] ?? "") \($0["tracking"] ?? "")" }
        }
        #expect(parcels(shipments(shipped)[0]) == ["DHL 0034", "DHL 0035"])
        let more = ["shipment", "track", shipment, "--carrier", "DHL", "--tracking", "0036", "0034"]
        #expect(parcels(try shop.done(more)) == ["DHL 0034", "DHL 0035", "DHL 0036"])
        try shop.done(["order", "ship", number, "--carrier", "Spedition"])
        let last = try #require(shipments(try shop.done(["order", "show", number])).last)
        #expect((last["parcels"] as? [[String: Any]])?.first?["tracking"] is NSNull)
        #expect(try shop.refused(["order", "ship", number, "--tracking", "1"], status: 64)["code"] == "usage")
        #expect(try shop.refused(["shipment", "track", shipment, "--carrier", " "])["code"] == "carrier_invalid")
        #expect(try shop.refused(["shipment", "show", "SH-1"])["code"] == "shipment_unknown")
    }

    @Test("A shipment that never left is undone once, and not when it was invoiced or came back")
    func shipment() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.00", "--lot", "L1"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=10"])
        let first = try #require(
            shipments(try shop.done(["order", "ship", number, "--line", "\(Shop.a)=4"])).first?["shipment"] as? String)
        let reverse = ["shipment", "reverse", first, "--reason", "booked twice"]
        #expect(try shop.refused(["shipment", "reverse", first, "--reason", " "])["code"] == "reason_missing")
        let dry = try shop.done(reverse + ["--dry-run"])
        shop.expect(dry, ["state": "reversed"])
        let undone = try shop.done(reverse + ["--key", "r1"])
        shop.expect(undone, ["state": "reversed", "reversed_because": "booked twice", "order": number])
        shop.expect(try shop.done(reverse + ["--key", "r1"]), ["state": "reversed"])
        #expect(try shop.refused(reverse)["code"] == "shipment_reversed")
        #expect(try shop.refused(["shipment", "track", first, "--carrier", "DHL"])["code"] == "shipment_reversed")
        let order = try shop.done(["order", "show", number])
        shop.expect(order, ["shipment": "none", "allocation": "partial", "state": "confirmed"])
        #expect(shipments(order).first?["state"] as? String == "reversed")
        let stock = try shop.done(["stock", "show", Shop.a])
        shop.expect(stock, ["on_hand": 10, "allocated": 6])
        #expect((stock["lots"] as? [[String: Any]])?.first?["on_hand"] as? Int == 10)
        #expect(
            try shop.rows(["stock", "history", Shop.a]).map { $0["kind"] as? String } == [
                "received", "shipped", "reversed",
            ])
        #expect(try shop.broken() == [])

        // What is invoiced has to be credited first; of a closed order the state follows.
        try shop.done(["order", "allocate", number])
        let invoice = try shop.shipAndInvoice(number, [])
        shop.expect(try shop.done(["order", "show", number]), ["state": "closed"])
        let second = try #require(shipments(try shop.done(["order", "show", number])).last?["shipment"] as? String)
        let depends = try shop.refused(["shipment", "reverse", second, "--reason", "x"])
        #expect(depends["code"] == "reversal_depends")
        try shop.done(["invoice", "credit", try #require(invoice["invoice"] as? String)])
        try shop.done(["shipment", "reverse", second, "--reason", "not fetched"])
        shop.expect(
            try shop.done(["order", "show", number]), ["state": "confirmed", "shipment": "none", "invoice": "none"])
        #expect(try shop.broken() == [])

        try shop.done(["order", "allocate", number])
        let third = try #require(shipments(try shop.done(["order", "ship", number])).last?["shipment"] as? String)
        try shop.done(["order", "return", number, "--line", "\(Shop.a)=1", "--restock"])
        #expect(try shop.refused(["shipment", "reverse", third, "--reason", "x"])["code"] == "reversal_depends")
        #expect(try shop.broken() == [])
    }

    @Test("A mistaken receipt is undone, and the average is as if it had never been")
    func receipts() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.00"])
        try shop.done(["stock", "receive", Shop.a, "100", "--cost", "200.00"])
        let history = try shop.rows(["stock", "history", Shop.a])
        let wrong = "\(try #require(history.last?["movement"] as? Int))"
        let reverse = ["stock", "reverse", wrong, "--reason", "a zero too much"]
        let stock = try shop.done(reverse)
        shop.expect(stock, ["on_hand": 10])
        shop.expect(stock, ["average_cost": "2.00"])
        // The reports say the same, by average and by layers.
        let ledger =
            "SELECT average FROM stock_ledger('infinity', 'infinity', 'infinity') ORDER BY movement_id DESC LIMIT 1"
        #expect(try shop.value(of: ledger) == "2.000000")
        #expect(
            try shop.value(
                of:
                    "SELECT sum(quantity) || ' at ' || max(unit_cost) FROM stock_layers('infinity', 'infinity', 'infinity')"
            )
                == "10 at 2.000000")
        #expect(try shop.refused(reverse)["code"] == "movement_reversed")
        #expect(try shop.refused(["stock", "reverse", "999999", "--reason", "x"])["code"] == "movement_unknown")
        let number = try shop.allocated("NORD", ["\(Shop.a)=4"])
        let first = "\(try #require(history.first?["movement"] as? Int))"
        let promised = try shop.refused(["stock", "reverse", first, "--reason", "x"])
        #expect(promised["code"] == "reversal_depends")
        try shop.done(["order", "ship", number])
        let shipped = "\(try #require(try shop.rows(["stock", "history", Shop.a]).last?["movement"] as? Int))"
        #expect(try shop.refused(["stock", "reverse", shipped, "--reason", "x"])["code"] == "movement_has_cause")
        #expect(try shop.refused(["stock", "reverse", first, "--reason", "x"])["code"] == "reversal_depends")
        try shop.done(["stock", "adjust", Shop.a, "-2", "--reason", "broken"])
        let adjusted = "\(try #require(try shop.rows(["stock", "history", Shop.a]).last?["movement"] as? Int))"
        shop.expect(try shop.done(["stock", "reverse", adjusted, "--reason", "was whole"]), ["on_hand": 6])

        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        let purchase = try shop.purchase(["\(Shop.a)=40", "\(Shop.b)=50"])
        try shop.done(["purchase", "send", purchase])
        let received = try shop.done([
            "purchase", "receive", purchase, "--line", "\(Shop.a)=10", "--lot", "\(Shop.a)=P1",
        ])
        let receipt = try #require((received["receipts"] as? [[String: Any]])?.first?["receipt"] as? String)
        try shop.done(["purchase", "receive", purchase])
        let undone = try shop.done(["purchase", "reverse", receipt, "--reason", "the wrong purchase"])
        shop.expect(undone, ["state": "partial"])
        let receipts = try #require(undone["receipts"] as? [[String: Any]])
        #expect(receipts[0]["reversed_because"] as? String == "the wrong purchase")
        #expect(receipts[1]["reversed_because"] is NSNull)
        #expect(try shop.refused(["purchase", "reverse", receipt, "--reason", "x"])["code"] == "receipt_reversed")
        #expect(try shop.refused(["purchase", "reverse", "RC-1", "--reason", "x"])["code"] == "receipt_unknown")
        let last = try #require(receipts[1]["receipt"] as? String)
        shop.expect(try shop.done(["purchase", "reverse", last, "--reason", "x"]), ["state": "sent"])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 6, "on_order": 40])
        #expect(try shop.broken() == [])
    }

    @Test("A payment that was none is undone with its discount; what was paid too much is paid back")
    func payments() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "2/10net30"])
        try shop.done(["stock", "receive", Shop.a, "50", "--cost", "2.00"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=25"])
        let invoice = try shop.shipAndInvoice(number, [])
        let name = try #require(invoice["invoice"] as? String)
        let day = try #require(invoice["issued_on"] as? String)
        shop.expect(
            try shop.done(["invoice", "pay", name, "--amount", "102.05", "--on", day]),
            ["open": "0.00", "discount_taken": "2.08"])
        let rows = try shop.rows(["payment", "list", "--of", name])
        #expect(rows.map { $0["kind"] as? String } == ["received", "discount"])
        let payment = "\(try #require(rows[0]["payment"] as? Int))"
        let counter = try shop.rows(["payment", "reverse", payment, "--reason", "of another customer"])
        #expect(counter.map { $0["amount"] as? String } == ["-102.05", "-2.08"])
        shop.expect(
            try shop.done(["invoice", "show", name]),
            ["open": "104.13", "paid": "0.00", "discount_taken": "0.00", "state": "posted"])
        shop.expect(try shop.done(["order", "show", number]), ["payment": "none"])
        #expect(try shop.refused(["payment", "reverse", payment, "--reason", "x"])["code"] == "payment_reversed")
        let discount = "\(try #require(rows[1]["payment"] as? Int))"
        #expect(
            try shop.refused(["payment", "reverse", discount, "--reason", "x"])["code"] == "payment_not_reversible")
        #expect(try shop.refused(["payment", "reverse", "999", "--reason", "x"])["code"] == "payment_unknown")

        try shop.done(["invoice", "pay", name, "--amount", "110.00", "--on", day])
        shop.expect(try shop.done(["order", "show", number]), ["payment": "over"])
        let refund = ["payment", "refund", name, "--on", day, "--reason", "paid too much", "--amount"]
        #expect(try shop.refused(refund + ["5.88"])["code"] == "nothing_to_refund")
        #expect(try shop.refused(refund + ["0"])["code"] == "amount_invalid")
        shop.expect(try shop.done(refund + ["5.87"]), ["kind": "refund", "amount": "-5.87", "order": number])
        shop.expect(try shop.done(["order", "show", number]), ["payment": "full"])
        #expect(try shop.refused(refund + ["0.01"])["code"] == "nothing_to_refund")
        let paid =
            "\(try #require(try shop.rows(["payment", "list", "--of", name]).first { $0["amount"] as? String == "110.00" }?["payment"] as? Int))"
        #expect(try shop.refused(["payment", "reverse", paid, "--reason", "x"])["code"] == "reversal_depends")
        #expect(try shop.broken() == [])
    }

    @Test("A deposit that was none brings the hold back; one that is not used is paid back")
    func deposits() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "50%deposit,50%net30"])
        try shop.done(["stock", "receive", Shop.a, "50", "--cost", "2.00"])
        let number = try shop.order("NORD", ["\(Shop.a)=20"])
        try shop.done(["order", "confirm", number])
        // 20 at 3.50 and tax are 83.30.
        let deposit = ["order", "deposit", number, "--on", "2026-11-20", "--amount"]
        try shop.done(deposit + ["41.65"])
        let rows = try shop.rows(["payment", "list", "--of", number])
        try shop.done(["payment", "reverse", "\(try #require(rows[0]["payment"] as? Int))", "--reason", "bounced"])
        func held() throws -> Bool {
            !((try shop.done(["order", "show", number])["holds"] as? [Any])?.isEmpty ?? true)
        }
        #expect(try held())
        let again = try shop.done(deposit + ["60.00"])
        #expect((again["holds"] as? [Any])?.isEmpty == true)
        try shop.done(["order", "allocate", number])
        let invoice = try shop.shipAndInvoice(number, ["\(Shop.a)=5"])
        // A quarter of 83.30.
        shop.expect(invoice, ["gross": "20.83", "paid": "20.83"])
        try shop.done(["order", "cancel", number])
        let refund = ["payment", "refund", number, "--on", "2026-11-25", "--reason", "called off", "--amount"]
        #expect(try shop.refused(refund + ["39.18"])["code"] == "nothing_to_refund")
        shop.expect(try shop.done(refund + ["39.17"]), ["amount": "-39.17", "order": number])
        #expect(try shop.refused(refund + ["0.01"])["code"] == "nothing_to_refund")
        shop.expect(try shop.done(["order", "show", number]), ["payment": "full", "state": "closed"])
        #expect(try shop.broken() == [])
    }

    @Test("Of what a discount let off nothing is paid back")
    func discounted() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "2/10net30"])
        try shop.done(["stock", "receive", Shop.a, "50", "--cost", "2.00"])
        let (number, name, day) = try paidEarly(shop)
        let refund = ["payment", "refund", name, "--on", day, "--reason", "all came back", "--amount"]
        // A quarter is credited: 20.83 less 2 % of it, 0.42, were paid for it.
        try shop.done(["invoice", "credit", name, "--line", "\(Shop.a)=5"])
        shop.expect(try shop.done(["invoice", "show", name]), ["discount_taken": "1.25", "open": "-20.41"])
        #expect(try shop.refused(refund + ["20.42"])["code"] == "nothing_to_refund")
        shop.expect(try shop.done(refund + ["20.41"]), ["amount": "-20.41"])
        try shop.done(["invoice", "credit", name, "--line", "\(Shop.a)=15"])
        #expect(try shop.refused(refund + ["61.23"])["code"] == "nothing_to_refund")
        shop.expect(try shop.done(["order", "show", number]), ["payment": "over"])
        shop.expect(try shop.done(refund + ["61.22"]), ["amount": "-61.22"])
        // Nothing is charged, nothing was paid, nothing is let off.
        shop.expect(
            try shop.done(["invoice", "show", name]),
            ["state": "credited", "credited": "83.30", "paid": "0.00", "discount_taken": "0.00", "open": "0.00"])
        shop.expect(try shop.done(["order", "show", number]), ["payment": "none"])
        let rows = try shop.rows(["payment", "list", "--of", name])
        #expect(
            rows.map { "\($0["kind"] as? String ?? "") \($0["amount"] as? String ?? "")" } == [
                "received 81.63", "discount 1.67", "clawback -0.42", "refund -20.41", "clawback -1.25",
                "refund -61.22",
            ])
        #expect(try shop.broken() == [])
    }

    @Test("A payment whose discount went back in part is undone with the rest of it")
    func clawedBack() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "2/10net30"])
        try shop.done(["stock", "receive", Shop.a, "50", "--cost", "2.00"])
        let name = try paidEarly(shop).invoice
        try shop.done(["invoice", "credit", name, "--line", "\(Shop.a)=5"])
        let payment = try #require(try shop.rows(["payment", "list", "--of", name])[0]["payment"] as? Int)
        let counter = try shop.rows(["payment", "reverse", "\(payment)", "--reason", "bounced"])
        #expect(counter.map { $0["amount"] as? String } == ["-81.63", "-1.25"])
        shop.expect(
            try shop.done(["invoice", "show", name]), ["paid": "0.00", "discount_taken": "0.00", "open": "62.47"])
        #expect(try shop.broken() == [])
    }

    /// An invoice of 20 at 3.50 and tax, 83.30, that was paid with a discount of 2 %, 1.67: its order, its number and its day.
    private func paidEarly(_ shop: Shop) throws -> (order: String, invoice: String, day: String) {
        let number = try shop.allocated("NORD", ["\(Shop.a)=20"])
        let invoice = try shop.shipAndInvoice(number, ["\(Shop.a)=20"])
        let name = try #require(invoice["invoice"] as? String)
        let day = try #require(invoice["issued_on"] as? String)
        try shop.done(["invoice", "pay", name, "--amount", "81.63", "--on", day])
        return (number, name, day)
    }

    /// `kind amount reason` of each payment of an invoice.
    private func payments(_ shop: Shop, _ name: String) throws -> [String] {
        try shop.rows(["payment", "list", "--of", name]).map { row in
            ["kind", "amount", "reason"].compactMap { row[$0] as? String }.joined(separator: " ")
        }
    }

    @Test("What was credited while discounts stayed goes back by the upgrade, as if it had gone back then")
    func upgraded() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "2/10net30"])
        try shop.done(["stock", "receive", Shop.a, "90", "--cost", "2.00"])
        let whole = try paidEarly(shop).invoice
        try shop.done(["invoice", "credit", whole, "--line", "\(Shop.a)=5"])
        try shop.done(["invoice", "credit", whole, "--line", "\(Shop.a)=15"])
        let part = try paidEarly(shop).invoice
        try shop.done(["invoice", "credit", part, "--line", "\(Shop.a)=5"])
        // What is credited before the payment is no part of what was let off.
        let number = try shop.allocated("NORD", ["\(Shop.a)=20"])
        let before = try #require(try shop.shipAndInvoice(number, ["\(Shop.a)=20"])["invoice"] as? String)
        try shop.done(["invoice", "credit", before, "--line", "\(Shop.a)=5"])
        let day = try shop.value(of: "SELECT issued_on FROM invoice WHERE number = '\(before)'")
        try shop.done(["invoice", "pay", before, "--amount", "61.22", "--on", day])

        let written = try payments(shop, whole)
        let unsettled = try payments(shop, before)
        #expect(written.last?.hasPrefix("clawback -1.25 CN-") == true && unsettled.last == "discount 1.25")
        let forget = """
            DELETE FROM payment_match WHERE payment_id IN (SELECT id FROM payment WHERE kind = 'clawback');
            DELETE FROM payment WHERE kind = 'clawback';
            UPDATE sales_order SET payment = 'full' WHERE payment = 'over'
            """
        try shop.tamper(forget)
        // Credited on with all of the discount: 1.67 × 41.65 / 62.47 are 1.11, so 0.56 went back.
        try shop.done(["invoice", "credit", part, "--line", "\(Shop.a)=5"])
        #expect(try payments(shop, part).last?.hasPrefix("clawback -0.56 ") == true)
        try shop.tamper("DELETE FROM schema_migration WHERE number = 453")
        #expect(
            try shop.rows(["database", "migrate"]).map { $0["migration"] as? String } == ["0453_clawback_bounds.sql"])

        #expect(try payments(shop, whole) == written)
        #expect(try payments(shop, before) == unsettled)
        // 1.25 were left of it after the first note and 0.83 after the second, so 0.28 were missing of the first.
        shop.expect(try shop.done(["invoice", "show", part]), ["discount_taken": "0.83"])
        #expect(try payments(shop, part).last?.hasPrefix("clawback -0.28 ") == true)
        let refund = ["payment", "refund", whole, "--on", day, "--reason", "all came back", "--amount"]
        #expect(try shop.refused(refund + ["81.64"])["code"] == "nothing_to_refund")
        shop.expect(try shop.done(refund + ["81.63"]), ["amount": "-81.63"])
        shop.expect(try shop.done(["invoice", "show", whole]), ["discount_taken": "0.00", "open": "0.00"])
        #expect(try shop.broken() == [])
    }

    @Test("No more goes back of a payment than there was, and only to its payer, by the server too")
    func bounded() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "2/10net30"])
        try shop.done(["stock", "receive", Shop.a, "20", "--cost", "2.00"])
        _ = try paidEarly(shop)
        func fault(_ amount: String, _ kind: String, customer: String = "customer_id", currency: String = "currency")
            throws -> String?
        {
            try shop.fault(
                of: """
                    INSERT INTO payment (customer_id, currency, amount, paid_on, kind, cause_id, reason)
                    SELECT \(customer), \(currency), \(amount), paid_on, '\(kind)', id, 'x' FROM payment WHERE kind = 'discount'
                    """, as: "nephrite_app")
        }
        let other = "(SELECT id FROM customer WHERE code = 'SUED')"
        #expect(try fault("-500", "clawback", customer: other) == "payment_cause_of_its_customer")
        #expect(try fault("-1", "clawback", currency: "'USD'") == "payment_cause_of_its_customer")
        #expect(try fault("-1.68", "clawback") == "payment_cause_not_exceeded")
        #expect(try fault("-1.68", "reversal") == "payment_cause_not_exceeded")
        #expect(try fault("-1.60", "clawback") == nil)
        #expect(try fault("-0.08", "reversal") == "payment_cause_not_exceeded")
        #expect(try fault("-0.07", "reversal") == nil)
        #expect(try fault("-0.01", "clawback") == "payment_cause_not_exceeded")
    }

    @Test("What undoes another entry is not undone by the server either")
    func undoneOnce() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "50", "--cost", "2.00"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=20"])
        let name = try #require(try shop.shipAndInvoice(number, ["\(Shop.a)=20"])["invoice"] as? String)
        try shop.done(["invoice", "pay", name, "--amount", "10.00", "--on", "2026-11-20"])
        let payment = try #require(try shop.rows(["payment", "list", "--of", name])[0]["payment"] as? Int)
        try shop.done(["payment", "reverse", "\(payment)", "--reason", "bounced"])
        for kind in ["reversal", "clawback"] {
            let again = """
                INSERT INTO payment (customer_id, currency, amount, paid_on, kind, cause_id, reason)
                SELECT customer_id, currency, -1, paid_on, '\(kind)', id, 'x' FROM payment WHERE kind = 'reversal'
                """
            #expect(try shop.fault(of: again) == "payment_cause_of_its_kind")
        }
        let received = try #require(try shop.rows(["stock", "history", Shop.a])[0]["movement"] as? Int)
        try shop.done(["stock", "receive", Shop.b, "5", "--cost", "2.00"])
        let other = try #require(try shop.rows(["stock", "history", Shop.b])[0]["movement"] as? Int)
        try shop.done(["stock", "reverse", "\(other)", "--reason", "counted twice"])
        let again = """
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, reason, reverses_id, effective_on)
            SELECT product_id, 'reversed', from_location, quantity, 'x', id, effective_on
            FROM stock_movement WHERE kind = 'reversed'
            """
        #expect(received != other)
        #expect(try shop.fault(of: again) == "stock_movement_reverses_original")
        #expect(try shop.broken() == [])
    }

    @Test("A payment is not undone when another was paid back in its place")
    func paidBack() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "50", "--cost", "2.00"])
        let number = try shop.order("NORD", ["\(Shop.a)=20"])
        try shop.done(["order", "confirm", number])
        for amount in ["100.00", "20.00"] {
            try shop.done(["order", "deposit", number, "--on", "2026-11-20", "--amount", amount])
        }
        let second = try #require(try shop.rows(["payment", "list", "--of", number])[1]["payment"] as? Int)
        try shop.done([
            "payment", "refund", number, "--on", "2026-11-21", "--reason", "too much", "--amount", "100.00",
        ])
        try shop.done(["order", "allocate", number])
        shop.expect(try shop.shipAndInvoice(number, ["\(Shop.a)=5"]), ["gross": "20.83", "paid": "20.00"])
        #expect(
            try shop.refused(["payment", "reverse", "\(second)", "--reason", "bounced"])["code"] == "reversal_depends")
        #expect(try shop.broken() == [])
    }
}
