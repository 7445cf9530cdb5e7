import Foundation
import TestSupport
import Testing

@Suite("Terms of payment")
struct PaymentTermsTests {
    private static let schedule = "30% deposit, 70% before shipping"

    private func kinds(_ order: [String: Any]) -> [String] {
        (order["holds"] as? [[String: Any]] ?? []).compactMap { $0["kind"] as? String }
    }

    @Test("An order waits for its deposit, and its goods for the rest; invoices use the money up", .database(Shop.open))
    func deposit() throws {
        let shop = Shop.current
        let set = try shop.done(["customer", "set", "NORD", "--terms", Self.schedule])
        shop.expect(set, ["terms": "30%deposit,70%beforeshipping"])
        try shop.done(["stock", "receive", Shop.a, "25", "--cost", "1.00"])
        let number = try shop.order("NORD", ["\(Shop.a)=25"])
        let confirmed = try shop.done(["order", "confirm", number])
        // 25 at 3.50 are 87.50, with 19 percent 104.13; 30 percent of it 31.24, the rest 72.89.
        shop.expect(confirmed, ["gross": "104.13"])
        #expect(kinds(confirmed) == ["deposit"])
        let schedule = try #require(confirmed["payment_schedule"] as? [[String: Any]])
        #expect(schedule.map { $0["kind"] as? String } == ["deposit", "before_shipping"])
        #expect(schedule.map { $0["percent"] as? String } == ["30", "70"])
        #expect(schedule.map { $0["amount"] as? String } == ["31.24", "72.89"])
        let held = try shop.refused(["order", "allocate", number])
        #expect(held["code"] == "order_on_hold")
        #expect(held["message"]?.contains("of the deposit of 31.24 EUR 0.00 is paid") == true)

        let some = try shop.done(["order", "deposit", number, "--amount", "31.23", "--on", "2026-11-20"])
        #expect(kinds(some) == ["deposit"])
        let enough = try shop.done(["order", "deposit", number, "--amount", "0.01", "--on", "2026-11-21"])
        #expect(kinds(enough) == [])
        #expect(enough["payment"] as? String == "none")
        try shop.done(["order", "allocate", number])
        let due = try shop.refused(["order", "ship", number])
        #expect(due["code"] == "payment_due")
        #expect(due["remedy"]?.contains("--amount 72.89") == true)
        try shop.done([
            "order", "deposit", number, "--amount", "72.89", "--on", "2026-11-22", "--key", "bank-1",
        ])
        try shop.done([
            "order", "deposit", number, "--amount", "72.89", "--on", "2026-11-22", "--key", "bank-1",
        ])
        let invoice = try shop.shipAndInvoice(number, ["\(Shop.a)=10"])
        // 10 of 25: 35.00 and 6.65 of tax, all of it from the money that is there.
        shop.expect(invoice, ["gross": "41.65", "paid": "41.65", "open": "0.00", "state": "paid"])
        let instalments = try #require(invoice["instalments"] as? [[String: Any]])
        #expect(instalments.map { $0["amount"] as? String } == ["12.50", "29.15"])
        let rest = try shop.shipAndInvoice(number, [])
        shop.expect(rest, ["gross": "62.48", "paid": "62.48"])
        let closed = try shop.done(["order", "show", number])
        shop.expect(closed, ["state": "closed", "payment": "full"])
        let deposits = try #require(closed["deposits"] as? [[String: Any]])
        #expect(deposits.map { $0["amount"] as? String } == ["31.23", "0.01", "72.89"])
        #expect(deposits.map { $0["used"] as? String } == ["31.23", "0.01", "72.89"])
        #expect(try shop.broken() == [])
    }

