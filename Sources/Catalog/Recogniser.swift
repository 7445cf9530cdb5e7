/// Reads from the texts of an offer what the goods are: material, shape and treatments, with the words that say so.
///
/// Built once from a vocabulary, then used for any number of offers, from any thread. Texts are trusted in the order feature, name,
/// keywords, description; in one text the longest phrase wins. A wrong name is followed to what it usually stands for and
/// reported; "jade" alone names no material (domain rules: jade is nephrite or jadeite, and much that is sold as jade is
/// neither).
public struct Recogniser: Sendable {
    /// What a phrase of the automaton means.
    enum Meaning: Sendable, Hashable {
        case material(MaterialCode, rule: Evidence.Rule, isGeneric: Bool)
        case misnomer(Int)
        case treatment(TreatmentCode, isFeatureOnly: Bool)
        case shape(ShapeCode, isFeatureOnly: Bool, isAssumed: Bool)
        case context(ContextWord.Role)
    }

    let vocabulary: Vocabulary
    let meanings: [Meaning]
    private let matcher: PhraseMatcher

    /// Builds the automaton of every phrase of the vocabulary, their plurals and the labels of the materials.
    public init(_ vocabulary: Vocabulary) {
        var builder = MeaningBuilder()
        for name in vocabulary.materialNames where name.basis != .misnomer {
            builder.add(name)
        }
        for material in vocabulary.materials.values.sorted(by: { $0.code < $1.code }) {
            builder.add(MaterialName(material: material.code, language: "en", phrase: material.label))
        }
        for (index, misnomer) in vocabulary.misnomers.enumerated() {
            builder.add(misnomer.phrase, language: "en", subject: .thing, meaning: .misnomer(index))
        }
        for name in vocabulary.treatmentNames {
            let meaning = Meaning.treatment(name.treatment, isFeatureOnly: name.isFeatureOnly)
            builder.add(name.phrase, language: name.language, subject: .adjective, meaning: meaning)
        }
        for name in vocabulary.shapeNames {
            let meaning = Meaning.shape(name.shape, isFeatureOnly: name.isFeatureOnly, isAssumed: name.isAssumed)
            builder.add(name.phrase, language: name.language, subject: .thing, meaning: meaning)
        }
        for word in vocabulary.contextWords {
            builder.add(word.phrase, language: "", subject: .thing, meaning: .context(word.role))
        }
        self.vocabulary = vocabulary
        meanings = builder.meanings
        matcher = PhraseMatcher(builder.phrases)
    }

    /// Says what one offer's goods are.
    public func recognise(_ offer: borrowing OfferTexts) -> Recognition {
        var reader = OfferReader(recogniser: self)
        reader.read(offer.materialFeatures, as: .feature, of: .material)
        reader.read(offer.shapeFeatures, as: .feature, of: .shape)
        reader.read(offer.treatmentFeatures, as: .feature, of: .treatment)
        reader.read([offer.name], as: .name, of: nil)
        reader.read(offer.keywords, as: .keywords, of: nil)
        reader.read([offer.longDescription], as: .description, of: nil)
        return reader.recognition()
    }

    func matches(in text: String) -> [PhraseMatcher.Match] { matcher.matches(in: text) }
}

/// Gathers phrases and what they mean, each pair once.
private struct MeaningBuilder {
    private struct Key: Hashable {
        var folded: String
        var meaning: Recogniser.Meaning
    }

    private(set) var phrases: [PhraseMatcher.Phrase] = []
    private(set) var meanings: [Recogniser.Meaning] = []
    private var seen: [Key: Int] = [:]

    mutating func add(_ name: MaterialName) {
        let rule: Evidence.Rule =
            switch name.basis {
            case .name: .name
            case .tradeName, .misnomer: .tradeName
            case .variety: .variety
            }
        let meaning = Recogniser.Meaning.material(name.material, rule: rule, isGeneric: name.isGeneric)
        // The same words may be generic in one language and a label in another; the row written first decides.
        let other = Recogniser.Meaning.material(name.material, rule: rule, isGeneric: !name.isGeneric)
        guard seen[Key(folded: PhraseMatcher.folded(name.phrase), meaning: other)] == nil else { return }
        add(name.phrase, language: name.language, subject: .thing, meaning: meaning)
    }

    mutating func add(
        _ phrase: String, language: String, subject: PhraseVariants.Subject, meaning: Recogniser.Meaning
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
