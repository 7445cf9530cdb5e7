internal import Mustache
internal import Quantities
internal import Rendering

/// A line sheet as one page in HTML that needs nothing else, laid out for paper.
package struct LineSheetPage {
    private let sheet: LineSheet
    private let words: DocumentWords

    /// The page; `logo` is a picture as a `data:` address.
    ///
    /// **Throws** when the template is faulty, which a test rules out.
    package static func text(_ sheet: LineSheet, _ words: DocumentWords, paper: Paper, logo: String?) throws -> String {
        let page = LineSheetPage(sheet: sheet, words: words)
        return try MustacheTemplate(string: EmbeddedPage.text("line-sheet.mustache"))
            .render(page.values(paper, logo: logo))
    }

    private func escaped(_ text: String) -> String { HTMLText.escaped(text) }

    private func values(_ paper: Paper, logo: String?) -> [String: Any] {
        let head = PageHead(
            own: sheet.own, words: words, isAbroad: sheet.own.address.country != sheet.customer.address.country)
        var values = head.values(
            heading: words[.lineSheet], number: sheet.customer.code ?? "", kind: .lineSheet, paper, logo: logo)
        values["sheetStyle"] = EmbeddedPage.text("line-sheet.css")
        let facts = [(words[.date], words.day(sheet.day)), (words[.customer], sheet.customer.name)]
        values["facts"] = facts.map { ["name": escaped($0.0), "value": escaped($0.1)] }
        values["introduction"] = escaped(
            words.sentence(.netPrices, ["currency": sheet.currency, "day": words.day(sheet.day)]))
        // Without any picture there is no column for them.
        let hasPictures = sheet.groups.contains { $0.items.contains { $0.picture != nil } }
        values["groups"] = sheet.groups.map { group in
            let title = group.title ?? words[.otherGoods]
            return [
                "title": escaped(title.prefix(1).uppercased() + title.dropFirst()),
                "items": group.items.map { card($0, hasPictures: hasPictures) },
            ] as [String: Any]
        }
        values["notes"] = notes()
        return values
    }

    // MARK: Cards

    private func card(_ item: LineSheet.Item, hasPictures: Bool) -> [String: Any] {
        let numbers = [
            item.sku, item.buyerItem.map { "\(words[.yourItem]): \($0)" }, item.gtin.map { "GTIN \($0)" },
        ].compactMap { $0 }.joined(separator: " · ")
        var values: [String: Any] = [
            "name": escaped(item.name), "numbers": escaped(numbers), "properties": properties(item),
            "fromWord": escaped(words[.fromQuantity]),
            "priceWord": escaped("\(sheet.currency) / \(words.unit(item.unit, isOne: true))"),
            "tiers": item.tiers.map { tier in
                [
                    "quantity": escaped(words.number(Decimal(tier.quantity))),
                    "until": endsTogether(item) ? "" : escaped(tier.validTo.map(until) ?? ""),
                    "price": escaped(words.number(tier.price, minimumFractionDigits: sheet.minorDigits)),
                ]
            }, "terms": terms(item).map(escaped),
        ]
        values["hasPictures"] = hasPictures
        if let picture = item.picture { values["picture"] = picture }
        return values
    }

    private func properties(_ item: LineSheet.Item) -> [[String: Any]] {
        var rows: [(DocumentWord, String?, isStrong: Bool)] = [(.material, item.material, false)]
        let disclosures = item.disclosures.map(words.phrase).joined(separator: ", ")
        rows.append((.disclosure, disclosures.isEmpty ? nil : disclosures, true))
        let size = item.dimensions.map { words.number($0) }.joined(separator: " × ")
        let figures = [size.isEmpty ? nil : size + " mm", item.massGrams.map { words.number($0) + " g" }]
            .compactMap { $0 }
        rows.append((.dimensions, figures.isEmpty ? nil : figures.joined(separator: " · "), false))
        rows.append((.origin, item.origin.map(words.country), false))
        if let grade = item.grade {
            rows.append((.iastmGrade, words.grade(grade.code), false))
            if !grade.conditions.isEmpty {
                rows.append((.conditions, grade.conditions.map(words.phrase).joined(separator: "; "), false))
            }
            if !grade.unmet.isEmpty {
                rows.append((.notMet, grade.unmet.map(words.criterion).joined(separator: ", "), false))
            }
        }
        return rows.compactMap { row in
            row.1.map { ["name": escaped(words[row.0]), "value": escaped($0), "isStrong": row.isStrong] }
        }
    }

    private func terms(_ item: LineSheet.Item) -> [String] {
        var terms: [String] = []
        if let content = item.contentQuantity, let unit = item.contentUnit, unit != item.unit || content != Decimal(1) {
            terms.append(
                words.sentence(
                    .packContent,
                    ["unit": words.unit(item.unit), "content": "\(words.number(content)) \(words.unit(unit))"]))
        }
        if item.minimum > 1 { terms.append("\(words[.minimumQuantity]) \(words.number(Decimal(item.minimum)))") }
        if item.multiple > 1 {
            terms.append(words.sentence(.inSteps, ["quantity": words.number(Decimal(item.multiple))]))
        }
        if endsTogether(item), let day = item.tiers.first?.validTo { terms.append(until(day)) }
        return terms
    }

    /// Whether one day holds for all prices of a product.
    private func endsTogether(_ item: LineSheet.Item) -> Bool { Set(item.tiers.map(\.validTo)).count < 2 }

    private func until(_ day: String) -> String { "\(words[.validUntil]) \(words.day(day))" }

    private func notes() -> [[String: Any]] {
        var notes: [(String, String)] = []
        if let terms = sheet.terms { notes.append((words[.terms] + ":", terms)) }
        if sheet.groups.contains(where: { $0.items.contains { $0.grade != nil } }) {
            notes.append((words[.iastmGrade] + ":", words[.gradeMeaning]))
        }
        return notes.map { ["title": escaped($0.0), "text": escaped($0.1)] }
    }
}
