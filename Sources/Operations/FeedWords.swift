internal import Catalog
internal import Feeds

/// Words for what goods are, chosen so that an importer knows them again.
struct FeedWords {
    private let vocabulary: Vocabulary
    private let shapes: [String: String]
    private let treatments: [String: String]
    private let recogniser: Recogniser

    init(_ vocabulary: Vocabulary, _ recogniser: Recogniser) {
        (self.vocabulary, self.recogniser) = (vocabulary, recogniser)
        var shapes: [String: String] = [:]
        for (code, shape) in vocabulary.shapes {
            let english = vocabulary.shapeNames.filter { $0.shape == code && $0.language == "en" && !$0.isAssumed }
            let candidates = [shape.name] + english.map(\.phrase).sorted()
            shapes[code.rawValue] =
                candidates.first { phrase in
                    recogniser.recognise(OfferTexts(name: "", shapeFeatures: [phrase])).shape == code
                } ?? shape.name
        }
        var treatments: [String: String] = [:]
        for (code, treatment) in vocabulary.treatments {
            let english = vocabulary.treatmentNames.filter { $0.treatment == code && $0.language == "en" }
            let candidates = [treatment.name] + english.map(\.phrase).sorted()
            treatments[code.rawValue] =
                candidates.first { phrase in
                    recogniser.recognise(OfferTexts(name: "", treatmentFeatures: [phrase])).treatments == [code]
                } ?? treatment.name
        }
        (self.shapes, self.treatments) = (shapes, treatments)
    }

    /// Says of a product what it is.
    func describe(_ product: inout FeedProduct, _ known: KnownProduct) {
        product.shape = known.shape.flatMap { shapes[$0] }
        product.treatments = known.treatments.compactMap { treatments[$0] }
        product.material = vocabulary.materialLabel(of: known)
    }
}
