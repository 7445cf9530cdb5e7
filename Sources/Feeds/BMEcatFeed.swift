internal import Catalog
internal import Quantities
internal import XMLStream

/// A catalog as BMEcat 2005, message `T_NEW_CATALOG`.
///
/// Source: BMEcat 2005, schema `bmecat_2005.xsd`; order of elements as there. Texts longer than the standard's are not cut.
package struct BMEcatFeed: FeedWriter {
    private let head: FeedHead
    private let sink: FeedSink
    private let xml = XMLWriter()

    /// A feed into a sink.
    package init(_ head: FeedHead, into sink: @escaping FeedSink) {
        (self.head, self.sink) = (head, sink)
    }

    package mutating func begin() throws {
        xml.start("BMECAT", ["version": "2005", "xmlns": "http://www.bmecat.org/bmecat/2005fd"])
        xml.element("HEADER") {
            xml.element("GENERATOR_INFO", text: "nephrite")
            xml.element("CATALOG") {
                xml.element("LANGUAGE", ["default": "true"], text: head.language)
                xml.element("CATALOG_ID", text: String(head.list.prefix(20)))
                xml.element("CATALOG_VERSION", text: "1.0")
                xml.element("CURRENCY", text: head.currency)
            }
            xml.element("SUPPLIER") { xml.element("SUPPLIER_NAME", text: head.company) }
        }
        xml.start("T_NEW_CATALOG")
    }

    package mutating func write(_ product: FeedProduct) throws {
        xml.element("PRODUCT", ["mode": "new"]) {
            xml.element("SUPPLIER_PID", text: product.sku)
            details(product)
            features(product)
            order(product)
            prices(product)
            pictures(product)
            logistics(product)
        }
        try xml.drain(sink)
    }

    package mutating func end() throws {
        xml.end()
        xml.end()
        try xml.finish(sink)
    }

    private func text(_ name: String, _ text: String?, _ language: String?) {
        guard let text else { return }
        if let language {
            xml.element(name, ["lang": language], text: text.guarded)
        } else {
            xml.element(name, text: text.guarded)
        }
    }

    private func details(_ product: FeedProduct) {
        xml.element("PRODUCT_DETAILS") {
            text("DESCRIPTION_SHORT", product.name, product.nameLanguage.map(LanguageCode.three))
            text("DESCRIPTION_LONG", product.description, product.language.map(LanguageCode.three))
            if let gtin = product.gtin {
                let kind = gtin.utf8.count == 12 ? "upc" : gtin.utf8.count == 14 ? "gtin" : "ean"
                xml.element("INTERNATIONAL_PID", ["type": kind], text: gtin)
            }
            text("MANUFACTURER_PID", product.manufacturerPartNumber, nil)
            text("MANUFACTURER_NAME", product.manufacturer, nil)
            for keyword in product.keywords { text("KEYWORD", keyword, nil) }
        }
    }

    private func features(_ product: FeedProduct) {
        typealias Attribute = FeedProduct.Attribute
        var features = [
            Feature(ifPresent: Attribute.brand, product.brand),
            Feature(ifPresent: Attribute.category, product.category),
            Feature(ifPresent: Attribute.material, product.material),
            Feature(ifPresent: Attribute.shape, product.shape),
        ].compactMap { $0 }
        features += product.treatments.map { Feature(name: Attribute.treatment, value: $0) }
        // What has more digits than metres and kilograms can have stands in its own unit.
        for (name, value, unit) in [
            (Attribute.length, product.length, "MMT"), (Attribute.width, product.width, "MMT"),
            (Attribute.thickness, product.thickness, "MMT"), (Attribute.mass, product.mass, "GRM"),
        ] {
            guard let value, value.shifted(by: 3) == nil else { continue }
            features.append(Feature(name: name, value: value.text, unit: unit))
        }
        features += product.features
        guard !features.isEmpty else { return }
        xml.element("PRODUCT_FEATURES") {
            for feature in features {
                xml.element("FEATURE") {
                    xml.element("FNAME", text: feature.name.guarded)
                    xml.element("FVALUE", text: feature.value.guarded)
                    xml.element("FUNIT", ifPresent: feature.unit)
                }
            }
        }
    }

    private func order(_ product: FeedProduct) {
        xml.element("PRODUCT_ORDER_DETAILS") {
            xml.element("ORDER_UNIT", text: Self.unit(product.orderUnit))
            xml.element("CONTENT_UNIT", ifPresent: product.contentUnit.map(Self.unit))
            xml.element("NO_CU_PER_OU", ifPresent: product.contentQuantity?.text)
            xml.element("PRICE_QUANTITY", text: "1")
            xml.element("QUANTITY_MIN", ifPresent: product.minQuantity?.text)
            xml.element("QUANTITY_INTERVAL", ifPresent: product.quantityInterval?.text)
            xml.element("QUANTITY_MAX", ifPresent: product.maxQuantity?.text)
        }
    }

    /// A package's code as the standard has it, without the `X` of later lists, where an importer knows it again.
    private static func unit(_ code: String) -> String {
        guard code.utf8.count == 3, code.hasPrefix("X") else { return code }
        let short = String(code.dropFirst())
        return UnitOfMeasure.recognised(short)?.code == code ? short : code
    }

    /// Prices that end on one day stand together.
    private func prices(_ product: FeedProduct) {
        var ends: [String?] = []
        for price in product.prices where !ends.contains(price.validTo) { ends.append(price.validTo) }
        for end in ends {
            xml.element("PRODUCT_PRICE_DETAILS") {
                xml.element("VALID_END_DATE", ifPresent: end)
                for price in product.prices where price.validTo == end {
                    xml.element("PRODUCT_PRICE", ["price_type": head.isForCustomer ? "net_customer" : "net_list"]) {
                        xml.element("PRICE_AMOUNT", text: price.unitPrice.text)
                        xml.element("PRICE_CURRENCY", text: head.currency)
                        xml.element("LOWER_BOUND", text: String(price.minQuantity))
                    }
                }
            }
        }
    }

    private func pictures(_ product: FeedProduct) {
        guard !product.pictures.isEmpty else { return }
        xml.element("MIME_INFO") {
            for (index, address) in product.pictures.enumerated() {
                xml.element("MIME") {
                    xml.element("MIME_TYPE", text: Self.mediaType(address))
                    xml.element("MIME_SOURCE", text: address)
                    xml.element("MIME_PURPOSE", text: index == 0 ? "normal" : "detail")
                }
            }
        }
    }

    private static func mediaType(_ address: String) -> String {
        let ending = address.split(separator: ".").last?.lowercased() ?? ""
        return switch ending {
        case "png", "gif", "webp": "image/\(ending)"
        default: "image/jpeg"
        }
    }

    private func logistics(_ product: FeedProduct) {
        let sides = [("LENGTH", product.length), ("WIDTH", product.width), ("DEPTH", product.thickness)]
        let dimensions =
            ([("WEIGHT", product.mass)] + sides).compactMap { name, value in
                value?.shifted(by: 3).map { (name, $0) }
            }
        guard product.hsCode != nil || product.countryOfOrigin != nil || !dimensions.isEmpty else { return }
        xml.element("PRODUCT_LOGISTIC_DETAILS") {
            if let code = product.hsCode {
                xml.element("CUSTOMS_TARIFF_NUMBER") { xml.element("CUSTOMS_NUMBER", text: code) }
            }
            xml.element("COUNTRY_OF_ORIGIN", ifPresent: product.countryOfOrigin)
            guard !dimensions.isEmpty else { return }
            xml.element("PRODUCT_DIMENSIONS") {
                for (name, value) in dimensions { xml.element(name, text: value) }
            }
        }
    }
}

extension Feature {
    /// A feature without a unit; nil without a value.
    init?(ifPresent name: String, _ value: String?) {
        guard let value else { return nil }
        self.init(name: name, value: value)
    }
}
