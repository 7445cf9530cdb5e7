public import Catalog
internal import Quantities

/// What became of a record.
public enum RecordOutcome: Sendable {
    /// An item to take, with what was noticed on the way.
    case item(SupplierItem, [Finding])
    /// The supplier withdraws the item of this number.
    case withdrawn(partNumber: String)
    /// The supplier withdraws the item of this GTIN without giving its number; several items may have it.
    case withdrawnByGTIN(String)
    /// It cannot be trusted.
    case quarantined(partNumber: String?, [RecordFault])

    /// The part number, as far as the record has one.
    var partNumber: String? {
        switch self {
        case .item(let item, _): item.partNumber
        case .withdrawn(let number): number
        case .withdrawnByGTIN: nil
        case .quarantined(let number, _): number
        }
    }
}

/// What the records of one feed are read against.
public struct FeedContext: Sendable {
    /// The supplier's currency: prices in it are the ones that count.
    public let supplierCurrency: String
    /// The day of the import, `yyyy-mm-dd`: only findings look at it, never what is stored.
    public let today: String

    /// A context.
    public init(supplierCurrency: String, today: String) {
        self.supplierCurrency = supplierCurrency
        self.today = today
    }
}

/// Builds items from mapped records: normalises values, lists everything that is wrong.
struct ItemBuilder {
    let compiled: CompiledProfile
    let header: FeedHeader
    let context: FeedContext
    let recogniser: Recogniser
    let memory: ReadingMemory
    /// Whether a record without prices may stand, as in a delta that replaces only what is present.
    let pricesMayBeAbsent: Bool
    /// Whether the record withdraws its item by what its element is.
    var isWithdrawal = false

    func build(_ record: MappedRecord, line: Int, column: Int) -> RecordOutcome {
        var reading = FieldReading(
            compiled: compiled, record: record, header: header, memory: memory, line: line, column: column)
        let partNumber = partNumber(&reading)
        if isWithdrawal || withdraws(reading) {
            if let partNumber { return .withdrawn(partNumber: partNumber) }
            if reading.faults.allSatisfy({ $0.code == "part_number_missing" }), let gtin = gtin(&reading) {
                return .withdrawnByGTIN(gtin)
            }
        }
        var item = SupplierItem(partNumber: partNumber ?? "")
        describe(&item, &reading)
        order(&item, &reading)
        FeatureReading.read(into: &item, &reading)
        PriceReading(context: context, header: header).read(into: &item, &reading)
        if !reading.hasPriceElement, compiled.profile.pricePolicy == .required, !pricesMayBeAbsent,
            !reading.faults.contains(where: { $0.field.hasPrefix("prices") })
        {
            reading.fault(
                "price_missing", "prices", nil, "the record has no price; ask the supplier for one",
                rule: compiled.prices.first?.rules[.amount])
        }
        guard reading.faults.isEmpty else { return .quarantined(partNumber: partNumber, reading.faults) }
        recognise(&item, &reading)
        return .item(item, reading.findings)
    }

    /// A record of which only the beginning was kept.
    func tooLarge(_ record: MappedRecord, line: Int, column: Int) -> RecordOutcome {
        var reading = FieldReading(
            compiled: compiled, record: record, header: header, memory: memory, line: line, column: column)
        let partNumber = partNumber(&reading)
        reading.fault(
            "record_too_large", "", nil,
            "a record has at most 200,000 values, 6 MiB of text and 10,000 prices, and its variants come to at most 1 GiB"
        )
        return .quarantined(partNumber: partNumber, reading.faults)
    }

    private func withdraws(_ reading: FieldReading) -> Bool {
        if reading.value(compiled.change)?.text == "delete" { return true }
        return reading.value(compiled.fields[.status])?.text == "discontinued"
    }

    private func partNumber(_ reading: inout FieldReading) -> String? {
        let rule = compiled.fields[.partNumber]
        guard let found = reading.value(rule) else {
            reading.fault("part_number_missing", "part_number", nil, "the record has no part number", rule: rule)
            return nil
        }
        let number = found.text + (reading.value(compiled.fields[.partNumberSuffix])?.text ?? "")
        guard number.unicodeScalars.contains(where: PartNumber.isVisible) else {
            reading.fault(
                "part_number_missing", "part_number", found, "the part number has nothing that can be seen", rule: rule)
            return nil
        }
        guard !number.unicodeScalars.contains(where: PartNumber.isControl) else {
            reading.fault(
                "part_number_invalid", "part_number", found, "the part number has control characters", rule: rule)
            return nil
        }
        guard number.unicodeScalars.count <= 255 else {
            reading.fault(
                "part_number_too_long", "part_number",
                FoundText(
                    text: String(number.prefix(80)) + "…", node: found.node, line: found.line, column: found.column),
                "a part number has at most 255 characters, this one has \(number.unicodeScalars.count)")
            return nil
        }
        return number
    }

