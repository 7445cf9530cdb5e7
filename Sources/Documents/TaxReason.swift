/// Why a category charges no tax, as an invoice has to say it.
enum TaxReason {
    /// A code of the list VATEX, where there is one; `S` and `Z` need no reason.
    static func code(_ category: String) -> String? {
        switch category {
        case "AE": "VATEX-EU-AE"
        case "K": "VATEX-EU-IC"
        case "G": "VATEX-EU-G"
        case "O": "VATEX-EU-O"
        default: nil
        }
    }

    /// The sentence in a language; nil for `S` and `Z`.
    fileprivate static func text(_ category: String, _ words: DocumentWords) -> String? {
        switch category {
        case "AE": words[.reverseCharge]
        case "K": words[.intraCommunity]
        case "G": words[.export]
        case "O": words[.notSubject]
        case "E": words[.exempt]
        default: nil
        }
    }
}

extension TradeDocument {
    /// Why a category charges no tax, in a language: of `E` the buyer's certificate where there is one; nil for `S` and `Z`.
    func taxReason(_ category: String, _ words: DocumentWords) -> String? {
        (category == "E" ? exemption : nil) ?? TaxReason.text(category, words)
    }

    /// Whether VAT numbers stand in it: nobody who sells what is not subject to tax may name one.
    var namesVAT: Bool { !taxes.contains { $0.tax.category == "O" } }
}
