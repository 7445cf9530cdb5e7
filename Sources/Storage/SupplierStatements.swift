package import Postgres
package import Quantities

/// A supplier as it is stored.
package struct SupplierRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// Our code of the supplier.
    package let code: String
    /// Name.
    package let name: String
    /// ISO 4217.
    package let currency: String
    /// Profile its feeds are read by, or nil to detect it.
    package let profile: String?
    /// What SKUs of its items begin with, or nil for the code.
    package let skuPrefix: String?
    /// Percent.
    package let holdPriceChange: Decimal
    /// Percent.
    package let holdMissing: Decimal
    /// What else lets a change wait, by the rules' names.
    package let holdRules: [String]
    /// The latest run whose effect stands.
    package let appliedRun: Int64?
    /// How many of its items are active.
    package let activeItems: Int

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> SupplierRow {
        SupplierRow(
            id: try row.int64("id"), code: try row.string("code"), name: try row.string("name"),
            currency: try row.string("currency"), profile: try row.stringOrNil("profile"),
            skuPrefix: try row.stringOrNil("sku_prefix"), holdPriceChange: try row.decimal("hold_price_change"),
            holdMissing: try row.decimal("hold_missing"), holdRules: try row.stringArray("hold_rules"),
            appliedRun: try row.int64OrNil("applied_run"),
            activeItems: try row.int("active_items"))
    }
}

extension Row {
    /// An exact decimal.
    func decimal(_ column: String) throws(DecodingFault) -> Decimal {
        let text = try decimalText(column)
        guard let value = try? Decimal(text) else { throw fault(column, wanted: "decimal", found: text) }
        return value
    }

    /// An exact decimal, or nil for NULL.
    func decimalOrNil(_ column: String) throws(DecodingFault) -> Decimal? {
        guard let text = try decimalTextOrNil(column) else { return nil }
        guard let value = try? Decimal(text) else { throw fault(column, wanted: "decimal", found: text) }
        return value
    }
}

/// Makes a supplier.
package struct InsertSupplier: Statement {
    package static let sql = """
        INSERT INTO supplier (code, name, currency, profile, sku_prefix, hold_price_change, hold_missing, hold_rules)
        VALUES ($1, $2, $3, $4, $5, $6::numeric, $7::numeric, $8)
        RETURNING id, code, name, currency, profile, sku_prefix, hold_price_change, hold_missing, hold_rules,
            applied_run,
            0 AS active_items
        """
    let code: String
    let name: String
    let currency: String
    let profile: String?
    let skuPrefix: String?
    let holdPriceChange: Decimal
    let holdMissing: Decimal
    let holdRules: [String]

    /// The values of the new row.
    package init(
        code: String, name: String, currency: String, profile: String?, skuPrefix: String?, holdPriceChange: Decimal,
        holdMissing: Decimal, holdRules: [String]
    ) {
        self.holdRules = holdRules
        self.code = code
        self.name = name
        self.currency = currency
        self.profile = profile
        self.skuPrefix = skuPrefix
        self.holdPriceChange = holdPriceChange
        self.holdMissing = holdMissing
    }

    package var parameters: [any ParameterConvertible] {
        [code, name, currency, profile, skuPrefix, holdPriceChange.text, holdMissing.text, holdRules]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> SupplierRow { try .decoded(row) }
}

/// Changes what is given of a supplier and leaves the rest.
package struct UpdateSupplier: Statement {
    package static let sql = """
        UPDATE supplier SET name = coalesce($2, name), currency = coalesce($3, currency),
            profile = CASE WHEN $4::text IS NULL THEN profile ELSE nullif($4, '') END,
            sku_prefix = CASE WHEN $5::text IS NULL THEN sku_prefix ELSE nullif($5, '') END,
            hold_price_change = coalesce($6::numeric, hold_price_change), hold_missing = coalesce($7::numeric, hold_missing),
            hold_rules = coalesce($8, hold_rules)
        WHERE code = $1
        RETURNING id, code, name, currency, profile, sku_prefix, hold_price_change, hold_missing, hold_rules,
            applied_run,
            (SELECT count(*) FROM supplier_item WHERE supplier_id = supplier.id AND status = 'active') AS active_items
        """
    let code: String
    let name: String?
    let currency: String?
    let profile: String?
    let skuPrefix: String?
    let holdPriceChange: Decimal?
    let holdMissing: Decimal?
    let holdRules: [String]?

    /// Nil leaves a value; an empty profile or prefix takes it away.
    package init(
        code: String, name: String?, currency: String?, profile: String?, skuPrefix: String?,
        holdPriceChange: Decimal?, holdMissing: Decimal?, holdRules: [String]?
    ) {
        self.holdRules = holdRules
        self.code = code
        self.name = name
        self.currency = currency
        self.profile = profile
        self.skuPrefix = skuPrefix
        self.holdPriceChange = holdPriceChange
        self.holdMissing = holdMissing
    }

    package var parameters: [any ParameterConvertible] {
        [code, name, currency, profile, skuPrefix, holdPriceChange?.text, holdMissing?.text, holdRules]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> SupplierRow { try .decoded(row) }
}

/// A supplier by its code.
package struct SelectSupplier: Statement {
    package static let sql = """
        SELECT id, code, name, currency, profile, sku_prefix, hold_price_change, hold_missing, hold_rules,
            applied_run,
            (SELECT count(*) FROM supplier_item WHERE supplier_id = supplier.id AND status = 'active') AS active_items
        FROM supplier WHERE code = $1
        """
    let code: String

    /// The supplier of this code.
    package init(code: String) { self.code = code }

    package var parameters: [any ParameterConvertible] { [code] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> SupplierRow { try .decoded(row) }
}

/// Suppliers in the order of their codes.
package struct SelectSuppliers: Statement {
    package static let sql = """
        SELECT id, code, name, currency, profile, sku_prefix, hold_price_change, hold_missing, hold_rules,
            applied_run,
            (SELECT count(*) FROM supplier_item WHERE supplier_id = supplier.id AND status = 'active') AS active_items
        FROM supplier WHERE $2::text IS NULL OR code COLLATE "C" > $2 ORDER BY code COLLATE "C" LIMIT $1
        """
    let limit: Int
    let after: String?

    /// A page of suppliers behind a code.
    package init(limit: Int, after: String?) {
        self.limit = limit
        self.after = after
    }

    package var parameters: [any ParameterConvertible] { [limit, after] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> SupplierRow { try .decoded(row) }
}

/// Locks a supplier for the rest of the transaction; answers its latest applied run.
package struct LockSupplier: Statement {
    package static let sql = "SELECT applied_run FROM supplier WHERE id = $1 FOR UPDATE"
    let id: Int64

    /// The supplier to lock.
    package init(id: Int64) { self.id = id }

    package var parameters: [any ParameterConvertible] { [id] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64? {
        try row.int64OrNil("applied_run")
    }
}
