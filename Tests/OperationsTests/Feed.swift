/// A small BMEcat document.
struct Feed: Sendable {
    var message = "T_NEW_CATALOG"
    var records: [String]

    /// A full catalog.
    static func full(_ records: String...) -> Feed { Feed(records: records) }
    /// A full catalog of a list.
    static func full(_ records: [String]) -> Feed { Feed(records: records) }
    /// Updates that replace whole articles.
    static func update(_ records: String...) -> Feed { Feed(message: "T_UPDATE_PRODUCTS", records: records) }
    /// New prices of known articles.
    static func prices(_ records: String...) -> Feed { Feed(message: "T_UPDATE_PRICES", records: records) }

    var text: String {
        """
        <BMECAT version="1.2"><HEADER><CATALOG><CURRENCY>EUR</CURRENCY></CATALOG></HEADER><\(message)>
        \(records.joined(separator: "\n"))
        </\(message)></BMECAT>
        """
    }

    /// One article; a price of nil leaves the whole price out.
    static func article(
        _ number: String, name: String? = nil, price: String? = "10.00", tiers: [(from: String, price: String)] = [],
        gtin: String? = nil, maker: String? = nil, mode: String? = nil, details: String = "", order: String = ""
    ) -> String {
        var prices =
            price.map {
                "<ARTICLE_PRICE price_type=\"net_customer\"><PRICE_AMOUNT>\($0)</PRICE_AMOUNT>"
                    + "</ARTICLE_PRICE>"
            } ?? ""
        for tier in tiers {
            prices +=
                "<ARTICLE_PRICE price_type=\"net_customer\"><PRICE_AMOUNT>\(tier.price)</PRICE_AMOUNT>"
                + "<LOWER_BOUND>\(tier.from)</LOWER_BOUND></ARTICLE_PRICE>"
        }
        let attribute = mode.map { " mode=\"\($0)\"" } ?? ""
        return "<ARTICLE\(attribute)><SUPPLIER_AID>\(number)</SUPPLIER_AID><ARTICLE_DETAILS>"
            + "<DESCRIPTION_SHORT>\(name ?? "Item \(number)")</DESCRIPTION_SHORT>"
            + (gtin.map { "<EAN>\($0)</EAN>" } ?? "")
            + (maker.map { "<MANUFACTURER_AID>\($0)</MANUFACTURER_AID>" } ?? "") + details + "</ARTICLE_DETAILS>"
            + (order.isEmpty ? "" : "<ARTICLE_ORDER_DETAILS>\(order)</ARTICLE_ORDER_DETAILS>")
            + (prices.isEmpty ? "" : "<ARTICLE_PRICE_DETAILS>\(prices)</ARTICLE_PRICE_DETAILS>") + "</ARTICLE>"
    }

    /// A withdrawal that carries the number only.
    static func delete(_ number: String) -> String {
        "<ARTICLE mode=\"delete\"><SUPPLIER_AID>\(number)</SUPPLIER_AID></ARTICLE>"
    }
}
