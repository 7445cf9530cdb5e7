public import XMLStream

/// What the first elements of a document show of its kind.
public struct DocumentStart: Sendable {
    /// Local name of the root.
    public internal(set) var root = ""
    /// Attributes of the root by local name.
    public internal(set) var attributes: [String: String] = [:]
    /// Namespaces of the first elements, in order of appearance.
    public internal(set) var namespaces: [String] = []
    /// Local names of the first elements below the root, in order of appearance.
    public internal(set) var elements: [String] = []
    /// The first text of each of the first elements that has one, by local name, cut after 200 bytes.
    public internal(set) var texts: [String: String] = [:]

    /// Reads the beginning of a file.
    ///
    /// **Throws** `XMLFault` when it is not XML.
    public init(of file: FeedFile) throws(XMLFault) {
        if try file.isArchive() {
            throw XMLFault(
                .notXML,
                "the file is a ZIP archive (Excel and Word files are such), not XML; a price list in a workbook takes a profile with table, as csv-price-list"
            )
        }
        let listener = StartListener()
        let reader = XMLReader(consumer: listener)
        try reader.read(file.input())
        self = listener.start
    }

    fileprivate init() {}
}

private final class StartListener: XMLConsumer {
    var start = DocumentStart()
    private var met = 0
    private var envelope = EnvelopeOpening()
    private var open = ""
    private var text: [UInt8] = []
    private static let enough = 200

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        met += 1
        open = name.string
        text = []
        if let namespace { note(String(cString: namespace), in: \.namespaces) }
        let isDocument = !envelope.isOver && envelope.start(name.string)
        if isDocument || met == 1 {
            start.attributes = [:]
            start.root = name.string
            for index in 0..<attributes.count {
                let attribute = attributes[index]
                start.attributes[attribute.name.string] = String(decoding: attribute.value, as: UTF8.self)
            }
        } else if envelope.isOver {
            note(name.string, in: \.elements)
        }
        if met >= Self.enough { reader.stop() }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        if text.count < 200 { text += bytes.prefix(200 - text.count) }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        if !envelope.isOver { envelope.end() }
        if envelope.isOver, !open.isEmpty, !words.isEmpty, start.texts[open] == nil {
            start.texts[open] = words.joined(separator: " ")
        }
        open = ""
        text = []
    }

    private func note(_ text: String, in list: WritableKeyPath<DocumentStart, [String]>) {
        if !start[keyPath: list].contains(text) { start[keyPath: list].append(text) }
    }
}

/// What a document was found to be.
public struct Detection: Sendable {
    /// The profile's name, or nil when none fits.
    public let profile: String?
    /// Why: what of the document fits, or what it seems to be instead.
    public let reason: String
}

extension DocumentStart {
    /// The first of the profiles that fits: the first rules of all are tried before the second ones.
    public func detect(among profiles: [Profile], for kind: DocumentKind = .catalog) -> Detection {
        let depth = profiles.map(\.rules.count).max() ?? 0
        for rank in 0..<depth {
            for profile in profiles where rank < profile.rules.count && fits(profile.rules[rank]) {
                return Detection(profile: profile.name, reason: reason(profile.rules[rank]))
            }
        }
        let known = profiles.filter { !$0.rules.isEmpty }.map(\.name).joined(separator: ", ")
        return Detection(
            profile: nil,
            reason:
                "the document is \(KnownDocument.name(of: self, insteadOf: kind)); \(kind.plural) that are known: \(known)"
                + (kind == .catalog ? "; name a profile of your own with --profile FILE.yaml" : "")
        )
    }

