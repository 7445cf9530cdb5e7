import TestSupport
import Testing

/// A change that no command makes, and the invariant that finds it.
struct Tampering: Sendable, CustomTestStringConvertible {
    let invariant: String
    let sql: String
    var testDescription: String { invariant }

    static let all: [Tampering] = [
        ("stock_balances", "UPDATE stock_balance SET on_hand = on_hand + 1"),
        (
            "stock_bounds",
            "ALTER TABLE stock_balance DROP CONSTRAINT stock_balance_allocated_on_hand; UPDATE stock_balance SET allocated = on_hand + 1"
        ),
        ("stock_past", "UPDATE stock_movement SET effective_on = '2020-01-01' WHERE kind = 'shipped'"),
        ("stock_past", "UPDATE stock_movement SET effective_on = effective_on + 3 WHERE lot_id IS NOT NULL"),
        ("stock_lots", "UPDATE stock_lot_balance SET on_hand = on_hand + 1"),
        (
            "stock_lots",
            "DELETE FROM stock_movement_lot WHERE movement_id = (SELECT max(movement_id) FROM stock_movement_lot)"
        ),
        ("stock_lots", "UPDATE stock_movement_lot SET lot_id = (SELECT max(id) FROM lot)"),
        ("stock_closings", closed("UPDATE stock_closing_balance SET quantity = quantity + 1")),
        ("stock_closings", closed("UPDATE stock_closing SET average = average + 0.01, landed = coalesce(landed, 0)")),
        ("stock_closings", closed("DELETE FROM stock_closing_layer")),
        ("stock_closings", closed("UPDATE stock_closing_layer SET document = 'RC-2020-000001'")),
        ("stock_closings", closed("UPDATE stock_closing_lot SET quantity = quantity + 1")),
        ("stock_layers", "UPDATE stock_balance SET on_hand = on_hand + 1"),
        ("stock_layers", falseLayers("quantity + 1, unit_cost, landed")),
        ("stock_layers", falseLayers("quantity, unit_cost + 0.01, landed")),
        ("stock_layers", falseLayers("quantity, unit_cost, unit_cost + 1")),
        ("stock_allocated", "UPDATE stock_balance SET allocated = allocated - 1 WHERE allocated > 0"),
        ("line_allocated", "UPDATE stock_allocation SET quantity = quantity - 1 WHERE quantity > 0"),
        ("line_shipped", "UPDATE shipment_line SET quantity = quantity + 1"),
        ("line_shipped", "INSERT INTO shipment_reversal (shipment_id, reason) SELECT min(id), 'x' FROM shipment"),
        (
            "purchase_lines",
            "INSERT INTO purchase_receipt_reversal (receipt_id, reason) SELECT min(id), 'x' FROM purchase_receipt"
        ),
        ("planned_shipments", "UPDATE planned_shipment_line SET quantity = quantity + 1 WHERE planned_id = 1"),
        ("planned_shipments", "UPDATE planned_shipment_line SET quantity = quantity + 1 WHERE planned_id = 2"),
        ("planned_shipments", "DELETE FROM planned_shipment_line WHERE planned_id = 2"),
        ("planned_shipments", "UPDATE planned_shipment SET order_id = (SELECT min(id) FROM sales_order)"),
        ("line_returned", "UPDATE order_return_line SET quantity = quantity + 1"),
        ("line_returned", "DELETE FROM stock_movement WHERE kind = 'scrapped'"),
        ("return_authorisations", authorisation("line_id, 1") + "; UPDATE order_return_line SET quantity = 2"),
        ("return_authorisations", authorisation("(SELECT min(id) FROM sales_order_line), 1")),
        (
            "over_shipped",
            "ALTER TABLE sales_order_line DROP CONSTRAINT sales_order_line_not_above_ordered; UPDATE sales_order_line SET ordered = 1"
        ),
        ("over_invoiced", "UPDATE invoice_line SET quantity = quantity + 1"),
        ("line_amounts", "UPDATE sales_order_line SET net = net + 0.01"),
        ("order_totals", "UPDATE sales_order SET net = net + 1, gross = gross + 1"),
        ("order_totals", "UPDATE sales_order SET tax = tax + 0.01, gross = gross + 0.01"),
        ("order_axes", "UPDATE sales_order SET shipment = 'full'"),
        ("order_axes", "UPDATE sales_order SET state = 'confirmed', closed_at = NULL WHERE state = 'closed'"),
        ("order_transitions", "DELETE FROM order_transition WHERE action = 'confirm'"),
        (
            "order_holds",
            "INSERT INTO order_hold (order_id, kind, reason) SELECT id, 'manual', 'x' FROM sales_order WHERE state = 'closed'"
        ),
        ("order_changes", changeDocument("'change', 9")),
        ("order_changes", changeDocument("'cancellation', NULL")),
        ("invoice_numbers", "UPDATE document_counter SET last = last + 1"),
        ("invoice_totals", "UPDATE invoice SET net = net + 1, gross = gross + 1"),
        ("invoice_totals", "UPDATE invoice_tax SET net = net + 1"),
        (
            "invoice_totals",
            "UPDATE invoice_tax SET tax = tax + 0.01; UPDATE invoice SET tax = tax + 0.01, gross = gross + 0.01"
        ),
        ("order_invoiced", "UPDATE invoice SET net = net - 0.01, tax = tax + 0.01"),
        ("order_invoiced", "UPDATE sales_order SET tax = tax - 0.01, gross = gross - 0.01"),
        ("invoice_parts", "UPDATE invoice_line SET net = net + 0.01"),
        ("credit_notes", "UPDATE credit_note SET net = net + 0.01, gross = gross + 0.01"),
        ("credit_notes", "UPDATE credit_note_line SET quantity = quantity + 1"),
        ("credit_notes", "UPDATE sales_order_line SET credited = 0"),
        ("purchase_lines", "UPDATE purchase_receipt_line SET quantity = 2 * quantity, landed = 2 * landed"),
        ("purchase_lines", "UPDATE purchase_order_line SET received = received - 1 WHERE received > 0"),
        ("purchase_lines", "UPDATE stock_movement SET receipt_line = NULL WHERE receipt_line IS NOT NULL"),
        ("purchase_lines", "UPDATE stock_movement SET unit_cost = unit_cost + 1 WHERE receipt_line IS NOT NULL"),
        (
            "purchase_lines",
            "ALTER TABLE purchase_order_line DROP CONSTRAINT purchase_order_line_not_above_ordered; UPDATE purchase_order_line SET ordered = 9 WHERE received > 9"
        ),
        ("purchase_costs", "UPDATE purchase_receipt SET landed = landed + 0.01"),
        ("purchase_costs", "UPDATE purchase_receipt SET rate = rate + 0.01"),
        ("purchase_costs", "UPDATE purchase_order_line SET unit_cost = unit_cost + 0.000001 WHERE received > 0"),
        ("purchase_costs", "DELETE FROM purchase_receipt_line"),
        ("purchase_amendments", changePurchase("sku, 'ordered', '1', ordered + 1")),
        ("purchase_amendments", changePurchase("sku, 'unit_cost', '1', unit_cost + 1")),
        ("purchase_amendments", changePurchase("'x', 'ordered', '1', ordered")),
        ("purchase_states", "UPDATE purchase_order SET state = 'received' WHERE state = 'partial'"),
        ("purchase_states", "UPDATE purchase_order_line SET cancelled = ordered WHERE received = 0"),
        ("purchase_states", "DELETE FROM purchase_transition WHERE action = 'send'"),
        ("document_facts", "DELETE FROM document_line"),
        ("document_facts", "DELETE FROM document_party WHERE role = 'buyer'"),
        ("cartons", "UPDATE carton SET quantity = quantity + 1"),
        ("cartons", "UPDATE carton SET ordinal = ordinal + 10"),
        ("cartons", "UPDATE sscc_range SET latest = 1"),
        ("cartons", "UPDATE carton SET product_id = NULL, quantity = NULL WHERE ordinal = 1"),
        ("cartons", "UPDATE carton SET lot_id = (SELECT max(id) FROM lot)"),
        ("payment_schedules", "UPDATE invoice_instalment SET amount = amount + 0.01"),
        ("payment_schedules", "UPDATE invoice_instalment SET due_on = due_on + 1"),
        (
            "payment_schedules",
            "INSERT INTO order_deposit SELECT payment.id, max(orders.id) FROM payment, sales_order AS orders GROUP BY payment.id"
        ),
        ("payments_matched", "UPDATE payment_match SET amount = -amount"),
        ("payments_matched", "UPDATE payment_match SET amount = amount + 0.01"),
        ("payments_matched", goingBack("customer_id, currency, -2 * amount, 'reversal'")),
        ("payments_matched", goingBack("(SELECT max(id) FROM customer), currency, -1, 'reversal'")),
        ("payments_matched", goingBack("customer_id, 'XTS', -1, 'reversal'")),
        (
            "payments_matched",
            goingBack("customer_id, currency, 1, 'discount'") + "; "
                + goingBack("customer_id, currency, -1, 'clawback'", of: "discount")
        ),
        ("audit_chain", "UPDATE audit_entry SET actor = 'somebody else' WHERE id = 1"),
        ("audit_chain", "DELETE FROM audit_batch WHERE id = 2"),
        ("audit_entries", "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)"),
        (
            "import_records",
            "ALTER TABLE import_run DROP CONSTRAINT import_run_records_add_up; UPDATE import_run SET records = records + 1"
        ),
        (
            "import_versions",
            "UPDATE supplier_item SET version_record = 999999 WHERE id = (SELECT min(id) FROM supplier_item)"
        ),
        ("product_facts", "UPDATE product SET facts = '{\"material\": [\"nephrite\", \"stated\"]}' WHERE id = 1"),
        (
            "product_facts",
            "INSERT INTO product_fact (product_id, field, value, basis) SELECT min(id), 'name', 'x', 'stated' FROM product"
        ),
        ("claim_findings", "UPDATE claim_finding SET record = record + 1000"),
        ("claim_findings", "UPDATE claim_finding SET end_at = end_at + 1"),
        (
            "claims_of_proof",
            """
            INSERT INTO claim_finding (run_id, record, field, start_at, end_at, rule, label, text, markets, reason, rules_version)
            SELECT version_run, version_record, 'name', 0, 6, 'H5', 'flag', 'proven', '{US,EU}', 'because', 1
            FROM supplier_item WHERE id = (SELECT min(id) FROM supplier_item)
            """
        ),
        ("protocols", addProtocol("'draft', NULL, NULL, NULL, 2")),
        ("protocols", addProtocol("'approved', 'B', '2026-11-27', 'all', 1")),
        ("request_keys", "UPDATE request_key SET exit_status = 70"),
    ].map { Tampering(invariant: $0.0, sql: $0.1) }

