import TestSupport
import Testing

/// A command that is refused, in the shop after a day's business.
struct RefusedOrder: Sendable, CustomTestStringConvertible {
    let code: String
    let command: String
    var status: Int32 = 1
    var testDescription: String { "\(code): \(command)" }

    init(_ code: String, _ command: String, status: Int32 = 1) {
        self.code = code
        self.command = command
        self.status = status
    }

    static let all: [RefusedOrder] = {
        let (first, second, draft) = ("SO-Y-000001", "SO-Y-000002", "SO-Y-000003")
        return [
            RefusedOrder("order_unknown", "order show SO-1"), RefusedOrder("order_unknown", "order confirm SO-1"),
            RefusedOrder("wrong_state", "order allocate \(draft)"),
            RefusedOrder("wrong_state", "order ship \(draft)"),
            RefusedOrder("wrong_state", "order confirm \(first)"),
            RefusedOrder("wrong_state", "order quote \(second)"),
            RefusedOrder("wrong_state", "invoice create \(draft)"),
            RefusedOrder("wrong_state", "order cancel \(first)"),
            RefusedOrder("nothing_to_invoice", "invoice create \(first)"),
            RefusedOrder("not_allocated", "order ship \(second) --line LOTUS-LB-3002=4"),
            RefusedOrder("line_unknown", "order ship \(second) --line LOTUS-LB-3003=1"),
            RefusedOrder("line_unknown", "order cancel \(second) --line LOTUS-LB-3003"),
            RefusedOrder("not_held", "order unhold \(second)"),
            RefusedOrder("hold_unknown", "order hold \(second) --kind x --reason y", status: 64),
            RefusedOrder("reason_missing", "order hold \(second) --reason BLANK"),
            RefusedOrder("customer_unknown", "order create --customer X --line LOTUS-LB-3001=1"),
            RefusedOrder("product_unknown", "order create --customer NORD --line X=1"),
            RefusedOrder("no_price", "order create --customer NORD --line LOTUS-LJ-1001=1"),
            RefusedOrder("price_invalid", "order create --customer NORD --line LOTUS-LB-3001=1@1,5", status: 64),
            RefusedOrder("amount_too_large", "order create --customer NORD --line LOTUS-LB-3001=999999@999999"),
            RefusedOrder("usage", "order create --customer NORD --line LOTUS-LB-3001=0", status: 64),
            RefusedOrder("usage", "order create --customer NORD --line LOTUS-LB-3001=1.5", status: 64),
            RefusedOrder("invoice_unknown", "invoice pay INV-1 --amount 1 --on 2026-11-20"),
            RefusedOrder("amount_invalid", "invoice pay INV-Y-000001 --amount 1.001 --on 2026-11-20"),
            RefusedOrder("amount_invalid", "invoice pay INV-Y-000001 --amount 0 --on 2026-11-20"),
            RefusedOrder("usage", "invoice pay INV-Y-000001 --amount 1 --on 2026-02-29", status: 64),
            RefusedOrder("product_unknown", "stock receive X 1 --cost 1"),
            RefusedOrder("location_unknown", "stock receive LOTUS-LB-3001 1 --cost 1 --location X"),
            RefusedOrder("cost_invalid", "stock receive LOTUS-LB-3001 1 --cost=-1"),
            RefusedOrder("quantity_invalid", "stock receive LOTUS-LB-3001 0 --cost 1", status: 64),
            RefusedOrder("out_of_stock", "stock adjust LOTUS-LB-3001 -100 --reason x"),
            RefusedOrder("reason_missing", "stock adjust LOTUS-LB-3001 -1 --reason BLANK"),
            RefusedOrder("customer_exists", "customer add NORD --currency EUR --country DE"),
            RefusedOrder("currency_unknown", "customer add X --currency EUX --country DE", status: 64),
            RefusedOrder("country_invalid", "customer add X --currency EUR --country Germany", status: 64),
            RefusedOrder("country_invalid", "customer add X --currency EUR --country QQ", status: 64),
            RefusedOrder("country_invalid", "customer set NORD --country UK", status: 64),
            RefusedOrder("country_invalid", "settings set company_country=XX", status: 64),
            RefusedOrder("country_invalid", "tax set QQ S 5 --from 2026-01-01", status: 64),
            RefusedOrder("value_invalid", "product set LOTUS-LB-3001 country_of_origin=XX", status: 65),
            RefusedOrder("terms_invalid", "customer add X --currency EUR --country DE --terms soon", status: 64),
            RefusedOrder("credit_limit_invalid", "customer set NORD --credit-limit=-1", status: 64),
            RefusedOrder("tax_category_unknown", "customer set NORD --tax Q"),
            RefusedOrder("price_list_unknown", "customer set NORD --price-list X"),
            RefusedOrder("price_list_exists", "price-list add WH --currency EUR"),
            RefusedOrder("floor_invalid", "price-list rule WH --markup 5 --floor 100", status: 64),
            RefusedOrder("floor_invalid", "price-list rule WH --markup 5 --floor 5.5555", status: 64),
            RefusedOrder("ending_invalid", "price-list rule WH --markup 5 --ending 1", status: 64),
            RefusedOrder("ending_invalid", "price-list rule WH --markup 5 --ending 0.9999", status: 64),
            RefusedOrder("markup_invalid", "price-list rule WH --markup 1234567", status: 64),
            RefusedOrder("markup_invalid", "price-list rule WH --markup=-100", status: 64),
            RefusedOrder("markup_invalid", "price-list rule WH --markup 33.33339", status: 64),
            RefusedOrder("material_unknown", "price-list rule WH --markup 5 --material jadee", status: 64),
            RefusedOrder("shape_unknown", "price-list rule WH --markup 5 --shape nonsense", status: 64),
            RefusedOrder("grade_unknown", "price-list rule WH --markup 5 --grade best", status: 64),
            RefusedOrder("supplier_unknown", "price-list rule WH --markup 5 --supplier X"),
            RefusedOrder("break_invalid", "price-list set WH LOTUS-LB-3001 1 --min-quantity 3000000000", status: 64),
            RefusedOrder("break_invalid", "price-list set WH LOTUS-LB-3001 1 --min-quantity 0", status: 64),
            RefusedOrder("minimum_invalid", "price-list set WH LOTUS-LB-3001 --minimum 3000000000", status: 64),
            RefusedOrder("multiple_invalid", "price-list set WH LOTUS-LB-3001 --multiple 0", status: 64),
            RefusedOrder("maximum_invalid", "price-list set WH LOTUS-LB-3001 --maximum 3000000000", status: 64),
            RefusedOrder("price_invalid", "order create --customer NORD --line LOTUS-LB-3001=1@-1"),
            RefusedOrder("customer_unknown", "order list --customer NOPE"),
            RefusedOrder("customer_unknown", "invoice list --customer NOPE"),
            RefusedOrder("terms_invalid", "customer set NORD --terms 200/10net30", status: 64),
            RefusedOrder("credit_limit_invalid", "customer set NORD --credit-limit 100000000000", status: 64),
            RefusedOrder("time_zone_unknown", "settings set time_zone=Mars/Base", status: 64),
            RefusedOrder("base_currency_in_use", "settings set base_currency=USD"),
            RefusedOrder("period_invalid", "price-list set WH LOTUS-LB-3001 1 --from 2026-02-01 --to 2026-01-01"),
            RefusedOrder("maximum_invalid", "price-list set WH LOTUS-LB-3001 --multiple 6 --maximum 5"),
            RefusedOrder("setting_unknown", "settings set x=y", status: 64),
            RefusedOrder("tax_rate_invalid", "tax set DE Z 5 --from 2026-01-01"),
            RefusedOrder("tax_rate_invalid", "tax set DE S 1000 --from 2026-01-01", status: 64),
            RefusedOrder("tax_rate_invalid", "tax set DE S 5.5555 --from 2026-01-01", status: 64),
            RefusedOrder("rate_invalid", "rate add USD EUR 99999999999 --on 2026-01-01", status: 64),
            RefusedOrder("rate_invalid", "rate add USD EUR 0 --on 2026-01-01"),
            RefusedOrder("rate_invalid", "rate add USD USD 1 --on 2026-01-01"),
            RefusedOrder("location_exists", "location add MAIN"),
        ]
    }()

