internal import XMLStream

/// Counts the places of a feed that have a text, and tells which of them the profile reads.
///
/// A tree of names that is as large as the feed has different places, and bounded: beyond `limit` places the rest is
/// counted together.
final class PathCensus: XMLConsumer {
    private struct Place {
        let name: String
        let parent: Int
        let isAttribute: Bool
        /// The plan's node for it, or nil when no path goes through it.
        let node: Int?
        /// Whether it stands inside a text that is read, as markup does.
        let isInside: Bool
        var elements: [Name: Int] = [:]
        var attributes: [Name: Int] = [:]
        var count = 0
        var example = ""
    }

    /// A name and the namespace it is in.
    private struct Name: Hashable {
        let local: XMLName
        var namespace: UnsafePointer<UInt8>?
    }

    private struct Level {
        let place: Int?
        var text: [UInt8] = []
        var hasText = false
    }

    private let compiled: CompiledProfile
    private let recordLimit: Int
    private static let limit = 4096
    private static let exampleBytes = 240
    /// The first place is the record's element, the second what stands outside of records.
    private var places: [Place]
    private var levels: [Level] = []
    private var messages: [Bool] = []
    private var envelope = EnvelopeOpening()
    private var depthInRecord = 0
    private var records = 0
    /// Texts at places that are not told apart any more.
    private(set) var uncounted = 0
    /// Names of elements that records or messages may be, and were met.
    private(set) var metRecords: Set<String> = []
    private(set) var metMessages: Set<String> = []

    init(_ compiled: CompiledProfile, recordLimit: Int) {
        self.compiled = compiled
        self.recordLimit = recordLimit
        places = [
            Place(name: "", parent: -1, isAttribute: false, node: 0, isInside: false),
            Place(name: "", parent: -1, isAttribute: false, node: nil, isInside: false),
        ]
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        if depthInRecord > 0 {
            depthInRecord += 1
            enter(Name(local: name, namespace: namespace), attributes)
        } else if messages.last == true, compiled.record(name) != nil {
            records += 1
            guard records <= recordLimit else { return reader.stop() }
            depthInRecord = 1
            metRecords.insert(name.string)
            enter(nil, attributes)
        } else {
            startOutside(Name(local: name, namespace: namespace), attributes)
        }
    }

    /// What stands around a document, as an envelope of SOAP does, is not looked at.
    private func startOutside(_ name: Name, _ attributes: XMLAttributes) {
        if !envelope.isOver { _ = envelope.start(name.local.string) }
        guard envelope.isOver else { return messages.append(false) }
        let isMessage = compiled.message(name.local) != nil
        if isMessage { metMessages.insert(name.local.string) }
        messages.append(isMessage)
        enter(name, attributes)
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        guard let last = levels.indices.last else { return }
        if !levels[last].hasText { levels[last].hasText = bytes.contains { $0 > 32 } }
        if levels[last].text.count < Self.exampleBytes {
            levels[last].text += bytes.prefix(Self.exampleBytes - levels[last].text.count)
        }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        if depthInRecord > 0 {
            depthInRecord -= 1
        } else {
            messages.removeLast()
            if !envelope.isOver { return envelope.end() }
        }
        guard let level = levels.popLast() else { return }
        if level.hasText { count(level.place, level.text) }
    }

    /// Enters an element; nil is the record's own.
    private func enter(_ name: Name?, _ attributes: XMLAttributes) {
        let place =
            name.map { name in
                (levels.isEmpty ? 1 : levels[levels.count - 1].place).flatMap {
                    child(name, of: $0, isAttribute: false)
                }
            } ?? 0
        levels.append(Level(place: place))
        let context = depthInRecord == 0 ? compiled.profile.context : nil
        for index in 0..<attributes.count {
            let attribute = attributes[index]
            if let context, context.element == name?.local.string, context.attribute == attribute.name.string {
                continue
            }
            guard let place else {
                uncounted += 1
                continue
            }
            let below = child(Name(local: attribute.name), of: place, isAttribute: true)
            count(below, attribute.value.prefix(Self.exampleBytes))
        }
    }

    private func count(_ place: Int?, _ text: some Sequence<UInt8>) {
        guard let place else {
            uncounted += 1
            return
        }
        places[place].count += 1
        if places[place].example.isEmpty {
            places[place].example = PlainText.line(String(decoding: Array(text), as: UTF8.self)).text
        }
    }

    private func child(_ name: Name, of parent: Int, isAttribute: Bool) -> Int? {
        if let known = isAttribute ? places[parent].attributes[name] : places[parent].elements[name] { return known }
        guard places.count < Self.limit else { return nil }
        let above = places[parent]
        let plan = isHeader(parent) ? compiled.headerPlan : compiled.recordPlan
        var node: Int?
        if parent == 1 {
            node = 0
        } else if let at = above.node {
            let same = (isAttribute ? plan.nodes[at].attributes : plan.nodes[at].children)
                .filter { plan.nodes[$0].name.elementsEqual(name.local.string.utf8) }
            // One that asks for the namespace goes before one that does not.
            node =
                same.first { plan.nodes[$0].namespace.map { TapeWriter.isIn(name.namespace, $0) } ?? false }
                ?? same.first { plan.nodes[$0].namespace == nil }
        }
        let isInside = above.isInside || above.node.map { !plan.nodes[$0].slots.isEmpty } ?? false
        places.append(
            Place(
                name: prefix(of: name) + name.local.string, parent: parent, isAttribute: isAttribute, node: node,
                isInside: node == nil && isInside && !isAttribute))
        let place = places.count - 1
        if isAttribute { places[parent].attributes[name] = place } else { places[parent].elements[name] = place }
        return place
    }

    /// The prefix by which the profile writes names of a namespace, with its colon.
    private func prefix(of name: Name) -> String {
        guard name.namespace != nil else { return "" }
        let prefixes = compiled.profile.namespaces.filter { prefix, pattern in
            !pattern.hasPrefix("!") && TapeWriter.isIn(name.namespace, pattern)
        }
        return prefixes.keys.min().map { $0 + ":" } ?? ""
    }

    private func isHeader(_ place: Int) -> Bool {
        var at = place
        while at > 1 { at = places[at].parent }
        return at == 1
    }

    /// Places with a text that nothing reads, the most frequent first.
    func unread() -> [FeedTrial.Place] {
        var unread: [FeedTrial.Place] = []
        for (index, place) in places.enumerated() where place.count > 0 && !place.isInside {
            let plan = isHeader(index) ? compiled.headerPlan : compiled.recordPlan
            if let node = place.node, !plan.nodes[node].slots.isEmpty { continue }
            unread.append(FeedTrial.Place(path: path(index), count: place.count, example: place.example))
        }
        return FeedTrial.Place.ranked(unread)
    }

    /// Below the record, or from the root with a `/` in front.
    private func path(_ place: Int) -> String {
        var names: [String] = []
        var at = place
        while at > 1 {
            names.append(places[at].isAttribute ? "@" + places[at].name : places[at].name)
            at = places[at].parent
        }
        if at == 1 { return "/" + names.reversed().joined(separator: "/") }
        return names.isEmpty ? "." : names.reversed().joined(separator: "/")
    }
}
