internal import Quantities

/// One field that differs between two versions of an item; nil is absent.
public struct FieldChange: Sendable, Equatable {
    /// The field, as `supplier_items` names it, or `prices[MIN].unit_price`, `features[NAME]`.
    public let field: String
    /// The value before.
    public let old: String?
    /// The value after.
    public let new: String?

    /// A change of a field.
    public init(field: String, old: String?, new: String?) {
        self.field = field
        self.old = old
        self.new = new
    }
}

extension SupplierItem {
    /// Every field that differs from an older version, in a fixed order; of a new item, every field it has.
    public func differences(from old: SupplierItem?) -> [FieldChange] {
        let before = old.map(Self.fields) ?? [:]
        let after = Self.fields(self)
        return (Self.names(before) + Self.names(after).filter { before[$0] == nil })
            .filter { before[$0] != after[$0] }
            .map { FieldChange(field: $0, old: before[$0], new: after[$0]) }
            .sorted { Self.rank($0.field) < Self.rank($1.field) }
    }

    private static let order = [
        "gtin", "manufacturer_part_number", "manufacturer", "brand", "buyer_part_number", "name", "description",
        "language", "keywords", "category", "unit", "content_unit", "content_quantity", "min_quantity",
        "quantity_interval", "max_quantity", "lead_time_days", "country_of_origin", "hs_code", "length_mm", "width_mm",
        "thickness_mm", "mass_g", "material", "shape", "treatments", "pictures", "prices", "features",
    ]

    private static func rank(_ field: String) -> (Int, String) {
        let head = field.prefix { $0 != "[" }
        return (order.firstIndex(of: String(head)) ?? order.count, field)
    }

    private static func names(_ fields: [String: String]) -> [String] { fields.keys.sorted() }

    private static func fields(_ item: SupplierItem) -> [String: String] {
        var fields: [String: String] = [:]
        func set(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { fields[name] = value }
        }
        set("gtin", item.gtin)
        set("manufacturer_part_number", item.manufacturerPartNumber)
        set("manufacturer", item.manufacturer)
        set("brand", item.brand)
        set("buyer_part_number", item.buyerPartNumber)
        set("name", item.name)
        set("description", item.description)
        set("language", item.language)
        set("keywords", item.keywords.joined(separator: "; "))
        set("category", item.category)
        set("unit", item.orderUnit)
        set("content_unit", item.contentUnit)
        set("content_quantity", item.contentQuantity?.text)
        set("min_quantity", item.minQuantity?.text)
        set("quantity_interval", item.quantityInterval?.text)
        set("max_quantity", item.maxQuantity?.text)
        set("lead_time_days", item.leadTimeDays?.text)
        set("country_of_origin", item.countryOfOrigin)
        set("hs_code", item.hsCode)
        set("length_mm", item.length?.text)
        set("width_mm", item.width?.text)
        set("thickness_mm", item.thickness?.text)
        set("mass_g", item.mass?.text)
        set("material", item.goods.material)
        set("shape", item.goods.shape)
        set("treatments", item.goods.treatments.joined(separator: "; "))
        set("pictures", item.pictures.joined(separator: "; "))
        for price in item.prices { setPrice(price, set) }
        for feature in item.features {
            set("features[\(feature.name)]", [feature.value, feature.unit].compactMap { $0 }.joined(separator: " "))
        }
        return fields
    }

    private static func setPrice(_ price: SupplierPrice, _ set: (String, String?) -> Void) {
        let kind = price.kind == SupplierPrice.cost ? "" : price.kind + " "
        let place = "prices[\(kind)\(price.minQuantity)]"
        set(place + ".unit_price", price.unitPrice.text(minimumFractionDigits: minorDigits(price.currency)))
        set(place + ".currency", price.currency)
        set(place + ".amount", price.amount.text)
        set(place + ".price_quantity", price.priceQuantity.text)
        set(place + ".valid_from", price.validFrom)
        set(place + ".valid_to", price.validTo)
    }

    private static func minorDigits(_ currency: String) -> Int { Currency(currency)?.minorUnitDigits ?? 2 }
}
