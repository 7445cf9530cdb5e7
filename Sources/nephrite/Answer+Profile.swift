internal import Catalog
internal import Importing
internal import Quantities
internal import Rendering

extension Answer {
    /// A profile and its mistakes, as sentences for people.
    static func members(of check: ProfileCheck, asSentences: Bool) -> [Member] {
        let mistakes = check.mistakes.map { mistake -> Answer in
            guard !asSentences else { return .text(sentence(mistake)) }
            return Answer.keys(
                ("line", mistake.line > 0 ? .int(mistake.line) : .null),
                ("column", mistake.column > 0 ? .int(mistake.column) : .null),
                ("key", mistake.key.isEmpty ? .null : .text(mistake.key)), ("message", .text(mistake.message)),
                ("remedy", mistake.remedy.isEmpty ? .null : .text(mistake.remedy)))
        }
        return [
            Member("profile", .text(check.name)), Member("in_order", .bool(mistakes.isEmpty)),
            Member("mistakes", .list(mistakes)),
        ]
    }

    private static func sentence(_ mistake: ProfileFault.Mistake) -> String {
        var place = mistake.line > 0 ? "line \(mistake.line), column \(mistake.column): " : ""
        if !mistake.key.isEmpty { place += mistake.key + ": " }
        return place + mistake.message + (mistake.remedy.isEmpty ? "" : "; " + mistake.remedy)
    }

    /// What a profile makes of a feed.
    static func members(of trial: FeedTrial, file: String, _ profile: Profile) -> [Member] {
        let missing =
            "the document has no element \(profile.messageElements.joined(separator: ", ")): an import would refuse it"
        return [
            Member("file", .text(file)), Member("detected", .bool(trial.isDetected)),
            Member("reason", .text(trial.reason)), Member("message", .text(ifPresent: trial.message?.element)),
            Member("mode", .text(ifPresent: trial.message?.mode.rawValue)),
            Member("refused", trial.message == nil ? .text(missing) : .null), Member("records", .int(trial.records)),
            Member("taken", .int(trial.taken)), Member("withdrawn", .int(trial.withdrawn)),
            Member("quarantined", .int(trial.quarantined)), Member("cut", .bool(trial.isCut)),
            Member("unread_left_off", .int(trial.unreadLeftOff)),
            Member("faults", .list(trial.faults.map(fault))), Member("findings", .list(trial.findings.map(kind))),
            Member("sample", .list(trial.sample.map(sample) ?? [])),
            Member(
                "unread",
                .list(
                    trial.unread.map {
                        .keys(
                            ("path", .text($0.path)), ("count", .int($0.count)), ("example", .text(short($0.example))))
                    })),
            Member("unused", .list(trial.unused.map { .keys(("key", .text($0.key)), ("path", .text($0.path))) })),
        ]
    }

    private static func fault(_ found: FeedTrial.Fault) -> Answer {
        .keys(
            ("record", .int(found.record)), ("line", .int(found.fault.line)), ("path", .text(found.fault.path)),
            ("code", .text(found.fault.code)), ("field", .text(found.fault.field)),
            ("value", .text(ifPresent: found.fault.value.map(short))), ("message", .text(found.fault.message)))
    }

    private static func kind(_ kind: FeedTrial.FindingKind) -> Answer {
        .keys(
            ("count", .int(kind.count)), ("code", .text(kind.first.code)), ("field", .text(kind.first.field)),
            ("line", .int(kind.first.line)), ("value", .text(ifPresent: kind.first.value.map(short))),
            ("message", .text(kind.first.message)))
    }

    private static func short(_ text: String) -> String { text.count > 80 ? text.prefix(80) + "…" : text }

    /// The fields of an item that say something.
    private static func sample(_ item: SupplierItem) -> [Answer] {
        var fields: [(String, String?)] = [
            ("part_number", item.partNumber), ("gtin", item.gtin),
            ("manufacturer_part_number", item.manufacturerPartNumber), ("manufacturer", item.manufacturer),
            ("brand", item.brand), ("buyer_part_number", item.buyerPartNumber), ("name", item.name),
            ("description", item.description), ("language", item.language),
            ("keywords", item.keywords.isEmpty ? nil : item.keywords.joined(separator: ", ")),
            ("category", item.category), ("order_unit", item.orderUnit), ("content_unit", item.contentUnit),
            ("content_quantity", item.contentQuantity?.text), ("min_quantity", item.minQuantity?.text),
            ("quantity_interval", item.quantityInterval?.text), ("max_quantity", item.maxQuantity?.text),
            ("lead_time_days", item.leadTimeDays?.text), ("country_of_origin", item.countryOfOrigin),
            ("hs_code", item.hsCode), ("length_mm", item.length?.text), ("width_mm", item.width?.text),
            ("thickness_mm", item.thickness?.text), ("mass_g", item.mass?.text),
        ]
        for price in item.prices.prefix(20) {
            fields.append(("prices[\(price.minQuantity)].\(price.kind)", "\(price.unitPrice) \(price.currency)"))
        }
        for feature in item.features.prefix(20) {
            fields.append(("features.\(feature.name)", feature.value + (feature.unit.map { " " + $0 } ?? "")))
        }
        for picture in item.pictures.prefix(5) { fields.append(("pictures", picture)) }
        return fields.compactMap { field, value in
            value.map { .keys(("field", .text(field)), ("value", .text(short($0)))) }
        }
    }
}