    @Test("A dearer order waits again, and a deposit lowers what a customer owes", .database(Shop.open))
    func again() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "SUED", "--terms", "50%deposit,50%net30"])
        let number = try shop.order("SUED", ["\(Shop.a)=20"])
        // 20 at 3.50 and tax are 83.30, half of it 41.65.
        try shop.done(["order", "confirm", number])
        #expect(kinds(try shop.done(["order", "deposit", number, "--amount", "41.65", "--on", "2026-11-20"])) == [])
        // The limit is 100.00; 50 of them are 208.25, less 41.65 still above it.
        let more = try shop.done(["order", "amend", number, "--line", "\(Shop.a)=50"])
        #expect(Set(kinds(more)) == ["credit", "deposit"])
        let credit = (more["holds"] as? [[String: Any]])?.first { $0["kind"] as? String == "credit" }
        #expect(credit?["reason"] as? String == "exposure 166.60 EUR is above the credit limit 100.00")
        // A person may let it go without.
        #expect(kinds(try shop.done(["order", "unhold", number, "--kind", "deposit"])) == ["credit"])
        let less = try shop.done(["order", "amend", number, "--line", "\(Shop.a)=21"])
        #expect(kinds(less).contains("deposit"))
        #expect(try shop.broken() == [])
    }

    @Test("A deposit hold says what is due now, whatever was paid or changed since", .database(Shop.open))
    func figures() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "50%deposit,50%net30"])
        let number = try shop.order("NORD", ["\(Shop.a)=20"])
        func reason(_ answer: [String: Any]) -> String? {
            (answer["holds"] as? [[String: Any]])?.first { $0["kind"] as? String == "deposit" }?["reason"] as? String
        }
        // 20 at 3.50 and tax are 83.30.
        #expect(
            try reason(shop.done(["order", "confirm", number]))
                == "of the deposit of 41.65 EUR 0.00 is paid, 41.65 is due")
        #expect(
            try reason(shop.done(["order", "deposit", number, "--amount", "10", "--on", "2026-11-20"]))
                == "of the deposit of 41.65 EUR 10.00 is paid, 31.65 is due")
        #expect(
            try reason(shop.done(["order", "amend", number, "--line", "\(Shop.a)=40"]))
                == "of the deposit of 83.30 EUR 10.00 is paid, 73.30 is due")
        #expect(
            try reason(shop.done(["order", "cancel", number, "--line", "\(Shop.a)=30"]))
                == "of the deposit of 20.83 EUR 10.00 is paid, 10.83 is due")
        let held = try shop.refused(["order", "allocate", number])
        #expect(held["message"]?.contains("10.83 is due") == true)
        #expect(
            try shop.done(["order", "deposit", number, "--amount", "10.83", "--on", "2026-11-21"])["holds"] as? [String]
                == [])
        #expect(try shop.broken() == [])
    }

    @Test("Who pays early enough pays less, and not otherwise", .database(Shop.open))
    func early() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "2/10net30"])
        try shop.done(["stock", "receive", Shop.a, "100", "--cost", "1.00"])
        // As if it had been posted eleven days ago, so that its discount ended yesterday.
        func invoice() throws -> [String: Any] {
            let order = try shop.allocated("NORD", ["\(Shop.a)=25"])
            let number = try #require(try shop.shipAndInvoice(order, [])["invoice"] as? String)
            try shop.tamper(
                """
                UPDATE invoice SET issued_on = issued_on - 11, due_on = due_on - 11, discount_until = discount_until - 11
                WHERE number = '\(number)';
                UPDATE invoice_instalment SET due_on = due_on - 11
                WHERE invoice_id = (SELECT id FROM invoice WHERE number = '\(number)')
                """)
            return try shop.done(["invoice", "show", number])
        }
        let first = try invoice()
        let day = try #require(first["issued_on"] as? String)
        let until = try #require(first["discount_until"] as? String)
        shop.expect(
            first, ["terms": "2/10net30", "discount_percent": "2", "discount_amount": "2.08", "open": "104.13"])
        func pay(_ invoice: [String: Any], _ amount: String, _ day: String) throws -> [String: Any] {
            try shop.done([
                "invoice", "pay", try #require(invoice["invoice"] as? String), "--amount", amount, "--on", day,
            ])
        }
        // A cent too little earns nothing; with it, the second payment does.
        shop.expect(try pay(first, "102.04", day), ["open": "2.09", "discount_taken": "0.00", "state": "posted"])
        let paid = try pay(first, "0.01", until)
        shop.expect(paid, ["paid": "102.05", "discount_taken": "2.08", "open": "0.00", "state": "paid"])
        shop.expect(try shop.done(["order", "show", try #require(first["order"] as? String)]), ["payment": "full"])

        let second = try invoice()
        shop.expect(try pay(second, "103.00", until), ["paid": "103.00", "discount_taken": "1.13", "open": "0.00"])
        let third = try invoice()
        let today = try shop.today()
        shop.expect(try pay(third, "102.05", today), ["discount_taken": "0.00", "open": "2.08", "state": "posted"])
        let fourth = try invoice()
        shop.expect(try pay(fourth, "104.13", day), ["discount_taken": "0.00", "open": "0.00"])
        #expect(try shop.broken() == [])
    }

    @Test("Money counts from the day it came, which is today at the latest", .database(Shop.busy))
    func future() throws {
        let shop = Shop.current
        let invoice = "INV-\(Shop.year)-000001"
        let pay = ["invoice", "pay", invoice, "--amount", "1.00", "--on"]
        let today = try shop.today()
        let tomorrow = try shop.value(of: "SELECT '\(today)'::date + 1")
        let error = try shop.refused(pay + [tomorrow])
        #expect(error["code"] == "day_in_future" && error["where"] == "--on")
        #expect(error["message"] == "\(tomorrow) is after today, \(today): money that is there cannot come later")
        #expect(try shop.refused(pay + [tomorrow, "--dry-run"])["code"] == "day_in_future")
        shop.expect(try shop.done(["invoice", "show", invoice]), ["paid": "10.00"])
        shop.expect(try shop.done(pay + [today]), ["paid": "11.00"])
    }

    @Test("An imported order waits for its deposit too", .database(Shop.open))
    func imported() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "30%deposit,70%net30"])
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "1.00"])
        let outcome = try shop.start(
            ["order", "import", "-", "--format", "ndjson", "--confirm", "--allocate"],
            input: #"{"customer":"NORD","po_number":"T-1","lines":[{"sku":"\#(Shop.a)","quantity":5}]}"# + "\n"
        ).finish()
        #expect(outcome.status == 0, "\(outcome.errors)")
        let order = try shop.done(["order", "show", "SO-\(Shop.year)-000001"])
        // 20.00 and tax are 23.80.
        #expect(kinds(order) == ["deposit"])
        shop.expect(order, ["allocation": "none"])
        #expect(
            kinds(
                try shop.done(["order", "deposit", "SO-\(Shop.year)-000001", "--amount", "7.14", "--on", "2026-11-20"]))
                == [])
        #expect(try shop.broken() == [])
    }

    @Test("What cannot be is refused", .database(Shop.busy))
    func refused() throws {
        let shop = Shop.current
        let all = [
            RefusedOrder("terms_invalid", "customer set NORD --terms 30%deposit,60%net30", status: 64),
            RefusedOrder("wrong_state", "order deposit SO-Y-000003 --amount 1 --on 2026-11-20"),
            RefusedOrder("amount_invalid", "order deposit SO-Y-000002 --amount 0 --on 2026-11-20"),
            RefusedOrder("amount_invalid", "order deposit SO-Y-000002 --amount 0.001 --on 2026-11-20"),
            RefusedOrder("order_unknown", "order deposit SO-9 --amount 1 --on 2026-11-20"),
            RefusedOrder("day_in_future", "order deposit SO-Y-000002 --amount 1 --on 2999-01-01"),
            RefusedOrder("day_in_future", "invoice pay INV-Y-000001 --amount 1 --on 2999-01-01"),
            RefusedOrder("day_in_future", "payment refund INV-Y-000001 --amount 1 --on 2999-01-01 --reason x"),
            RefusedOrder("day_in_future", "payment refund SO-Y-000001 --amount 1 --on 2999-01-01 --reason x"),
        ]
        for refused in all {
            #expect(
                try shop.refused(refused.words, status: refused.status)["code"] == refused.code, "\(refused.command)")
        }
        for (sql, constraint) in [
            ("UPDATE customer SET terms = '30%'", "customer_terms_form"),
            (
                "INSERT INTO payment (customer_id, currency, amount, paid_on) VALUES (1, 'EUR', -1, '2026-11-20')",
                "payment_amount_sign"
            ),
            (
                "INSERT INTO payment (customer_id, currency, amount, paid_on, kind) VALUES (1, 'EUR', 1, '2026-11-20', 'discount')",
                "payment_cause_of_kind"
            ),
            (
                "INSERT INTO payment (customer_id, currency, amount, paid_on, kind) VALUES (1, 'EUR', -1, '2026-11-20', 'refund')",
                "payment_reason_of_kind"
            ),
            ("UPDATE invoice_instalment SET amount = 1", "rows of invoice_instalment are never changed or removed"),
        ] {
            #expect(try shop.fault(of: sql) == constraint || constraint.hasPrefix("rows"), "\(sql)")
        }
    }
}