    /// A change behind a closing of all that moved.
    private static func closed(_ change: String) -> String { "SELECT period_close(current_date); \(change)" }

    /// A change of the first order that no document made; kind and version follow in brackets.
    private static func changeDocument(_ rest: String) -> String {
        """
        INSERT INTO order_change_document (order_id, file_name, position, file_sha256, format, content_sha256, kind, version)
        SELECT min(id), 'x', 1, repeat('0', 64), 'orders-ubl', repeat('0', 64), \(rest) FROM sales_order
        """
    }

    /// A change of the first purchase that was not made; SKU, field, old and new are given.
    private static func changePurchase(_ columns: String) -> String {
        """
        INSERT INTO purchase_amendment (purchase_id, line, sku, field, old, new)
        SELECT purchase_id, line, \(columns) FROM purchase_order_line ORDER BY id LIMIT 1
        """
    }

    /// A payment for another one that no command makes; customer, currency, amount and kind are given.
    private static func goingBack(_ columns: String, of kind: String = "received") -> String {
        """
        INSERT INTO payment (customer_id, currency, amount, kind, paid_on, cause_id, reason)
        SELECT \(columns), paid_on, id, 'x' FROM payment WHERE kind = '\(kind)' ORDER BY id LIMIT 1
        """
    }

    /// An authorisation by which the first return is to have come; its line and quantity follow in brackets.
    private static func authorisation(_ rest: String) -> String {
        """
        INSERT INTO return_authorisation (number, order_id) SELECT 'RA-2026-000001', order_id FROM order_return;
        INSERT INTO return_authorisation_line (authorisation_id, line_id, quantity)
        SELECT (SELECT max(id) FROM return_authorisation), \(rest) FROM order_return_line;
        UPDATE order_return SET authorisation_id = (SELECT max(id) FROM return_authorisation)
        """
    }