    func fits(_ rule: DetectionRule) -> Bool {
        guard rule.root == "*" || rule.root.lowercased() == root.lowercased() else { return false }
        for (name, pattern) in rule.attributes {
            guard let value = attributes[name], matchesPattern(value, pattern) else { return false }
        }
        if let pattern = rule.namespace, !namespaces.contains(where: { matchesPattern($0, pattern) }) { return false }
        for (name, pattern) in rule.texts {
            guard let text = texts[name], matchesPattern(text, pattern) else { return false }
        }
        return !isExcluded(by: rule) && (rule.elements.isEmpty || rule.elements.contains { elements.contains($0) })
    }

    private func isExcluded(by rule: DetectionRule) -> Bool {
        rule.unless.contains { name, pattern in texts[name].map { matchesPattern($0, pattern) } ?? false }
    }

    /// Why a profile must not read the document although it is of its kind, or nil.
    public func objection(to profile: Profile) -> String? {
        let excludes = profile.rules.contains { $0.root.lowercased() == root.lowercased() && isExcluded(by: $0) }
        return excludes ? "the document is \(KnownDocument.name(of: self, insteadOf: .catalog))" : nil
    }

    private func reason(_ rule: DetectionRule) -> String {
        var parts = ["root \(root)"]
        for name in rule.attributes.keys.sorted() { parts.append("\(name) \"\(attributes[name] ?? "")\"") }
        for name in ["version", "Version", "loadmode"] where rule.attributes[name] == nil {
            if let value = attributes[name] { parts.append("\(name) \"\(value)\"") }
        }
        if let pattern = rule.namespace, let found = namespaces.first(where: { matchesPattern($0, pattern) }) {
            parts.append("namespace \(found)")
        }
        if let element = rule.elements.first(where: elements.contains) { parts.append("element \(element)") }
        for name in Set(rule.texts.keys).union(["UBLVersionID", "CustomizationID"]).sorted() {
            if let text = texts[name] { parts.append("\(name) \"\(text)\"") }
        }
        return parts.joined(separator: ", ")
    }
}

/// What is looked for.
public enum DocumentKind: Sendable {
    case catalog, order

    var plural: String { self == .catalog ? "catalogs" : "orders" }
    fileprivate var contrast: String { self == .catalog ? ", not a catalog" : ", not an Order" }
}

/// Documents that are no catalog, or none that a profile reads, by their root.
enum KnownDocument {
    static func name(of start: DocumentStart, insteadOf kind: DocumentKind) -> String {
        let root = start.root
        if root == "Catalogue", start.texts["ProfileID"]?.lowercased().contains("punch") == true {
            return "a punch-out basket (a UBL Catalogue by its root), not a catalog"
        }
        if let name = names[root.lowercased()] {
            return name + (kind == .catalog && isCatalog(root) ? "" : kind.contrast)
        }
        if root == "rss" || root == "feed" { return "a news feed (\(root)) without product elements" + kind.contrast }
        return "an XML document with root \"\(root)\" that no profile knows"
    }

    private static func isCatalog(_ root: String) -> Bool {
        [
            "Catalogue", "CataloguePricingUpdate", "CatalogueItemSpecificationUpdate", "CatalogueDeletion", "Index",
            "offer",
        ].contains(root)
    }

    private static let names: [String: String] = [
        "html": "an HTML page", "invoice": "a UBL Invoice", "creditnote": "a UBL CreditNote", "order": "an Order",
        "orderchange": "an OrderChange", "ordercancellation": "an OrderCancellation",
        "orderresponse": "an OrderResponse", "despatchadvice": "a DespatchAdvice", "cxml": "a cXML message",
        "envelope": "a SOAP envelope", "svg": "an SVG picture", "catalogue": "a UBL Catalogue",
        "cataloguepricingupdate": "a UBL CataloguePricingUpdate", "index": "a cXML Index", "urlset": "a site map",
        "catalogueitemspecificationupdate": "a UBL CatalogueItemSpecificationUpdate",
        "cataloguedeletion": "a UBL CatalogueDeletion",
        "workbook": "a spreadsheet", "project": "a project file", "kml": "a map", "opml": "an outline",
    ]
}
