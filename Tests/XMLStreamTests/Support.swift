import Foundation
import XMLStream

/// Writes down what a reader tells, text pieces joined.
final class Recording: XMLConsumer {
    enum Event: Equatable {
        case doctype(String, String?, String?)
        case start(String, namespace: String?, attributes: [String], line: Int, column: Int)
        case end(String, line: Int, column: Int)
        case text(String)
    }

    private(set) var events: [Event] = []
    private(set) var callCount = 0
    private(set) var maximumDepth = 0
    private var textBytes: [UInt8] = []
    /// Stops the reader at the start of an element of this name.
    var stopAt: String?

    var all: [Event] {
        flush()
        return events
    }

    /// Starts and ends as `+a@x=1` and `-a`, texts as they are.
    var outline: [String] {
        all.map { event in
            switch event {
            case .doctype(let name, _, let systemID): "!\(name) \(systemID ?? "")"
            case .start(let name, _, let attributes, _, _): (["+" + name] + attributes).joined(separator: "@")
            case .end(let name, _, _): "-" + name
            case .text(let text): text
            }
        }
    }

    override func doctype(name: String, publicID: String?, systemID: String?) {
        events.append(.doctype(name, publicID, systemID))
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        callCount += 1
        flush()
        maximumDepth = max(maximumDepth, reader.depth)
        let list = (0..<attributes.count).map { position in
            let attribute = attributes[position]
            let prefix = attribute.namespace.map { "{\(String(cString: $0))}" } ?? ""
            return prefix + attribute.name.string + "=" + String(decoding: attribute.value, as: UTF8.self)
        }
        events.append(
            .start(
                name.string, namespace: namespace.map { String(cString: $0) }, attributes: list, line: reader.line,
                column: reader.column))
        if name.string == stopAt { reader.stop() }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        callCount += 1
        flush()
        events.append(.end(name.string, line: reader.line, column: reader.column))
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        callCount += 1
        textBytes.append(contentsOf: bytes)
    }

    private func flush() {
        guard !textBytes.isEmpty else { return }
        events.append(.text(String(decoding: textBytes, as: UTF8.self)))
        textBytes = []
    }
}

/// Feeds bytes in pieces of the given lengths, the last one repeated; one piece when empty.
func read(_ bytes: [UInt8], pieces: [Int] = [], limits: XMLLimits = .init(), into consumer: XMLConsumer) throws {
    let reader = XMLReader(limits: limits, consumer: consumer)
    try bytes.withUnsafeBytes { all in
        var offset = 0
        var turn = 0
        while offset < all.count {
            let wanted = pieces.isEmpty ? all.count : pieces[min(turn, pieces.count - 1)]
            let length = min(max(1, wanted), all.count - offset)
            try reader.feed(UnsafeRawBufferPointer(rebasing: all[offset..<(offset + length)]))
            offset += length
            turn += 1
        }
    }
    try reader.finish()
}

/// What a document is told as.
func outline(_ text: String, limits: XMLLimits = .init()) throws -> [String] {
    let recording = Recording()
    try read(Array(text.utf8), limits: limits, into: recording)
    return recording.outline
}

/// The fault of a document, `nil` when it reads.
func fault(of bytes: [UInt8], pieces: [Int] = [], limits: XMLLimits = .init()) -> XMLFault? {
    do {
        try read(bytes, pieces: pieces, limits: limits, into: Recording())
        return nil
    } catch {
        return error as? XMLFault
    }
}

/// A generator with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 29)
    }
}

/// The folder of sample feeds beside the checkout; `nil`, with a word about it, when there is none.
func sampleFeeds() -> [URL] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let folders = [
        ProcessInfo.processInfo.environment["NEPHRITE_FEEDS"].map { URL(filePath: $0) },
        root.deletingLastPathComponent().appending(path: "shared/feeds"),
    ]
    for case .some(let folder) in folders {
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { continue }
        let files = walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "xml" }
        if !files.isEmpty { return files.sorted { $0.path < $1.path } }
    }
    print("skipped: there are no sample feeds in ../shared/feeds; set NEPHRITE_FEEDS to a folder of them")
    return []
}
