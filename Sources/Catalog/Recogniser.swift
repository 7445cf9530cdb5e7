/// Reads from the texts of an offer what the goods are: material, shape and treatments, with the words that say so.
///
/// Built once from a vocabulary, then used for any number of offers, from any thread. Texts are trusted in the order feature, name,
/// keywords, description; in one text the longest phrase wins. A wrong name is followed to what it usually stands for and
/// reported; "jade" alone names no material (domain rules: jade is nephrite or jadeite, and much that is sold as jade is
/// neither).
public struct Recogniser: Sendable {
    let lexicon: Lexicon

    /// Builds the automaton of every phrase of the vocabulary, their plurals and the labels of the materials.
    public init(_ vocabulary: Vocabulary) {
        lexicon = Lexicon(vocabulary)
    }

    /// Says what one offer's goods are.
    public func recognise(_ offer: borrowing OfferTexts) -> Recognition {
        var reader = OfferReader(lexicon)
        reader.read(offer.materialFeatures, as: .feature, of: .material)
        reader.read(offer.shapeFeatures, as: .feature, of: .shape)
        reader.read(offer.treatmentFeatures, as: .feature, of: .treatment)
        reader.read(offer.name, as: .name, index: 0, of: nil)
        reader.read(offer.keywords, as: .keywords, of: nil)
        reader.read(offer.longDescription, as: .description, index: 0, of: nil)
        return reader.recognition()
    }
}
