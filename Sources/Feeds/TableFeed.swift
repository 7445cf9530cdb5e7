internal import Catalog
internal import Quantities
internal import Rendering

/// A catalog as a table: one row for each product, a column for each thing that is known.
///
/// Lists have a column for each entry; there are as many as the longest list needs, up to the bounds below.
package struct TableFeed {
    /// How many entries a list of a product may have.
    package enum Most {
        /// Price breaks, treatments, pictures, features; keywords stand in one cell, a line each.
        package static let (prices, treatments, pictures, features) = (10, 6, 12, 40)
    }

    /// How long the lists of a catalog are.
    package struct Lengths: Sendable, Equatable {
        /// Entries of the longest lists.
        package private(set) var prices = 1, treatments = 0, keywords = 0, pictures = 0, features = 0

        /// Of no product.
        package init() {}

        /// Makes room for a product.
        package mutating func add(_ product: FeedProduct) {
            prices = max(prices, product.prices.count)
            treatments = max(treatments, product.treatments.count)
            keywords = max(keywords, product.keywords.count)
            pictures = max(pictures, product.pictures.count)
            features = max(features, product.features.count)
        }
    }

    /// The names of the columns, in their order.
    package let titles: [String]
    private let head: FeedHead
    private let lengths: Lengths

    /// A table for products whose lists are no longer.
    package init(_ head: FeedHead, _ lengths: Lengths) {
        (self.head, self.lengths) = (head, lengths)
        func numbered(_ count: Int, _ names: String...) -> [String] {
            (0..<count).flatMap { at in names.map { "\($0) \(at + 1)" } }
        }
        titles =
            [
                "SKU", "GTIN", "Name", "Description", "Language", "Brand", "Manufacturer", "Manufacturer number",
                "Category", "Material", "Shape",
            ] + numbered(lengths.treatments, "Treatment") + [
                "Unit", "Content unit", "Content quantity", "Minimum", "Multiple", "Maximum", "Country of origin",
                "HS code", "Length mm", "Width mm", "Thickness mm", "Mass g", "Currency",
            ] + numbered(lengths.prices, "From", "Price", "Valid to") + (lengths.keywords > 0 ? ["Keywords"] : [])
            + numbered(lengths.pictures, "Picture") + numbered(lengths.features, "Feature", "Value", "Value unit")
    }

    /// A cell where nothing guards against formulas: an apostrophe of its own before such a sign is doubled, since one is taken off.
    package static func apostropheKept(_ text: String) -> String {
        text.first == "'" && FormulaText.isFormula(text) ? "'" + text : text
    }

    /// Why a product has no room in a table; nil where it has.
    package static func excess(of product: FeedProduct) -> String? {
        for (word, count, most) in [
            ("prices", product.prices.count, Most.prices), ("treatments", product.treatments.count, Most.treatments),
            ("pictures", product.pictures.count, Most.pictures),
            ("features", product.features.count, Most.features),
        ] where count > most { return "\(count) \(word), and a table has room for \(most)" }
        return nil
    }

    /// The cells of a product, in the order of the titles.
    package func cells(_ product: FeedProduct) -> [String] {
        var cells = [
            product.sku, product.gtin ?? "", product.name.guarded, product.description?.guarded ?? "",
            product.textLanguage ?? "", product.brand?.guarded ?? "", product.manufacturer?.guarded ?? "",
            product.manufacturerPartNumber?.guarded ?? "", product.category?.guarded ?? "", product.material ?? "",
            product.shape ?? "",
        ]
        cells += padded(product.treatments, lengths.treatments)
        cells += [
            product.orderUnit, product.contentUnit ?? "", product.contentQuantity?.text ?? "",
            product.minQuantity?.text ?? "", product.quantityInterval?.text ?? "", product.maxQuantity?.text ?? "",
            product.countryOfOrigin ?? "", product.hsCode ?? "", product.length?.text ?? "", product.width?.text ?? "",
            product.thickness?.text ?? "", product.mass?.text ?? "", head.currency,
        ]
        cells += padded(
            product.prices.flatMap { [String($0.minQuantity), $0.unitPrice.text, $0.validTo ?? ""] }, 3 * lengths.prices
        )
        if lengths.keywords > 0 { cells.append(product.keywords.map(\.guarded).joined(separator: "\n")) }
        cells += padded(product.pictures, lengths.pictures)
        cells += padded(
            product.features.flatMap { [$0.name.guarded, $0.value.guarded, $0.unit ?? ""] }, 3 * lengths.features)
        return cells
    }

    private func padded(_ cells: [String], _ count: Int) -> [String] {
        cells + Array(repeating: "", count: max(0, count - cells.count))
    }
}

/// A table as CSV: RFC 4180 in UTF-8 with its mark, so that spreadsheets read it as it is.
///
/// What a spreadsheet would take for a formula has an apostrophe in front, which the profile `nephrite-catalog` takes off.
package struct CSVFeed: FeedWriter {
    private let table: TableFeed
    private let sink: FeedSink

    /// A feed into a sink.
    package init(_ table: TableFeed, into sink: @escaping FeedSink) { (self.table, self.sink) = (table, sink) }

    package mutating func begin() throws { try put("\u{FEFF}" + Self.row(table.titles)) }
    package mutating func write(_ product: FeedProduct) throws { try put(Self.row(table.cells(product))) }
    package mutating func end() throws {}

    private func put(_ text: String) throws {
        var text = text
        try text.withUTF8 { try sink(UnsafeRawBufferPointer($0)) }
    }

    private static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    static func cell(_ text: String) -> String {
        // An apostrophe of the text's own before such a sign gets one more, so that one can always be taken off.
        CSVForm.cell(FormulaText.isFormula(text) ? "'" + text : text, isNumber: true)
    }
}
