internal import Catalog
internal import Quantities
internal import XMLStream

/// A catalog as Google Merchant RSS 2.0.
///
/// What Google has no attribute for stands in its namespace for attributes of one's own (`c:`): quantities, units, tiers.
/// Source: Google Merchant Center, product data specification; custom attributes.
package struct GoogleFeed: FeedWriter {
    private let head: FeedHead
    /// Where a product is shown; `{sku}` stands for its SKU.
    private let link: String
    private let sink: FeedSink
    private let xml = XMLWriter()

    /// A feed into a sink.
    package init(_ head: FeedHead, link: String, into sink: @escaping FeedSink) {
        (self.head, self.link, self.sink) = (head, link, sink)
    }

    package mutating func begin() throws {
        xml.start(
            "rss",
            [
                "version": "2.0", "xmlns:g": "http://base.google.com/ns/1.0",
                "xmlns:c": "http://base.google.com/cns/1.0",
            ])
        xml.start("channel")
        xml.element("title", text: "\(head.company) \(head.list)")
        xml.element("link", text: address(of: ""))
        xml.element("description", text: "\(head.company) \(head.list) \(head.currency)")
        xml.element("language", text: head.language)
    }

    package mutating func write(_ product: FeedProduct) throws {
        xml.element("item") {
            xml.element("g:id", text: product.sku)
            xml.element("g:title", text: product.name.guarded)
            xml.element("g:description", ifPresent: product.description?.guarded)
            xml.element("c:language", ifPresent: product.textLanguage)
            xml.element("g:link", text: address(of: product.sku))
            if let picture = product.pictures.first { xml.element("g:image_link", text: picture) }
            for picture in product.pictures.dropFirst() { xml.element("g:additional_image_link", text: picture) }
            xml.element("g:condition", text: "new")
            xml.element("g:availability", text: product.isInStock ? "in_stock" : "out_of_stock")
            prices(product)
            identifiers(product)
            measures(product)
            order(product)
            features(product)
        }
        try xml.drain(sink)
    }

    package mutating func end() throws {
        xml.end()
        xml.end()
        try xml.finish(sink)
    }

    private func address(of sku: String) -> String {
        let parts = link.split(separator: "{sku}", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return sku.isEmpty ? link : link + sku }
        return parts.joined(separator: sku)
    }

    /// Google has one price, that of the least quantity; from where on and until when it holds, and the others, is ours.
    private func prices(_ product: FeedProduct) {
        guard let first = product.prices.first else { return }
        xml.element("g:price", text: "\(first.unitPrice.text) \(head.currency)")
        if first.minQuantity != 1 { xml.element("c:from", text: String(first.minQuantity)) }
        xml.element("c:valid_to", ifPresent: first.validTo)
        for price in product.prices.dropFirst() {
            xml.element("c:price_break") {
                xml.element("c:from", text: String(price.minQuantity))
                xml.element("c:price", text: "\(price.unitPrice.text) \(head.currency)")
                xml.element("c:valid_to", ifPresent: price.validTo)
            }
        }
    }

    private func identifiers(_ product: FeedProduct) {
        xml.element("g:gtin", ifPresent: product.gtin)
        xml.element("g:mpn", ifPresent: product.manufacturerPartNumber?.guarded)
        xml.element("g:brand", ifPresent: product.brand?.guarded)
        xml.element("c:manufacturer", ifPresent: product.manufacturer?.guarded)
        if product.gtin == nil, product.manufacturerPartNumber == nil || product.brand == nil {
            xml.element("g:identifier_exists", text: "no")
        }
        xml.element("g:product_type", ifPresent: product.category?.guarded)
        xml.element("g:material", ifPresent: product.material?.guarded)
        for keyword in product.keywords { xml.element("c:keyword", text: keyword.guarded) }
    }

    private func measures(_ product: FeedProduct) {
        for (name, value) in [
            ("g:product_length", product.length), ("g:product_width", product.width),
            ("g:product_height", product.thickness),
        ] {
            guard let value else { continue }
            // Google measures in centimetres; what has too many digits for that stays in millimetres.
            xml.element(name, text: value.shifted(by: 1).map { $0 + " cm" } ?? value.text + " mm")
        }
        if let mass = product.mass { xml.element("g:product_weight", text: mass.text + " g") }
    }

    private func order(_ product: FeedProduct) {
        xml.element("c:order_unit", text: product.orderUnit)
        xml.element("c:content_unit", ifPresent: product.contentUnit)
        xml.element("c:content_quantity", ifPresent: product.contentQuantity?.text)
        xml.element("c:minimum", ifPresent: product.minQuantity?.text)
        xml.element("c:multiple", ifPresent: product.quantityInterval?.text)
        xml.element("c:maximum", ifPresent: product.maxQuantity?.text)
        xml.element("c:country_of_origin", ifPresent: product.countryOfOrigin)
        xml.element("c:hs_code", ifPresent: product.hsCode)
    }

    private func features(_ product: FeedProduct) {
        typealias Attribute = FeedProduct.Attribute
        var features = [Feature(ifPresent: Attribute.shape, product.shape)].compactMap { $0 }
        features += product.treatments.map { Feature(name: Attribute.treatment, value: $0) }
        for feature in features + product.features {
            xml.element("g:product_detail") {
                xml.element("g:attribute_name", text: feature.name.guarded)
                xml.element("g:attribute_value", text: feature.value.guarded)
                xml.element("c:attribute_unit", ifPresent: feature.unit)
            }
        }
    }
}