    /// Layers that are not what the movements make.
    private static func falseLayers(_ columns: String) -> String {
        """
        ALTER FUNCTION stock_layers (date, date, timestamptz) RENAME TO honest_layers;
        CREATE FUNCTION stock_layers (since date, through date, known timestamptz) RETURNS TABLE (
            product_id bigint, movement_id bigint, effective_on date, kind text, document text, quantity integer,
            unit_cost numeric, landed numeric)
        LANGUAGE sql STABLE AS $$
            SELECT product_id, movement_id, effective_on, kind, document, \(columns) FROM nephrite.honest_layers(since, through, known)
        $$
        """
    }

    /// A protocol that no command loaded; its state, review and number of steps follow in brackets.
    private static func addProtocol(_ rest: String) -> String {
        """
        INSERT INTO protocol (code, version, title, language, audience, author_name, author_qualification, source_reference,
            licence, content_sha256, status, reviewed_by, reviewed_on, review_scope, declared_step_count)
        VALUES ('tampered', 1, 'T', 'en', 'practitioner', 'A', 'Q', 'S', 'L', repeat('0', 64), \(rest));
        INSERT INTO protocol_step (protocol_id, ordinal, heading, instruction) SELECT id, 1, 'Step', 'Text' FROM protocol
        """
    }
}

@Suite("Verifying", .database(Shop.returned))
struct VerifyTests {
    @Test("What somebody changes behind the program's back is found", arguments: Tampering.all)
    func tampering(case tampering: Tampering) throws {
        let shop = Shop.current
        try #require(try shop.broken() == [])
        try shop.tamper(tampering.sql)
        #expect(try shop.broken().contains(tampering.invariant))
    }

    @Test("Quiet verifying says nothing, and its status says all")
    func quiet() throws {
        let shop = Shop.current
        var outcome = try shop.start(["verify", "-q"]).finish()
        #expect(outcome.status == 0 && outcome.output == "" && outcome.errors == "")
        try shop.tamper("UPDATE document_counter SET last = last + 1")
        outcome = try shop.start(["verify", "-q"]).finish()
        #expect(outcome.status == 1 && outcome.output == "" && outcome.errors == "")
    }

    @Test("Every invariant that is verified has a case here")
    func complete() throws {
        let rows = try #require(Shop.current.done(["verify"])["rows"] as? [[String: Any]])
        #expect(Set(rows.compactMap { $0["invariant"] as? String }) == Set(Tampering.all.map(\.invariant)))
    }
}
