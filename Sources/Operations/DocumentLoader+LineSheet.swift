internal import Catalog
internal import Documents
internal import Orders
internal import Postgres
internal import Quantities
internal import Rendering
internal import Storage

/// How a line sheet is cut and ordered.
package struct SheetSelection: Sendable, Equatable {
    /// What makes a group.
    package enum Grouping: String, Sendable, CaseIterable {
        case material, shape
    }

    /// What makes a group, and the one material or shape that is wanted.
    package let grouping: Grouping, only: String?

    /// Everything by material, unless said otherwise.
    package init(grouping: Grouping = .material, only: String? = nil) { (self.grouping, self.only) = (grouping, only) }

    /// What is added to a customer's code, so that another selection is another document.
    var suffix: String {
        (grouping == .material ? "" : " by \(grouping.rawValue)") + (only.map { " of \($0)" } ?? "")
    }
}

extension DocumentLoader {
    /// More products than anybody leafs through.
    private static let mostProducts = 2000

    /// What a customer can buy today, as a printed catalog.
    ///
    /// Refuses `customer_unknown`, `price_list_missing`, `code_unknown` for a material or shape that there is none of,
    /// `sheet_too_large`, and `nothing_to_list` where no goods are left.
    func lineSheet(_ code: String, _ selection: SheetSelection) throws -> LineSheet {
        let customer = try Customers(database).show(code: code)
        let currency = try Reading.currency(customer.currency, code)
        var groups: [String: [LineSheet.Item]] = [:]
        var count = 0
        let list = CustomerOffers(database, goods, customer)
        try list.forEachPage(try filter(selection)) { offers in
            count += offers.count
            guard count <= Self.mostProducts else { throw Self.tooLarge(code) }
            let pictures = Dictionary(
                uniqueKeysWithValues: try connection.fetch(SelectPictures(products: offers.map(\.goods.row.product)))
                    .map { ($0.product, "data:\($0.mediaType);base64,\(Base64.text($0.content))") })
            for offer in offers {
                var item = try item(offer)
                item.picture = pictures[offer.goods.row.product]
                groups[try title(offer, selection.grouping) ?? "", default: []].append(item)
            }
        }
        guard count > 0 else { throw list.nothingToList(only: selection.only) }
        // What is not known comes last.
        let titles = groups.keys.sorted { ($0.isEmpty ? 1 : 0, $0) < ($1.isEmpty ? 1 : 0, $1) }
        return LineSheet(
            own: company(try settings()), customer: try party(customer), day: day.text, currency: currency.code,
            minorDigits: currency.minorUnitDigits,
            groups: titles.map { LineSheet.Group(title: $0.nonEmpty, items: groups[$0] ?? []) },
            terms: terms(customer.terms))
    }

    private func filter(_ selection: SheetSelection) throws -> Products.Filter {
        var filter = Products.Filter()
        guard let only = selection.only else { return filter }
        let vocabulary = try goods.vocabulary()
        if vocabulary.materials[MaterialCode(only)] != nil {
            filter.material = only
        } else if vocabulary.shapes[ShapeCode(only)] != nil {
            filter.shape = only
        } else {
            throw Refusal(
                "code_unknown", "there is no material or shape \(only)", at: "--only",
                remedy: "nephrite material list and nephrite shape list show the codes", status: .usage)
        }
        return filter
    }

    private func title(_ offer: CustomerOffers.Offer, _ grouping: SheetSelection.Grouping) throws -> String? {
        let vocabulary = try goods.vocabulary()
        switch grouping {
        case .material:
            return vocabulary.material(of: offer.goods.known).map {
                words.material($0.code.rawValue, treatments: [], english: $0.label)
            }
        case .shape:
            return offer.goods.known.shape.map { code in
                words.shape(code, english: vocabulary.shapes[ShapeCode(code)]?.name ?? code)
            }
        }
    }

    /// How the material of a product may be named in the reader's language, with the treatments that the name has to say.
    private func materialName(_ known: KnownProduct) throws -> String? {
        let vocabulary = try goods.vocabulary()
        guard let material = vocabulary.material(of: known), let english = vocabulary.materialLabel(of: known) else {
            return nil
        }
        let told = MaterialLabel.named(vocabulary.treatments(of: known), for: material)
        return words.material(material.code.rawValue, treatments: told.map(\.name), english: english)
    }

    func item(_ offer: CustomerOffers.Offer) throws -> LineSheet.Item {
        let (known, facts) = (offer.goods.known, offer.facts)
        var item = LineSheet.Item(
            sku: facts.sku, name: try goods.printedName(facts.name, offer.goods), unit: facts.unit)
        item.buyerItem = offer.buyerItem
        item.gtin = known.gtin
        item.material = try materialName(known)
        item.disclosures = try goods.disclosures(offer.goods)
        item.dimensions = ["length_mm", "width_mm", "thickness_mm"].compactMap { field in
            known.figure(field).flatMap { try? Decimal($0) }
        }
        item.massGrams = known.figure("mass_g").flatMap { try? Decimal($0) }
        item.origin = known.countryOfOrigin
        item.grade = try goods.grade(offer.goods)
        (item.contentUnit, item.contentQuantity) = (facts.contentUnit, facts.contentQuantity)
        (item.minimum, item.multiple) = (offer.terms.minimum, offer.terms.multiple)
        item.tiers = offer.tiers
        return item
    }

    private static func tooLarge(_ code: String) -> Refusal {
        Refusal(
            "sheet_too_large", "\(code) can buy more than \(mostProducts) products, too many for one sheet", at: code,
            remedy: "make one for each material or shape: --only CODE")
    }
}

extension GoodsLoader {
    /// How far a product suits IASTM work, with its conditions and the criteria that it does not meet.
    func grade(_ goods: Goods) throws -> LineSheet.Grade {
        let grading = try assessor().grading(of: goods.known)
        let failing = grading.grade == nil ? [] : grading.decisive
        return LineSheet.Grade(
            code: grading.code,
            conditions: grading.grade == .conditional ? Array(grading.conditions.dropLast(failing.count)) : [],
            unmet: failing.map(\.criterion.field).reduce(into: []) { fields, field in
                if !fields.contains(field) { fields.append(field) }
            })
    }
}
