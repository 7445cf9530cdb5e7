import Foundation
import Testing
import XMLStream

/// A file that goes when the test ends.
private final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8]) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "xmlstream-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Packs with the gzip program, so that the unpacking is tested against another hand.
private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = try TemporaryFile(bytes)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec gzip -c \"$0\"", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let packed = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(packed)
}

private func fault(ofFile bytes: [UInt8], limits: XMLLimits = .init()) throws -> XMLFault? {
    let file = try TemporaryFile(bytes)
    do {
        try XMLReader(limits: limits, consumer: XMLConsumer()).read(XMLInput(path: file.path, limits: limits))
        return nil
    } catch {
        return error
    }
}

@Suite("Where bytes come from")
struct InputTests {
    private let feed = Array(("<a>" + (0..<20_000).map { "<b n='\($0)'>jade \($0)</b>" }.joined() + "</a>").utf8)

    @Test("A file is read whole, its size known and its bytes seen by the tap", arguments: [false, true])
    func plain(isPacked: Bool) throws {
        let bytes = isPacked ? try gzip(feed) : feed
        let file = try TemporaryFile(bytes)
        let input = try XMLInput(path: file.path)
        var tapped: [UInt8] = []
        input.tap = { tapped.append(contentsOf: $0) }
        let recording = Recording()
        try XMLReader(consumer: recording).read(input)
        #expect(recording.all.count == 60_002)
        #expect(input.totalBytes == bytes.count)
        #expect(input.bytesRead == bytes.count)
        #expect(input.isCompressed == isPacked)
        #expect(tapped == bytes)
    }

    @Test("When the consumer stops, the rest can still be seen by the tap")
    func drained() throws {
        let file = try TemporaryFile(feed)
        let input = try XMLInput(path: file.path)
        var tapped = 0
        input.tap = { tapped += $0.count }
        let recording = Recording()
        recording.stopAt = "b"
        try XMLReader(consumer: recording).read(input)
        #expect(tapped < feed.count)
        try input.drain()
        #expect(tapped == feed.count)
    }

    @Test("A reading that is cancelled ends without a fault")
    func cancelled() throws {
        let file = try TemporaryFile(feed)
        var asked = 0
        let recording = Recording()
        let reader = XMLReader(consumer: recording)
        try reader.read(XMLInput(path: file.path)) {
            asked += 1
            return asked > 2
        }
        #expect(reader.isStopped)
        #expect(recording.all.count < 60_002)
    }

    @Test("Several gzip members in a row, and zero bytes behind them, are one feed")
    func members() throws {
        let half = feed.count / 2
        let packed = try gzip(Array(feed[..<half])) + gzip([]) + gzip(Array(feed[half...]))
        #expect(try fault(ofFile: packed) == nil)
        #expect(try fault(ofFile: packed + [0, 0, 0]) == nil)
    }

    @Test("A gzip file that is cut off, damaged or followed by something else is refused as such")
    func badGzip() throws {
        let packed = try gzip(feed)
        #expect(try fault(ofFile: Array(packed.dropLast(1)))?.code == .truncated)
        #expect(try fault(ofFile: Array(packed[..<(packed.count / 2)]))?.code == .truncated)
        #expect(try fault(ofFile: Array(packed[..<2]))?.code == .truncated)
        var damaged = packed
        damaged[packed.count / 2] ^= 0x55
        damaged[packed.count / 2 + 1] ^= 0x55
        #expect([.damagedCompression, .notWellFormed].contains(try fault(ofFile: damaged)?.code))
        var checksum = packed
        checksum[packed.count - 6] ^= 1
        #expect(try fault(ofFile: checksum)?.code == .damagedCompression)
        #expect(try fault(ofFile: packed + Array("more".utf8))?.code == .trailingContent)
        #expect(try fault(ofFile: packed + [0, 0] + packed)?.code == .trailingContent)
    }

    @Test("A gzip file of something else says both")
    func foreign() throws {
        let table = try #require(try fault(ofFile: try gzip(Array("a;b\n1;2\n".utf8))))
        #expect(table.code == .notXML)
        #expect(table.message.contains("a gzip archive of a CSV table"))
        let twice = try #require(try fault(ofFile: try gzip(try gzip(feed))))
        #expect(twice.code == .notSupportedCompression)
        #expect(try fault(ofFile: try gzip([]))?.code == .empty)
    }

    @Test("A gzip file that unpacks to more than allowed is refused, by ratio and by size")
    func bomb() throws {
        let blanks = [UInt8](repeating: 0x20, count: 30 << 20)
        var limits = XMLLimits()
        limits.unpackedRatio = 500
        let packed = try gzip(Array("<a/>".utf8) + blanks)
        #expect(try fault(ofFile: packed) != nil || packed.count > blanks.count / 1000)
        #expect(try fault(ofFile: packed, limits: limits)?.code == .tooLarge)
        limits = XMLLimits()
        limits.documentBytes = 20 << 20
        #expect(try fault(ofFile: packed, limits: limits)?.code == .tooLarge)
    }

    @Test("A path that is not there, a folder and an empty file have their own faults")
    func unreadable() throws {
        for path in ["/nonexistent/feed.xml", FileManager.default.temporaryDirectory.path] {
            #expect(throws: XMLFault.self) { try XMLInput(path: path) }
        }
        #expect(try fault(ofFile: [])?.code == .empty)
        #expect(try fault(ofFile: [0x3C])?.code == .truncated)
    }
}