    var words: [String] {
        command.split(separator: " ").map {
            $0 == "BLANK" ? " " : String($0).replacing("-Y-", with: "-\(Shop.year)-")
        }
    }
}

@Suite("What is refused when selling", .database(Shop.busy))
struct OrderRefusalTests {
    @Test("Every refusal has its name, its status and a remedy")
    func refusals() throws {
        let shop = Shop.current
        for refused in RefusedOrder.all {
            let error = try shop.refused(refused.words, status: refused.status)
            #expect(error["code"] == refused.code, "\(refused.command)")
            #expect(error["message"]?.isEmpty == false && error["remedy"]?.isEmpty == false, "\(refused.command)")
        }
        #expect(try shop.broken() == [])
    }

    @Test("Purchase order, quantities, tax, hold and stock are refused where they first matter")
    func inTurn() throws {
        let shop = Shop.current
        _ = try shop.order("NORD", ["\(Shop.a)=1"], ["--po", "7"])
        let again = try shop.refused(["order", "create", "--customer", "NORD", "--po", "7", "--line", "\(Shop.a)=1"])
        #expect(again["code"] == "duplicate_po")
        _ = try shop.order("SUED", ["\(Shop.a)=1"], ["--po", "7"])
        try shop.done(["price-list", "set", "WH", Shop.b, "--minimum", "10", "--multiple", "6"])
        let few = try shop.refused(["order", "create", "--customer", "NORD", "--line", "\(Shop.b)=7"])
        #expect(few["code"] == "quantity_invalid")
        #expect(few["remedy"] == "the next valid quantity is 12")
        let paris = try shop.order("PARIS", ["\(Shop.a)=1"])
        #expect(try shop.refused(["order", "confirm", paris])["code"] == "tax_unknown")
        try shop.done(["customer", "set", "PARIS", "--vat-id", "FR12345678901"])
        #expect(try shop.done(["order", "confirm", paris])["tax"] as? String == "0.00")
        let unpromised = try shop.order("NORD", ["\(Shop.c)=1"])
        try shop.done(["order", "confirm", unpromised])
        #expect(try shop.refused(["order", "allocate", unpromised])["code"] == "out_of_stock")
        #expect(try shop.refused(["order", "ship", unpromised])["code"] == "not_allocated")
        #expect(try shop.refused(["order", "release", unpromised])["code"] == "not_allocated")
        try shop.done(["order", "hold", unpromised, "--reason", "address"])
        #expect(try shop.refused(["order", "hold", unpromised, "--reason", "address"])["code"] == "already_held")
        // The hold comes before the stock, the state before the hold.
        #expect(try shop.refused(["order", "allocate", unpromised])["code"] == "order_on_hold")
        #expect(try shop.refused(["order", "quote", unpromised])["code"] == "wrong_state")
        let prepaid = try shop.order("VORAB", ["\(Shop.a)=1"])
        try shop.done(["order", "confirm", prepaid])
        try shop.done(["invoice", "create", prepaid])
        #expect(try shop.refused(["order", "cancel", prepaid])["code"] == "invoiced_already")
        #expect(try shop.broken() == [])
    }

