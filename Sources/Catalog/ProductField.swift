internal import Quantities

/// Something that a person may say of a product, and the values it takes.
public struct ProductField: Hashable, Sendable {
    /// What sort of value it takes.
    public enum Kind: String, Sendable, CaseIterable {
        /// A line of text.
        case text
        /// One code of a list.
        case code
        /// Several codes of a list.
        case codes
        /// A number in the field's unit.
        case figure
        /// Yes or no.
        case flag
        /// A GTIN with its check digit.
        case gtin
        /// A country, ISO 3166-1 alpha-2.
        case country
    }

    /// Why a text is no value of the field.
    public struct Fault: Error, Hashable, Sendable {
        /// What is wrong.
        public let message: String
        /// What would do.
        public let remedy: String
    }

    /// The name, as commands take it.
    public var code: String
    /// What sort of value it takes.
    public var kind: Kind
    /// Whether it is found out on a sample, and not only stated.
    public var isMeasurable: Bool
    /// The unit of a figure.
    public var unit: String?
    /// The bounds of a figure.
    public var bounds: ClosedRange<Thousandths>?
    /// The codes it takes; empty where materials, shapes or treatments are meant.
    public var codes: [String]
    /// Other names under which commands take it.
    public var aliases: [String]
    /// What it means, in a line.
    public var note: String

    /// A field from its row.
    public init(
        code: String, kind: Kind, isMeasurable: Bool, unit: String? = nil, bounds: ClosedRange<Thousandths>? = nil,
        codes: [String] = [], aliases: [String] = [], note: String
    ) {
        self.code = code
        self.kind = kind
        self.isMeasurable = isMeasurable
        self.unit = unit
        self.bounds = bounds
        self.codes = codes
        self.aliases = aliases
        self.note = note
    }

    /// Whether a person means this field: a point in the name is as good as an underscore.
    public func isNamed(_ name: String) -> Bool {
        let plain = String(name.map { $0 == "." ? "_" : $0 })
        return plain == code || aliases.contains(plain)
    }

    /// The value as it is kept: blanks around it gone, "yes" as `true`, codes in the order given, figures without needless zeros.
    public func value(of text: String, _ vocabulary: Vocabulary) throws(Fault) -> String {
        let text = text.withoutBlanksAround
        switch kind {
        case .text:
            guard text.unicodeScalars.count <= ProductField.mostCharacters,
                !text.unicodeScalars.contains(where: ProductField.isControl)
            else {
                throw Fault(
                    message:
                        "the text is longer than \(ProductField.mostCharacters) characters or holds control characters",
                    remedy: "shorten it, and take controls other than line feeds out")
            }
            return text
        case .flag:
            switch text.lowercased() {
            case "true", "yes", "y", "1": return "true"
            case "false", "no", "n", "0": return "false"
            default: throw Fault(message: "\"\(text)\" is neither yes nor no", remedy: "give \(code)=yes or \(code)=no")
            }
        case .figure: return try figure(text)
        case .code:
            try check(text, among: known(vocabulary))
            return text
        case .codes:
            var taken: [String] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                let word = part.withoutBlanksAround
                try check(word, among: known(vocabulary))
                if !taken.contains(word) { taken.append(word) }
            }
            guard taken.count == 1 || !taken.contains("none_asserted") else {
                throw Fault(message: "none_asserted goes with no other treatment", remedy: "leave none_asserted out")
            }
            return taken.joined(separator: ",")
        case .gtin:
            do { return try GTIN(text).display } catch {
                throw Fault(message: "\"\(text)\" is no GTIN: \(ProductField.words(error))", remedy: "check the digits")
            }
        case .country:
            guard CountryCode.isKnown(text) else {
                throw Fault(
                    message: "\"\(text)\" is no country",
                    remedy: "give the two capital letters of ISO 3166-1, such as CN")
            }
            return text
        }
    }

    private func known(_ vocabulary: Vocabulary) -> [String] {
        guard codes.isEmpty else { return codes }
        return switch code {
        case "material": vocabulary.materials.keys.map(\.rawValue)
        case "shape": vocabulary.shapes.keys.map(\.rawValue)
        default: vocabulary.treatments.keys.map(\.rawValue)
        }
    }

    private func check(_ word: String, among known: [String]) throws(Fault) {
        guard known.contains(word) else {
            throw Fault(
                message: "\"\(word)\" is no \(code == "treatments" ? "treatment" : code)",
                remedy: "give one of " + known.sorted().joined(separator: ", "))
        }
    }

    private func figure(_ text: String) throws(Fault) -> String {
        guard let figure = Thousandths(decimal: text) else {
            throw Fault(
                message: "\"\(text)\" is no number with at most three decimals",
                remedy: "give a number with a point, such as \(code)=1.5")
        }
        if let bounds, !bounds.contains(figure) {
            let unit = unit.map { " " + $0 } ?? ""
            throw Fault(
                message: "\(figure) is not from \(bounds.lowerBound) to \(bounds.upperBound)\(unit)",
                remedy: "give \(code) in \(self.unit ?? "its own scale"): \(note)")
        }
        return figure.description
    }

    private static let mostCharacters = 20_000

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\n" || (0x7F..<0xA0).contains(scalar.value)
    }

    private static func words(_ refusal: GTIN.Refusal) -> String {
        switch refusal {
        case .notDigits: "it has other characters than digits"
        case .wrongLength(let count): "it has \(count) digits, not 8, 12, 13 or 14"
        case .allZeros: "it is nothing but zeros"
        case .badCheckDigit(let found, let expected): "its check digit is \(found) and should be \(expected)"
        }
    }
}

/// What a person said of one field of a product.
public struct KnownFact: Hashable, Sendable {
    /// The value as it is kept.
    public var value: String
    /// Whether it was found out on a sample; else it is stated.
    public var isMeasured: Bool

    /// A fact.
    public init(_ value: String, isMeasured: Bool = false) {
        self.value = value
        self.isMeasured = isMeasured
    }
}
