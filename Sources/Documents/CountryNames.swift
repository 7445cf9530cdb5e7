internal import Rendering

/// Names of countries in the languages of documents, from the Unicode CLDR.
enum CountryNames {
    /// The name of a country of ISO 3166-1; the code itself where there is none of it.
    static func name(_ code: String, in language: DocumentLanguage) -> String {
        table[code]?[language.place] ?? code
    }

    /// By code, in the order of `DocumentLanguage`; read when a document first asks.
    private static let table: [String: [String]] = {
        let rows = EmbeddedPage.text("countries.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let parts = row.split(separator: "\t").map(String.init)
                return (parts[0], Array(parts.dropFirst()))
            })
    }()
}

extension DocumentWords {
    /// The name of a country of ISO 3166-1; the code itself where there is none of it.
    package func country(_ code: String) -> String { CountryNames.name(code, in: language) }
}