    private func describe(_ item: inout SupplierItem, _ reading: inout FieldReading) {
        let name = reading.plain(.name)
        item.name = name?.text
        item.language = name?.language ?? reading.plain(.language)?.text ?? (name == nil ? nil : header.language)
        item.description = reading.plain(.description, paragraphs: true)?.text
        item.manufacturerPartNumber = reading.plain(.manufacturerPartNumber)?.text
        item.manufacturer = reading.plain(.manufacturer)?.text
        item.brand = reading.plain(.brand)?.text
        item.buyerPartNumber = reading.plain(.buyerPartNumber)?.text
        item.category = reading.plain(.category)?.text
        item.keywords = unique(reading.values(compiled.fields[.keywords]).map { PlainText.line($0.text).text })
        item.gtin = gtin(&reading)
        item.pictures = unique(compiled.pictures.flatMap { pictures($0, &reading) })
        if let found = reading.value(compiled.fields[.hsCode]) { item.hsCode = found.text }
        if let found = reading.value(compiled.fields[.countryOfOrigin]) {
            item.countryOfOrigin = Country.code(found.text, in: &reading, found)
        } else {
            item.countryOfOrigin = header.countryOfOrigin
        }
    }

    private func order(_ item: inout SupplierItem, _ reading: inout FieldReading) {
        item.orderUnit = reading.unit(.orderUnit)
        item.contentUnit = reading.unit(.contentUnit)
        item.contentQuantity = reading.quantity(.contentQuantity)
        item.minQuantity = reading.quantity(.minQuantity)
        item.quantityInterval = reading.quantity(.quantityInterval)
        item.maxQuantity = reading.quantity(.maxQuantity)
        if let found = reading.value(compiled.fields[.leadTimeDays]) {
            item.leadTimeDays = reading.days(found, compiled.fields[.leadTimeDays])
            if item.leadTimeDays == nil {
                reading.find("lead_time_unreadable", "lead_time_days", found, "no number of days; it was left out")
            }
        }
    }

    private func gtin(_ reading: inout FieldReading) -> String? {
        guard let found = reading.value(compiled.fields[.gtin]) else { return nil }
        do {
            let gtin = try GTIN(found.text)
            if gtin.hasRestrictedPrefix {
                reading.find("gtin_restricted", "gtin", found, "the prefix is for numbers used within one company only")
            }
            return gtin.display
        } catch .badCheckDigit(_, let expected) {
            reading.find(
                "gtin_check_digit", "gtin", found, "the check digit should be \(expected); the number was left out")
        } catch {
            reading.find("gtin_invalid", "gtin", found, "this is no GTIN; it was left out")
        }
        return nil
    }

    private func pictures(_ rule: RecordPlan.Rule, _ reading: inout FieldReading) -> [String] {
        reading.values(rule).compactMap { found in
            let address = PictureAddress(found.text, root: header.pictureRoot)
            if address == nil {
                reading.find("picture_address", "pictures", found, "this is no address of a picture; it was left out")
            }
            return address?.text
        }
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private func recognise(_ item: inout SupplierItem, _ reading: inout FieldReading) {
        for field in [ItemField.material, .shape, .treatment] {
            let texts = reading.values(compiled.fields[field]).map { PlainText.line($0.text).text }
            switch field {
            case .material: reading.namedTexts.materials += texts
            case .shape: reading.namedTexts.shapes += texts
            default: reading.namedTexts.treatments += texts
            }
        }
        let recognition = recogniser.recognise(
            OfferTexts(
                name: item.name ?? "", longDescription: item.description ?? "", keywords: item.keywords,
                materialFeatures: reading.namedTexts.materials, shapeFeatures: reading.namedTexts.shapes,
                treatmentFeatures: reading.namedTexts.treatments))
        item.goods = StatedGoods(recognition)
        let isUnqualified = recognition.findings.contains { $0.code == "jade_unqualified" }
        for finding in recognition.findings {
            // Without a word on the material there is nothing that could be unknown.
            if finding == .materialUnknown, reading.namedTexts.materials.isEmpty || isUnqualified { continue }
            reading.findings.append(
                Finding(
                    code: finding.code, field: finding.fieldName, value: finding.words, message: finding.message,
                    line: reading.recordLine))
        }
    }
}

/// The address of a picture, made whole with the feed's root.
struct PictureAddress {
    let text: String

    /// Nil when the text cannot be an address: blanks, controls or backslashes inside, or a scheme without a host.
    init?(_ source: String, root: String?) {
        guard
            !source.unicodeScalars.contains(where: {
                $0.value <= 32 || $0.value == 127 || $0 == "<" || $0 == "\"" || $0 == "\\"
            })
        else {
            return nil
        }
        if let scheme = source.range(of: "://") {
            guard source[scheme.upperBound...].contains(where: { $0 != "/" }) else { return nil }
            text = source
        } else if source.prefix(while: { $0 != "/" }).contains(":") {
            return nil
        } else if let root, !root.isEmpty, !source.hasPrefix("/") {
            text = root.hasSuffix("/") ? root + source : root + "/" + source
        } else {
            text = source
        }
    }
}

extension String {
    /// Where a text first stands in this one.
    fileprivate func range(of part: String) -> Range<String.Index>? {
        let scalars = part.count
        var start = startIndex
        while let end = index(start, offsetBy: scalars, limitedBy: endIndex) {
            if self[start..<end] == part { return start..<end }
            start = index(after: start)
        }
        return nil
    }
}
