public import Quantities

/// A finding in one of a product's texts.
public struct TextFinding: Hashable, Sendable {
    /// The text: `name`, `description`, `keywords[N]` counted from 1, or `attributes.NAME`.
    public var field: String
    /// What is found there; the place is empty where something is missing from the text.
    public var finding: ClaimFinding
    /// The last day on which a study makes a flag of it; nil is without end, or without a study.
    public var flaggedUntil: Day?
}

/// Grades products and screens their texts, by one vocabulary, one scheme and one edition of the claim rules.
public struct Assessor: Sendable {
    /// The edition of the claim rules.
    public let rulesVersion: Int
    /// What screens texts.
    public let screener: Screener
    private let vocabulary: Vocabulary
    private let scheme: GradingScheme
    private let lengthBounds: [Thousandths]

    /// An assessor; building the screener takes some milliseconds.
    public init(_ vocabulary: Vocabulary, _ scheme: GradingScheme, _ rules: ClaimRules, _ recogniser: Recogniser) {
        self.vocabulary = vocabulary
        self.scheme = scheme
        rulesVersion = rules.version
        let asked = scheme.criteria.filter { $0.field == "length_mm" }
        lengthBounds = asked.flatMap { [$0.minimum, $0.maximum].compactMap { $0 } }
        screener = Screener(rules, recogniser, vocabulary)
    }

    /// Grades a product by what is known of it.
    public func grading(of product: KnownProduct) -> Grading { scheme.grade(ProductFacts(product, vocabulary)) }

    /// A product with what its studies make of its words of proof on a day.
    public func supported(_ product: KnownProduct, by studies: [Study], on day: Day) -> KnownProduct {
        var product = product
        product.support = studies.support(
            for: product.material.flatMap { vocabulary.materials[MaterialCode($0)] }, on: day)
        return product
    }

    /// What grading makes of a length: two lengths of one class meet and miss the same bounds.
    public func lengthClass(of length: Decimal) -> Int {
        let figure = Thousandths(Int64(clamping: length.millionths / 1000))
        return lengthBounds.reduce(0) { $0 + ($1 < figure ? 1 : 0) + ($1 <= figure ? 1 : 0) }
    }

    /// Screens the texts of a product's item, in the order name, description, keywords, attributes; then what is not disclosed.
    ///
    /// A supplier's attributes are texts like any other: "Function: relieves pain" is a claim.
    ///
    /// `memory` spares the texts that were read before, for those who screen many products.
    public func screening(
        of product: KnownProduct, grade: Grade?, memory: ScreeningMemory? = nil
    ) -> [TextFinding] {
        guard let item = product.item else { return [] }
        let subject = product.claimProduct(grade: grade)
        let number = memory?.number(of: subject) ?? 0
        var found: [TextFinding] = []
        func screen(_ text: String) -> [ClaimFinding] { screener.screen(text, subject).findings }
        func screenShort(_ text: String) -> [ClaimFinding] {
            memory?.findings(in: text, of: number) { screen(text) } ?? screen(text)
        }
        func note(_ findings: [ClaimFinding], in field: @autoclosure () -> String) {
            for finding in findings {
                let leans = finding.rule == "H5" && finding.label == .flag
                found.append(
                    TextFinding(
                        field: field(), finding: finding, flaggedUntil: leans ? product.support?.until : nil))
            }
        }
        if let name = product.name { note(screen(name), in: "name") }
        if let description = product.description { note(screen(description), in: "description") }
        for (index, keyword) in item.keywords.enumerated() { note(screenShort(keyword), in: "keywords[\(index + 1)]") }
        for feature in item.features where Assessor.isText(feature.value) {
            note(screenShort(feature.value), in: "attributes.\(feature.name)")
        }
        let field = product.description == nil ? "name" : "description"
        return found + screener.undisclosed(product).map { TextFinding(field: field, finding: $0) }
    }