    @Test("Discontinued goods are sold as long as there are some, over all lines of an order")
    func discontinued() throws {
        let shop = Shop.current
        let draft = try shop.order("NORD", ["\(Shop.a)=4"])
        let allocated = try shop.order("NORD", ["\(Shop.b)=1"])
        // Of 20 were 12 and 1 shipped, and 3 are promised.
        try shop.done(["stock", "receive", Shop.a, "1", "--cost", "1.00"])
        try shop.done(["product", "set", Shop.a, "status=discontinued"])
        func refused(_ verb: [String], _ lines: [String]) throws -> [String: String] {
            try shop.refused(["order"] + verb + lines.flatMap { ["--line", $0] })
        }
        let create = ["create", "--customer", "NORD"]
        let error = try refused(create, ["\(Shop.b)=1", "\(Shop.a)=6"])
        #expect(error["code"] == "product_discontinued" && error["where"] == "line 2, \(Shop.a)")
        #expect(error["message"] == "\(Shop.a) is discontinued, and only 5 are left to promise")
        #expect(error["remedy"]?.hasPrefix("order at most 5, or say") == true)
        let twice = try refused(create, ["\(Shop.a)=4", "\(Shop.a)=2"])
        #expect(twice["where"] == "line 2, \(Shop.a)" && twice["message"]?.contains("only 1 are left") == true)
        #expect(try refused(["what-if", "--customer", "NORD"], ["\(Shop.a)=6"])["code"] == "product_discontinued")
        #expect(try refused(["amend", draft], ["\(Shop.a)=6"])["code"] == "product_discontinued")
        #expect(try refused(["amend", allocated], ["\(Shop.a)=6"])["code"] == "product_discontinued")
        func importing(_ quantity: Int, _ number: String) throws -> Program.Outcome {
            try shop.start(
                ["order", "import", "-", "--format", "ndjson"],
                input:
                    #"{"customer":"NORD","po_number":"\#(number)","lines":[{"sku":"\#(Shop.a)","quantity":\#(quantity)}]}"#
                    + "\n"
            ).finish()
        }
        let imported = try importing(6, "T-6")
        #expect(imported.status == 3 && imported.output.contains("product_discontinued"), "\(imported.output)")
        // As many as there are can be sold, and fewer than were agreed to.
        #expect(try importing(5, "T-5").status == 0)
        try shop.done(["order", "amend", draft, "--line", "\(Shop.a)=5"])
        try shop.done(["order", "amend", draft, "--line", "\(Shop.a)=3"])
        for action in ["confirm", "allocate"] { try shop.done(["order", action, draft]) }
        // 2 are left.
        #expect(try refused(create, ["\(Shop.a)=3"])["message"]?.contains("only 2 are left") == true)
        let whole = try shop.order("NORD", ["\(Shop.a)=2"])
        for action in ["confirm", "allocate"] { try shop.done(["order", action, whole]) }
        let none = try refused(create, ["\(Shop.a)=1"])
        #expect(none["message"] == "\(Shop.a) is discontinued, and none is left to promise")
        try shop.done(["product", "set", Shop.a, "status=active"])
        _ = try shop.order("NORD", ["\(Shop.a)=1"])
        #expect(try shop.broken() == [])
    }

