/// A vocabulary laid out for reading: every phrase with what it means, and what deciding needs to know, by number.
///
/// Meanings carry numbers instead of codes, so that the many that are looked at and dropped cost no reference counting.
final class Lexicon: Sendable {
    /// What a phrase means.
    enum Meaning: Sendable, Hashable {
        case material(Int, rule: Evidence.Rule, isGeneric: Bool)
        case misnomer(Int)
        case treatment(Int, isFeatureOnly: Bool)
        case shape(Int, isFeatureOnly: Bool, isAssumed: Bool)
        case context(ContextWord.Role)
    }

    /// How much a named material counts beside others: stones come before the metal of a frame and the resin of a grip, and
    /// those before words like "quartz".
    enum Rank: Int, Sendable { case stone, component, generic, nothing }

    /// A misnomer with materials by number.
    struct Target: Sendable {
        /// The material that the words are taken for, -1 when they say too little.
        var material: Int
        var usually: [Int]
        var action: Misnomer.Action
    }

    let matcher: PhraseMatcher
    let meanings: [Meaning]
    let materials: [Material]
    let materialNumbers: [MaterialCode: Int]
    let ranks: [Rank]
    let targets: [Target]
    let treatments: [TreatmentCode]
    /// The treatments that each material implies.
    let implied: [[Int]]
    let shapes: [Shape]
    let noneAsserted: Int?

    init(_ vocabulary: Vocabulary) {
        let materials = vocabulary.materials.values.sorted { $0.code < $1.code }
        let shapes = vocabulary.shapes.values.sorted { $0.code < $1.code }
        // A vocabulary may name treatments without describing them.
        let treatments = Set(vocabulary.treatments.keys).union(vocabulary.treatmentNames.map(\.treatment)).sorted()
        let materialNumbers = Lexicon.numbers(materials.map(\.code))
        let treatmentNumbers = Lexicon.numbers(treatments)
        var builder = LexiconBuilder(
            materials: materialNumbers, treatments: treatmentNumbers, shapes: Lexicon.numbers(shapes.map(\.code)))
        builder.add(vocabulary, labels: materials)
        meanings = builder.meanings
        matcher = PhraseMatcher(builder.phrases)
        targets = vocabulary.misnomers.map { Lexicon.target($0, materialNumbers) }
        ranks = materials.map { material in
            switch material.kind {
            case .metal, .polymer: .component
            default: .stone
            }
        }
        implied = materials.map { $0.impliedTreatments.compactMap { treatmentNumbers[$0] } }
        noneAsserted = treatmentNumbers["none_asserted"]
        self.materials = materials
        self.materialNumbers = materialNumbers
        self.treatments = treatments
        self.shapes = shapes
    }

    private static func numbers<Code: Hashable>(_ codes: [Code]) -> [Code: Int] {
        Dictionary(zip(codes, codes.indices), uniquingKeysWith: { first, _ in first })
    }

    private static func target(_ misnomer: Misnomer, _ numbers: [MaterialCode: Int]) -> Target {
        let usually = misnomer.usually.compactMap { numbers[$0] }
        let material: Int? =
            switch misnomer.action {
            case .replace, .accept, .block: usually.first
            case .test: usually.count == 1 ? usually.first : nil
            case .requireMaterial: nil
            }
        return Target(material: material ?? -1, usually: usually, action: misnomer.action)
    }

    /// The codes of materials given by number.
    func codes(_ numbers: [Int]) -> [MaterialCode] { numbers.map { materials[$0].code } }
}

/// Gathers phrases and what they mean, each pair once.
private struct LexiconBuilder {
    private struct Key: Hashable {
        var folded: String
        var meaning: Lexicon.Meaning
    }

    let materials: [MaterialCode: Int]
    let treatments: [TreatmentCode: Int]
    let shapes: [ShapeCode: Int]
    private(set) var phrases: [PhraseMatcher.Phrase] = []
    private(set) var meanings: [Lexicon.Meaning] = []
    private var seen: [Key: Int] = [:]

    init(materials: [MaterialCode: Int], treatments: [TreatmentCode: Int], shapes: [ShapeCode: Int]) {
        self.materials = materials
        self.treatments = treatments
        self.shapes = shapes
    }

    mutating func add(_ vocabulary: Vocabulary, labels: [Material]) {
        for name in vocabulary.materialNames where name.basis != .misnomer { add(name) }
        for material in labels {
            add(MaterialName(material: material.code, language: "en", phrase: material.label))
        }
        for (index, misnomer) in vocabulary.misnomers.enumerated() {
            add(misnomer.phrase, language: "en", subject: .thing, meaning: .misnomer(index))
        }
        for name in vocabulary.treatmentNames {
            guard let number = treatments[name.treatment] else { continue }
            let meaning = Lexicon.Meaning.treatment(number, isFeatureOnly: name.isFeatureOnly)
            add(name.phrase, language: name.language, subject: .adjective, meaning: meaning)
        }
        for name in vocabulary.shapeNames {
            guard let number = shapes[name.shape] else { continue }
            let meaning = Lexicon.Meaning.shape(number, isFeatureOnly: name.isFeatureOnly, isAssumed: name.isAssumed)
            add(name.phrase, language: name.language, subject: .thing, meaning: meaning)
        }
        for word in vocabulary.contextWords {
            // Small words are not inflected; a whole phrase that is to be ignored may be.
            let language = word.role == .ignored ? word.language : ""
            add(word.phrase, language: language, subject: .adjective, meaning: .context(word.role))
        }
    }

    private mutating func add(_ name: MaterialName) {
        guard let number = materials[name.material] else { return }
        let rule: Evidence.Rule =
            switch name.basis {
            case .name: .name
            case .tradeName, .misnomer: .tradeName
            case .variety: .variety
            }
        // The same words may be generic in one language and a label in another; the row written first decides.
        let other = Lexicon.Meaning.material(number, rule: rule, isGeneric: !name.isGeneric)
        guard seen[Key(folded: PhraseMatcher.folded(name.phrase), meaning: other)] == nil else { return }
        let meaning = Lexicon.Meaning.material(number, rule: rule, isGeneric: name.isGeneric)
        add(name.phrase, language: name.language, subject: .thing, meaning: meaning)
    }

    private mutating func add(
        _ phrase: String, language: String, subject: PhraseVariants.Subject, meaning: Lexicon.Meaning
    ) {
        for variant in PhraseVariants.phrases(phrase, language: language, subject: subject) {
            let key = Key(folded: PhraseMatcher.folded(variant.text), meaning: meaning)
            if let index = seen[key] {
                phrases[index].allowsCompounds = phrases[index].allowsCompounds || variant.allowsCompounds
            } else {
                seen[key] = phrases.count
                phrases.append(variant)
                meanings.append(meaning)
            }
        }
    }
}