    /// Screens what names a product's maker, its place in a range and its attributes: fields `brand`, `manufacturer`, `category`
    /// and `attributes.NAME` for an attribute whose name or unit says something.
    ///
    /// Imports keep these as they come; who publishes them asks. A brand or a company may be called by a stone, so of these
    /// names of materials (rule H10) do not count.
    public func screeningOfNames(
        of product: KnownProduct, grade: Grade?, memory: ScreeningMemory
    ) -> [TextFinding] {
        guard let item = product.item else { return [] }
        let subject = product.claimProduct(grade: grade)
        let number = memory.number(of: subject)
        func screen(_ text: String?, _ field: String) -> [TextFinding] {
            guard let text else { return [] }
            return memory.findings(in: text, of: number) { screener.screen(text, subject).findings }
                .map { TextFinding(field: field, finding: $0) }
        }
        let makers = screen(item.brand, "brand") + screen(item.manufacturer, "manufacturer")
        let attributes = item.features.flatMap { feature in
            [feature.name, feature.unit].compactMap { $0 }.filter(Assessor.isText)
                .flatMap { screen($0, "attributes.\(feature.name)") }
        }
        return makers.filter { $0.finding.rule != "H10" } + screen(item.category, "category") + attributes
    }

    /// What may be done with a text that stands with a product, on the strictest market.
    public func label(of text: String, of product: KnownProduct, grade: Grade?) -> ClaimLabel {
        screener.screen(text, product.claimProduct(grade: grade)).label
    }

    /// Figures and lone short words make no claim: only what has a letter and is no mere code.
    private static func isText(_ value: String) -> Bool {
        value.utf8.count > 3 && value.utf8.contains { $0 > 0x40 }
    }
}

extension Screener {
    /// Treatments that must be disclosed with the goods and that no text names (rule N5, 16 CFR 23.24).
    ///
    /// What the material's own label says, as "dyed quartzite", is disclosed by the name that is shown. What is only usual
    /// for the material is for a person to find out.
    func undisclosed(_ product: KnownProduct) -> [ClaimFinding] {
        let codes = product.treatments.map { TreatmentCode($0) }
        let owed = MaterialLabel.disclosures(for: codes.compactMap { treatmentFacts[$0] })
        guard !owed.isEmpty else { return [] }
        let texts = [product.name, product.description].compactMap { $0 }
        let named = treatments(namedIn: texts)
        // The words of our own label are a disclosure too, whatever the vocabulary of suppliers' texts knows.
        let folded = texts.map { $0.lowercased() }
        func isLabelled(_ treatment: Treatment) -> Bool {
            guard let note = treatment.labelNote?.lowercased() else { return false }
            return folded.contains { $0.contains(note) }
        }
        let material = product.material.flatMap { lexicon.materialNumbers[MaterialCode($0)] }
        let words = material.map { lexicon.materials[$0].label.split(separator: " ").map(String.init) } ?? []
        let implied = product.impliedTreatments
        return owed.filter { treatment in
            !named.contains(treatment.code) && !isLabelled(treatment)
                && !(treatment.labelPrefix.map { words.contains($0) } ?? false)
        }.map { treatment in
            let isImplied = implied.contains(treatment.code.rawValue)
            return ClaimFinding(
                rule: "N5", label: isImplied ? .flag : .block, scalars: 0..<0, text: "",
                reason: isImplied
                    ? "the material usually has \(treatment.name): find out, and say it in the description (16 CFR 23.24)"
                    : "\(treatment.name) has to be disclosed in the description, and no text says it (16 CFR 23.24)")
        }
    }

    private func treatments(namedIn texts: [String]) -> [TreatmentCode] {
        var reader = OfferReader(lexicon)
        for text in texts { reader.read(text, as: .name, index: 0, of: nil) }
        return reader.treatments.compactMap { hit in
            guard case .treatment(let number, _) = hit.meaning else { return nil }
            return lexicon.treatments[number]
        }
    }
}