    @Test("Nothing is sold of a material that may not be offered, by hand or by a document")
    func refusedMaterial() throws {
        let shop = Shop.current
        func order(_ lines: [String], _ verb: [String] = ["create", "--customer", "NORD"]) throws -> [String: String] {
            try shop.refused(["order"] + verb + ["--line"] + lines)
        }
        let draft = try shop.order("NORD", ["\(Shop.a)=3", "\(Shop.b)=1"])
        let quoted = try shop.order("NORD", ["\(Shop.a)=3"])
        try shop.done(["order", "quote", quoted])
        let promised = try shop.order("NORD", ["\(Shop.a)=1", "\(Shop.b)=1"])
        try shop.done(["order", "confirm", promised])
        try shop.done(["order", "allocate", promised])
        for material in ["ivory", "tortoiseshell", "cinnabar"] {
            try shop.done(["product", "set", Shop.a, "material=\(material)"])
            let error = try order(["\(Shop.b)=1", "\(Shop.a)=3"])
            #expect(error["code"] == "material_refused" && error["where"] == "line 2, \(Shop.a)")
            #expect(error["message"] == "\(Shop.a) is of a material that may not be offered: \(material)")
        }
        #expect(try order(["\(Shop.a)=3"], ["what-if", "--customer", "NORD"])["code"] == "material_refused")
        #expect(try order(["\(Shop.a)=4"], ["amend", draft])["code"] == "material_refused")
        let other = try shop.order("NORD", ["\(Shop.b)=1"])
        #expect(try order(["\(Shop.a)=1"], ["amend", other])["code"] == "material_refused")
        let imported = try shop.start(
            ["order", "import", "-", "--format", "ndjson"],
            input: #"{"customer":"NORD","po_number":"T-1","lines":[{"sku":"\#(Shop.a)","quantity":2}]}"# + "\n"
        ).finish()
        #expect(imported.status == 3 && imported.output.contains("material_refused"))
        // Orders there are: no longer offered or agreed to, but shown, reduced and called off.
        #expect(try shop.refused(["order", "quote", draft])["code"] == "material_refused")
        #expect(try shop.refused(["order", "confirm", draft])["code"] == "material_refused")
        #expect(try shop.refused(["order", "confirm", quoted])["code"] == "material_refused")
        #expect(try shop.refused(["order", "ship", promised])["code"] == "material_refused")
        try shop.done(["order", "ship", promised, "--line", "\(Shop.b)=1"])
        try shop.done(["order", "release", promised])
        try shop.done(["order", "show", draft])
        try shop.done(["order", "amend", draft, "--line", "\(Shop.a)=2"])
        try shop.done(["order", "cancel", draft, "--line", Shop.a])
        shop.expect(try shop.done(["order", "confirm", draft]), ["state": "confirmed"])
        shop.expect(try shop.done(["order", "cancel", quoted]), ["state": "cancelled"])
        #expect(try shop.broken() == [])
    }

