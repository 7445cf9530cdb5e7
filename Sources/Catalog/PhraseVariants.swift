/// The forms in which a phrase of the vocabulary is met besides the one that is written down.
enum PhraseVariants {
    /// What the phrase names, which decides how it is inflected.
    enum Subject { case thing, adjective }

    /// Languages that write compounds as one word, and the length from which a phrase may be a part of one.
    private static let compoundLanguages: Set<String> = ["de", "nl"]
    private static let compoundLength = 5

    /// The phrase itself and its regular plural or inflected forms.
    static func phrases(_ phrase: String, language: String, subject: Subject) -> [PhraseMatcher.Phrase] {
        let folded = PhraseMatcher.folded(phrase)
        let compounds = compoundLanguages.contains(language) && folded.utf8.count >= compoundLength
        var texts = [phrase] + endings(of: folded, language: language, subject: subject).map { folded + $0 }
        if language == "de" {
            texts += texts.compactMap(withoutUmlauts)
        }
        return texts.map { PhraseMatcher.Phrase($0, allowsCompounds: compounds && subject == .thing) }
    }

    private static func endings(of folded: String, language: String, subject: Subject) -> [String] {
        guard let last = folded.utf8.last, (0x61...0x7A).contains(last) else { return [] }
        switch (language, subject) {
        case ("en", .thing), ("fr", .thing), ("es", .thing), ("pt", .thing), ("nl", .thing):
            return [0x73, 0x78, 0x7A].contains(last) ? [] : ["s"]
        case ("de", .adjective): return ["e", "er", "es", "en", "em"]
        case ("fr", .adjective): return ["e", "s", "es"]
        default: return []
        }
    }

    /// The spelling with "ae" for "ä" and so on; nil where there is nothing to spell out.
    private static func withoutUmlauts(_ text: String) -> String? {
        var spelled = ""
        var changed = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "ä", "Ä": spelled += "ae"
            case "ö", "Ö": spelled += "oe"
            case "ü", "Ü": spelled += "ue"
            default:
                spelled.unicodeScalars.append(scalar)
                continue
            }
            changed = true
        }
        return changed ? spelled : nil
    }
}
