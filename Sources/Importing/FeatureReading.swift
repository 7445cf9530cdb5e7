internal import Catalog
internal import Quantities

/// Reads the features of a record and fills fields from those whose names mean one.
enum FeatureReading {
    static func read(into item: inout SupplierItem, _ reading: inout FieldReading) {
        for (group, rules) in reading.compiled.features {
            for instance in reading.record.instances[group] {
                feature(instance, rules, &item, &reading)
            }
        }
        measure(.length, \.length, .length, &item, &reading)
        measure(.width, \.width, .length, &item, &reading)
        measure(.thickness, \.thickness, .length, &item, &reading)
        measure(.mass, \.mass, .mass, &item, &reading)
    }

    private static func feature(
        _ instance: [FoundText?], _ rules: RuleTable<FeatureField>, _ item: inout SupplierItem,
        _ reading: inout FieldReading
    ) {
        guard let name = reading.value(rules[.name], in: instance),
            let value = reading.value(rules[.value], in: instance)
        else { return }
        let meaning = reading.memory.featureName(name.text, reading.compiled.profile.attributes)
        let nameText = meaning.text
        let valueText = PlainText.line(value.text).text
        guard !nameText.isEmpty, !valueText.isEmpty else { return }
        let word = reading.value(rules[.unit], in: instance)
        let unit = word.map { found in
            if let code = reading.memory.unit(found.text) { return code }
            reading.find("unit_unknown", "features[\(nameText)].unit", found, "the unit is not known; the word is kept")
            return found.text
        }
        item.features.append(Feature(name: nameText, value: valueText, unit: unit))
        guard let field = meaning.field else { return }
        var plain = value
        plain.text = valueText
        fill(field, plain, unit ?? meaning.unit, nameText, &item, &reading)
    }

    private static func fill(
        _ field: AttributeField, _ found: FoundText, _ unit: String?, _ name: String, _ item: inout SupplierItem,
        _ reading: inout FieldReading
    ) {
        switch field {
        case .length: set(&item.length, found, unit, .length, name, &reading)
        case .width: set(&item.width, found, unit, .length, name, &reading)
        case .thickness: set(&item.thickness, found, unit, .length, name, &reading)
        case .mass: set(&item.mass, found, unit, .mass, name, &reading)
        case .dimensions: dimensions(found, unit, name, &item, &reading)
        case .countryOfOrigin:
            if item.countryOfOrigin == nil { item.countryOfOrigin = Country.code(found.text, in: &reading, found) }
        case .hsCode: item.hsCode = item.hsCode ?? found.text
        case .material: reading.namedTexts.materials.append(found.text)
        case .shape: reading.namedTexts.shapes.append(found.text)
        case .treatment: reading.namedTexts.treatments.append(found.text)
        }
    }

    private static func set(
        _ target: inout Decimal?, _ found: FoundText, _ unit: String?, _ dimension: Measure.Dimension, _ name: String,
        _ reading: inout FieldReading
    ) {
        guard target == nil else { return }
        target = Measure.baseValue(
            found.text, unit: unit, of: dimension, notation: reading.compiled.profile.notation)
        if target == nil {
            if let word = Measure.unknownUnit(in: found.text) {
                reading.find("unit_unknown", "features[\(name)]", found, "\"\(word)\" is no known unit; kept as text")
                return
            }
            reading.find(
                "dimension_unreadable", "features[\(name)]", found,
                "no number with a unit of \(dimension == .mass ? "mass" : "length"); the feature is kept as text")
        }
    }

    /// `110 x 60 x 6 mm`: length, width and thickness in this order, one unit behind or beside.
    private static func dimensions(
        _ found: FoundText, _ unit: String?, _ name: String, _ item: inout SupplierItem, _ reading: inout FieldReading
    ) {
        let parts = found.text.lowercased().split { "x×*".contains($0) }.map { trimmed($0) }
        guard (2...3).contains(parts.count), let last = parts.last else { return }
        let behind = String(last.drop { !$0.isLetter && $0 != "\"" })
        let values = parts.map {
            Measure.baseValue(
                $0, unit: behind.isEmpty ? unit : behind, of: .length, notation: reading.compiled.profile.notation)
        }
        guard values.allSatisfy({ $0 != nil }) else { return }
        item.length = item.length ?? values[0]
        item.width = item.width ?? values[1]
        if values.count == 3 { item.thickness = item.thickness ?? values[2] }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func measure(
        _ field: ItemField, _ target: WritableKeyPath<SupplierItem, Decimal?>, _ dimension: Measure.Dimension,
        _ item: inout SupplierItem, _ reading: inout FieldReading
    ) {
        let rule = reading.compiled.fields[field]
        guard let found = reading.value(rule) else { return }
        let unit = rule?.unitSlot.flatMap { reading.record.values[$0].first?.text } ?? rule?.rule.unit
        var value = item[keyPath: target]
        value = nil
        set(&value, found, unit, dimension, field.rawValue, &reading)
        item[keyPath: target] = value ?? item[keyPath: target]
    }
}