    @Test("What only the server finds to be out of range, or no value, is bad input and no fault of the program")
    func dataExceptions() throws {
        let shop = Shop.current
        try shop.tamper(
            "DROP SCHEMA nephrite_known CASCADE; ALTER TABLE payment ALTER COLUMN amount TYPE numeric(4, 2)")
        let pay = ["invoice", "pay", "INV-\(Shop.year)-000001", "--amount", "100.00", "--on", "2026-11-20"]
        #expect(try shop.refused(pay, status: 65)["code"] == "value_out_of_range")
        // As before time zones were checked.
        try shop.tamper("UPDATE setting SET value = 'Mars/Base' WHERE key = 'time_zone'")
        let error = try shop.refused(["order", "create", "--customer", "NORD", "--line", "\(Shop.a)=1"], status: 65)
        #expect(error["code"] == "value_invalid")
        #expect(error["message"]?.contains("Mars/Base") == true)
        try shop.done(["settings", "set", "time_zone=UTC"])
        _ = try shop.order("NORD", ["\(Shop.a)=1"])
    }

    @Test("An import whose products are sold is not rolled back, and what uses them is named")
    func rollback() throws {
        let shop = Shop.current
        let error = try shop.refused(["import", "rollback", "1"])
        #expect(error["code"] == "products_in_use")
        for use in ["\(Shop.a) (order SO-\(Shop.year)-000001)", "\(Shop.a) (stock)", "\(Shop.c) (price list WH)"] {
            #expect(error["message"]?.contains(use) == true, "\(use)")
        }
        #expect(try shop.broken() == [])
    }

    struct Rule: Sendable, CustomTestStringConvertible {
        let constraint: String
        let sql: String
        var testDescription: String { constraint }
    }

    static let rules: [Rule] = [
        (
            "stock_balance_on_hand_not_negative",
            "ALTER TABLE stock_balance DROP CONSTRAINT stock_balance_allocated_on_hand; UPDATE stock_balance SET on_hand = -1"
        ),
        ("stock_balance_allocated_not_negative", "UPDATE stock_balance SET allocated = -1"),
        ("stock_balance_allocated_on_hand", "UPDATE stock_balance SET allocated = on_hand + 1"),
        ("stock_allocation_quantity_not_negative", "UPDATE stock_allocation SET quantity = -1"),
        (
            "stock_movement_quantity_positive",
            "INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on) VALUES (1, 'received', 1, 0, 1, '2026-01-01')"
        ),
        (
            "stock_movement_ends",
            "INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, effective_on) VALUES (1, 'transferred', 1, 1, 1, '2026-01-01')"
        ),
        (
            "stock_movement_received_has_cost",
            "INSERT INTO stock_movement (product_id, kind, to_location, quantity, effective_on) VALUES (1, 'received', 1, 1, '2026-01-01')"
        ),
        (
            "stock_movement_shipped_has_cause",
            "INSERT INTO stock_movement (product_id, kind, from_location, quantity, effective_on) VALUES (1, 'shipped', 1, 1, '2026-01-01')"
        ),
        (
            "stock_movement_kind_known",
            "INSERT INTO stock_movement (product_id, kind, to_location, quantity, effective_on) VALUES (1, 'found', 1, 1, '2026-01-01')"
        ),
        ("sales_order_line_ordered_positive", "UPDATE sales_order_line SET ordered = 0 WHERE shipped + allocated = 0"),
        ("sales_order_line_not_above_ordered", "UPDATE sales_order_line SET cancelled = ordered + 1"),
        ("sales_order_line_returned_was_shipped", "UPDATE sales_order_line SET returned = shipped + 1"),
        ("sales_order_line_invoiced_in_bounds", "UPDATE sales_order_line SET invoiced = shipped + 1"),
        ("sales_order_line_credited_was_invoiced", "UPDATE sales_order_line SET credited = invoiced + 1"),
        ("sales_order_line_price_not_negative", "UPDATE sales_order_line SET unit_price = -1"),
        ("sales_order_line_tax_whole", "UPDATE sales_order_line SET tax_rate = NULL"),
        ("sales_order_state_known", "UPDATE sales_order SET state = 'lost' WHERE state = 'draft'"),
        ("sales_order_payment_known", "UPDATE sales_order SET payment = 'much'"),
        ("sales_order_gross_is_sum", "UPDATE sales_order SET gross = gross + 1"),
        ("sales_order_closed_when", "UPDATE sales_order SET closed_at = now() WHERE state = 'draft'"),
        ("sales_order_cancelled_when", "UPDATE sales_order SET cancelled_at = now() WHERE state = 'draft'"),
        ("sales_order_confirmed_when", "UPDATE sales_order SET confirmed_at = NULL"),
        ("sales_order_draft_untouched", "UPDATE sales_order SET quoted_at = now() WHERE state = 'draft'"),
        (
            "order_hold_kind_known",
            "INSERT INTO order_hold (order_id, kind, reason) SELECT max(id), 'mood', 'x' FROM sales_order"
        ),
        (
            "order_hold_of_open_order",
            "INSERT INTO order_hold (order_id, kind, reason) SELECT id, 'manual', 'x' FROM sales_order WHERE state = 'closed'"
        ),
        (
            "order_hold_ends_with_order",
            "INSERT INTO order_hold (order_id, kind, reason) SELECT id, 'manual', 'x' FROM sales_order WHERE state = 'draft'; UPDATE sales_order SET state = 'cancelled', cancelled_at = now() WHERE state = 'draft'"
        ),
        (
            "order_hold_open_unique",
            "INSERT INTO order_hold (order_id, kind, reason) SELECT id, 'manual', 'x' FROM sales_order, generate_series(1, 2) WHERE state = 'draft'"
        ),
        (
            "payment_amount_sign",
            "INSERT INTO payment (customer_id, currency, amount, paid_on) VALUES (1, 'EUR', 0, '2026-01-01')"
        ),
        (
            "invoice_ordinal_unique",
            "INSERT INTO invoice (number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency, minor_digits, net, tax, gross) SELECT number || 'x', series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency, minor_digits, net, tax, gross FROM invoice"
        ),
        ("price_list_parent_is_older", "UPDATE price_list SET parent_id = id"),
        ("customer_terms_form", "UPDATE customer SET terms = 'soon'"),
    ].map { Rule(constraint: $0.0, sql: $0.1) }

