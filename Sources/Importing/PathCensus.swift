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
        var elements: [XMLName: Int] = [:]
        var attributes: [XMLName: Int] = [:]
        var count = 0
        var example = ""
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
            enter(levels.last?.place.flatMap { child(name, of: $0, isAttribute: false) }, attributes)
        } else if messages.last == true, compiled.isRecord(name) {
            records += 1
            guard records <= recordLimit else { return reader.stop() }
            depthInRecord = 1
            metRecords.insert(name.string)
            enter(0, attributes)
        } else {
            let isMessage = compiled.message(name) != nil
            if isMessage { metMessages.insert(name.string) }
            messages.append(isMessage)
            enter((levels.last?.place ?? 1).flatMap { child(name, of: $0, isAttribute: false) }, attributes)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        guard let last = levels.indices.last else { return }
        if !levels[last].hasText { levels[last].hasText = bytes.contains { $0 > 32 } }
        if levels[last].text.count < Self.exampleBytes {
            levels[last].text += bytes.prefix(Self.exampleBytes - levels[last].text.count)
        }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        if depthInRecord > 0 { depthInRecord -= 1 } else { messages.removeLast() }
        let level = levels.removeLast()
        if level.hasText { count(level.place, level.text) }
    }

    private func enter(_ place: Int?, _ attributes: XMLAttributes) {
        levels.append(Level(place: place))
        for index in 0..<attributes.count {
            let attribute = attributes[index]
            guard let place else {
                uncounted += 1
                continue
            }
            count(child(attribute.name, of: place, isAttribute: true), attribute.value.prefix(Self.exampleBytes))
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

    private func child(_ name: XMLName, of parent: Int, isAttribute: Bool) -> Int? {
        if let known = isAttribute ? places[parent].attributes[name] : places[parent].elements[name] { return known }
        guard places.count < Self.limit else { return nil }
        let above = places[parent]
        let plan = isHeader(parent) ? compiled.headerPlan : compiled.recordPlan
        var node: Int?
        if parent == 1 {
            node = 0
        } else if let at = above.node {
            let known = isAttribute ? plan.nodes[at].attributes : plan.nodes[at].children
            node = known.first { plan.nodes[$0].name.elementsEqual(name.string.utf8) }
        }
        let isInside = above.isInside || above.node.map { !plan.nodes[$0].slots.isEmpty } ?? false
        places.append(
            Place(
                name: name.string, parent: parent, isAttribute: isAttribute, node: node,
                isInside: node == nil && isInside && !isAttribute))
        let place = places.count - 1
        if isAttribute { places[parent].attributes[name] = place } else { places[parent].elements[name] = place }
        return place
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
