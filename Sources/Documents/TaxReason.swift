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

    /// The sentence in a language; nil for `S` and `Z`, and for `E`, whose reason is the buyer's certificate.
    static func text(_ category: String, _ words: DocumentWords) -> String? {
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
