internal import Quantities

/// What a book is bound of: reports by their names, in chapters, and the figures that stand in front.
///
/// A report that joins the list of reports joins the book by a line here.
package enum BookPlan {
    /// The days that a part is about.
    package enum Span: Sendable {
        /// Those of the book.
        case period
        /// The twelve months that end with the book's.
        case year
    }

    /// A report in a book.
    package struct Part: Sendable {
        /// The report's name.
        package let report: String
        /// What it is called in the book.
        package let title: String
        /// What its figures are grouped by; nil as it comes.
        package let by: String?
        /// Its days, where it has any.
        package let span: Span

        init(_ report: String, _ title: String, by: String? = nil, span: Span = .period) {
            (self.report, self.title, self.by, self.span) = (report, title, by, span)
        }
    }

    /// A figure of a book's first page.
    package struct Key: Sendable {
        /// What it is called.
        package let name: String
        /// The report it is a sum of, and the column; nil counts the rows.
        package let report: String, column: String?

        init(_ name: String, _ report: String, _ column: String? = nil) {
            (self.name, self.report, self.column) = (name, report, column)
        }
    }

    /// The chapters.
    package static let chapters: [(title: String, parts: [Part])] = [
        (
            "Sales",
            [
                .init("sales", "Sales by month", by: "month", span: .year),
                .init("sales", "Sales by customer", by: "customer"),
                .init("sales", "Sales by material", by: "material"),
                .init("sales", "Sales by country", by: "country"),
                .init("margin", "Margin"), .init("returns", "Returns"), .init("customers", "Customers"),
                .init("price-list", "Price list"),
            ]
        ),
        (
            "Stock",
            [
                .init("stock-on-hand", "Stock on hand"), .init("stock-ageing", "Stock ageing"), .init("abc", "ABC"),
                .init("availability", "Availability"), .init("reorder", "Reorder"), .init("stocktake", "Stocktakes"),
            ]
        ),
        (
            "Orders",
            [
                .init("order-book", "Order book"), .init("backorders", "Back-orders"),
                .init("service-level", "Service level"),
            ]
        ),
        (
            "Money",
            [
                .init("receivables", "Receivables"), .init("uninvoiced", "Uninvoiced"),
                .init("tax-summary", "Tax summary"),
            ]
        ),
        ("Purchases", [.init("purchases", "Purchases"), .init("landed-cost", "Landed cost")]),
        (
            "Suppliers and imports",
            [
                .init("supplier-scorecard", "Suppliers"), .init("import-runs", "Import runs"),
                .init("price-changes", "Price changes"), .init("quarantine", "Quarantine"),
            ]
        ),
        ("Compliance", [.init("compliance", "Compliance"), .init("completeness", "Completeness")]),
    ]

    /// The figures in front.
    ///
    /// They are compared with the period before where their report is about days or speaks for one.
    package static let keys: [Key] = [
        .init("Net sales", "sales", "net_base"), .init("Units sold", "sales", "quantity"),
        .init("Margin", "margin", "margin"), .init("Stock value", "stock-on-hand", "value"),
        .init("Units in stock", "stock-on-hand", "on_hand"), .init("Receivables", "receivables", "open"),
        .init("Open orders", "order-book", "value"), .init("Back-ordered units", "order-book", "backordered"),
        .init("Units returned", "returns", "quantity"), .init("Records quarantined", "import-runs", "quarantined"),
        .init("Open findings", "compliance"),
    ]
}
