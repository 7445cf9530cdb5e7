extension Report {
    /// What products cost on our price lists.
    package static let priceList: Report = {
        var report = Report(
            "price-list", title: "Price list",
            abstract: "The line sheet of a price list: each active product with its prices today and how it is sold.",
            notes: """
                --where list=… takes one list; customer show tells which a customer has. A product has a row for the least \
                quantity that can be ordered, and one for each quantity from which its price is another. Prices are those that \
                nephrite order create takes: fixed ones, rules on cost, and those of the lists above. Products without a price \
                are left out, and so is what is of a material that may not be offered; names are those that documents \
                print: what screening allows, or somebody said of the product, else material, kind and shape.
                """,
            examples: [
                "price-list --where list=WH -o price-list.html", "price-list --where list=WH --where material=nephrite",
                "price-list -O csv",
            ],
            columns: [
                .code("list", isKey: true), .code("sku", "SKU", isKey: true), .code("gtin", "GTIN", isMinor: true),
                .text("name"), .code("material", isMinor: true), .code("unit", isMinor: true), .text("content"),
                .integer("minimum", "least"), .integer("multiple", isMinor: true),
                .integer("min_quantity", "from quantity", isKey: true), .price("unit_price", currency: "currency"),
                .code("currency"), .date("valid_to"), .code("price_rule", isMinor: true),
                .text("picture", isMinor: true),
            ])
        report.group = "list"
        report.knowledge = .onlyNow("prices of a list are kept without the day of their entry")
        report.unexplained = [
            (["minimum", "multiple"], "it is a rule of what can be ordered")
        ]
        return report
    }()
}
