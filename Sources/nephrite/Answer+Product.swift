internal import Catalog
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

extension Answer {
    /// A row of the product list.
    init(_ row: ProductListRow) {
        self = .keys(
            ("sku", .text(row.sku)), ("name", .text(ifPresent: row.name)), ("status", .text(row.status)),
            ("material", .text(ifPresent: row.material)), ("shape", .text(ifPresent: row.shape)),
            ("iastm_grade", .text(row.grade)), ("gtin", .text(ifPresent: row.gtin)),
            ("supplier", .text(ifPresent: row.supplier)),
            ("part_number", .text(ifPresent: row.partNumber)), ("currency", .text(ifPresent: row.currency)),
            ("unit_price", row.unitPrice.map { Answer.money($0, row.currency ?? "") } ?? .null))
    }

    /// A price as a run brought it.
    init(_ row: PriceHistoryRow) {
        self = .keys(
            ("supplier", .text(row.supplier)), ("part_number", .text(row.partNumber)), ("run", .int(Int(row.run))),
            ("applied_at", .text(ifPresent: row.appliedAt)), ("kind", .text(row.kind)),
            ("min_quantity", .number(row.minQuantity)), ("unit_price", Self.money(row.unitPrice, row.currency)),
            ("currency", .text(row.currency)), ("valid_from", .text(ifPresent: row.validFrom)),
            ("valid_to", .text(ifPresent: row.validTo)))
    }

    /// A product with everything about it.
    init(_ detail: Products.Detail) {
        let item = detail.items.first?.item ?? SupplierItem(partNumber: "")
        let known = detail.known
        func figure(_ field: String) -> Answer { .text(ifPresent: known.figure(field)) }
        self = .keys(
            ("sku", .text(detail.product.sku)), ("name", .text(ifPresent: known.name)),
            ("status", .text(detail.product.status)), ("material", .text(ifPresent: known.material)),
            ("material_label", .text(ifPresent: detail.materialLabel)),
            ("generated_name", .text(ifPresent: detail.generatedName)),
            ("treatments", .list(known.treatments.map(Answer.text))),
            ("identity_basis", .text((known.identityBasis ?? .unknown).rawValue)),
            ("shape", .text(ifPresent: known.shape)), ("gtin", .text(ifPresent: known.gtin)),
            ("length_mm", figure("length_mm")), ("width_mm", figure("width_mm")),
            ("thickness_mm", figure("thickness_mm")), ("mass_g", figure("mass_g")),
            ("country_of_origin", .text(ifPresent: known.countryOfOrigin)),
            ("hs_code", .text(ifPresent: known.hsCode)), ("unit", .text(ifPresent: item.orderUnit)),
            ("iastm", Answer(detail.grading)), ("description", .text(ifPresent: known.description)),
            ("manufacturer", .text(ifPresent: item.manufacturer)), ("brand", .text(ifPresent: item.brand)),
            ("manufacturer_part_number", .text(ifPresent: item.manufacturerPartNumber)),
            ("keywords", .list(item.keywords.map(Answer.text))), ("pictures", .list(item.pictures.map(Answer.text))),
            ("facts", .list(detail.facts.map { Answer($0) })),
            ("findings", .list(detail.claims.map(Self.productClaim) + detail.findings.map(Self.productFinding))),
            ("studies", .list(detail.studies.map { Answer($0) })), ("attributes", Self.attributes(item.features)),
            ("evidence", .list(item.goods.evidence.map(Self.evidence))),
            ("supplier_items", .list(detail.items.map(Self.supplierItem))))
    }

    /// An amount with at least the digits of its currency's minor unit.
    static func money(_ digits: String, _ currency: String) -> Answer {
        guard let amount = try? Decimal(digits) else { return .text(digits) }
        return .text(amount.text(minimumFractionDigits: Currency(currency)?.minorUnitDigits ?? 2))
    }

    private static func productFinding(_ finding: FindingRow) -> Answer {
        .keys(
            ("rule", .text(finding.code)), ("label", .text("flag")), ("field", .text(finding.field)), ("start", .null),
            ("end", .null), ("text", .text(ifPresent: finding.value)), ("market", .null),
            ("reason", .text(finding.message)), ("state", .text("open")), ("supplier", .null),
            ("part_number", .text(finding.partNumber)))
    }

    private static func attributes(_ features: [Feature]) -> Answer {
        var members: [Member] = []
        for feature in features {
            let value = [feature.value, feature.unit].compactMap { $0 }.joined(separator: " ")
            if let index = members.firstIndex(where: { $0.key == feature.name }) {
                members[index] = Member(feature.name, .text(members[index].value.cell + " / " + value))
            } else {
                members.append(Member(feature.name, .text(value)))
            }
        }
        return .object(members)
    }

    private static func evidence(_ found: GoodsEvidence) -> Answer {
        .keys(
            ("subject", .text(found.subject)), ("code", .text(found.code)), ("field", .text(found.field)),
            ("text", .text(found.phrase)), ("start", .int(found.scalars.lowerBound)),
            ("end", .int(found.scalars.upperBound)), ("rule", .text(found.rule)))
    }

    private static func supplierItem(_ row: CatalogItemRow) -> Answer {
        let item = row.item
        return .keys(
            ("supplier", .text(row.supplier)), ("part_number", .text(item.partNumber)),
            ("gtin", .text(ifPresent: item.gtin)),
            ("manufacturer_part_number", .text(ifPresent: item.manufacturerPartNumber)),
            ("unit", .text(ifPresent: item.orderUnit)), ("content_unit", .text(ifPresent: item.contentUnit)),
            ("content_quantity", quantity(item.contentQuantity)), ("min_quantity", quantity(item.minQuantity)),
            ("quantity_interval", quantity(item.quantityInterval)), ("max_quantity", quantity(item.maxQuantity)),
            ("lead_time_days", quantity(item.leadTimeDays)), ("status", .text(row.status)),
            ("currency", .text(ifPresent: item.firstCost?.currency ?? item.prices.first?.currency)),
            ("prices", .list(item.prices.map(price))))
    }

    private static func quantity(_ value: Decimal?) -> Answer { value.map { .number($0.text) } ?? .null }

    private static func price(_ price: SupplierPrice) -> Answer {
        .keys(
            ("kind", .text(price.kind)), ("min_quantity", quantity(price.minQuantity)),
            ("unit_price", money(price.unitPrice.text, price.currency)),
            ("amount", money(price.amount.text, price.currency)), ("price_quantity", quantity(price.priceQuantity)),
            ("currency", .text(price.currency)), ("valid_from", .text(ifPresent: price.validFrom)),
            ("valid_to", .text(ifPresent: price.validTo)))
    }
}