    @Test("The database refuses what must not be, by the name of its rule")
    func constraints() throws {
        for rule in Self.rules {
            let fault = try Shop.current.fault(of: rule.sql)
            if rule.constraint == "invoice_ordinal_unique" {
                // A number that is not its series and ordinal is no way around the unique ordinal.
                #expect(fault == "invoice_number_of_series")
                continue
            }
            #expect(fault == rule.constraint)
        }
    }

    @Test(
        "Nobody changes or removes a movement, a shipment, an invoice, a payment or a log, and the app may not even try"
    )
    func appendOnly() throws {
        let shop = Shop.current
        for table in [
            "stock_movement", "shipment", "shipment_line", "invoice", "invoice_line", "invoice_tax", "payment",
            "payment_match", "order_transition", "order_return", "order_return_line", "credit_note", "credit_note_line",
            "credit_note_tax", "order_amendment",
        ] {
            for sql in ["UPDATE \(table) SET actor = actor", "DELETE FROM \(table)", "TRUNCATE \(table) CASCADE"] {
                let hasActor = ![
                    "shipment_line", "invoice_line", "invoice_tax", "payment_match", "order_return_line",
                    "credit_note_line", "credit_note_tax",
                ].contains(table)
                if sql.hasPrefix("UPDATE"), !hasActor { continue }
                #expect(try shop.fault(of: sql) == "23001", "\(sql)")
                #expect(try shop.fault(of: sql, as: "nephrite_app") == "42501", "\(sql)")
            }
        }
        for sql in [
            "UPDATE stock_balance SET on_hand = 1000", "DELETE FROM sales_order", "DELETE FROM stock_allocation",
            "UPDATE sales_order_line SET shipped = 0", "UPDATE sales_order_line SET credited = 0",
            "INSERT INTO stock_balance VALUES (1, 1, 1, 0)",
        ] {
            #expect(try shop.fault(of: sql, as: "nephrite_app") == "42501", "\(sql)")
        }
        let price = "UPDATE sales_order_line SET unit_price = 0 WHERE invoiced > 0"
        #expect(try shop.fault(of: price, as: "nephrite_app") == "sales_order_line_price_locked")
        #expect(try shop.broken() == [])
    }
}
