import Glibc

/// Tells a document back as a checksum of its events, joined text and places, and keeps one element raw.
///
/// The checksum must not depend on how the bytes were cut into pieces.
private final class Witness: XMLConsumer {
    var sum: UInt64 = 14_695_981_039_346_656_037
    var open = 0
    var events = 0
    var recorder = XMLRawRecorder(limit: 200)

    private func add(_ byte: UInt8) { sum = (sum ^ UInt64(byte)) &* 1_099_511_628_211 }

    private func add(_ name: UnsafePointer<UInt8>) {
        var place = name
        while place.pointee != 0 {
            add(place.pointee)
            place += 1
        }
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        events += 1
        open += 1
        precondition(reader.depth == open, "depth does not match the elements told")
        precondition(reader.line >= 1 && reader.column >= 1, "a tag has no place")
        precondition(reader.intern(name.string) == name, "a name is not interned")
        add(1)
        add(name.pointer)
        if let namespace { add(namespace) }
        for position in 0..<attributes.count {
            add(2)
            add(attributes[position].name.pointer)
            for byte in attributes[position].value { add(byte) }
        }
        add(UInt8(truncatingIfNeeded: reader.line))
        add(UInt8(truncatingIfNeeded: reader.column))
        recorder.start(name, attributes: attributes)
        if events == 3000 { reader.stop() }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        precondition(reader.depth == open && open > 0, "an element ends that did not start")
        open -= 1
        add(3)
        add(name.pointer)
        recorder.end(name)
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        precondition(open > 0, "text outside of the document")
        for byte in bytes { add(byte) }
        recorder.text(bytes)
    }
}

/// Small bounds, so that short inputs reach them.
private func smallLimits() -> XMLLimits {
    var limits = XMLLimits()
    limits.depth = 12
    limits.textBytes = 4000
    limits.attributeBytes = 300
    limits.attributes = 12
    limits.names = 120
    limits.markupBytes = 3000
    return limits
}

private func run(
    _ bytes: UnsafeRawBufferPointer, step: Int, limits: XMLLimits, into witness: XMLConsumer
) -> XMLFault? {
    let reader = XMLReader(limits: limits, consumer: witness)
    var offset = 0
    do throws(XMLFault) {
        while offset < bytes.count {
            let length = min(step, bytes.count - offset)
            try reader.feed(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)]))
            offset += length
        }
        try reader.finish()
        return nil
    } catch {
        return error
    }
}

/// One input: its first byte says how it is cut into pieces, the rest is the document.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard size > 1, let data else { return 0 }
    let step = Int(data[0]) + 1
    let bytes = UnsafeRawBufferPointer(start: data + 1, count: size - 1)

    let whole = Witness()
    let fault = run(bytes, step: bytes.count, limits: .init(), into: whole)
    let cut = Witness()
    let cutFault = run(bytes, step: step, limits: .init(), into: cut)
    precondition((fault == nil) == (cutFault == nil), "pieces decide whether a document reads")
    if fault == nil { precondition(whole.sum == cut.sum, "pieces change what is told") }
    if fault == nil, whole.open == 0, !whole.recorder.isCut {
        let again = whole.recorder.xml
        let refused = Array(again.utf8).withUnsafeBytes {
            run($0, step: max(1, $0.count), limits: .init(), into: XMLConsumer())
        }
        precondition(refused == nil || refused?.code == .tooManyAttributes, "the raw text is not XML")
    }
    _ = run(bytes, step: step, limits: smallLimits(), into: Witness())
    unpack(bytes, step: step)
    return 0
}

/// The same bytes as a gzip file, cut into pieces.
private func unpack(_ bytes: UnsafeRawBufferPointer, step: Int) {
    guard bytes.count > 2, bytes[0] == 0x1F, bytes[1] == 0x8B else { return }
    var limits = XMLLimits()
    limits.documentBytes = 1 << 20
    let unpacker = Unpacker(limits: limits)
    var offset = 0
    var total = 0
    do {
        while offset < bytes.count {
            let length = min(step, bytes.count - offset)
            _ = try unpacker.unpack(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])) {
                total += $0.count
                return true
            }
            offset += length
        }
        try unpacker.finish()
    } catch {
        precondition(error is XMLFault, "another error than a fault")
    }
    precondition(total <= (1 << 20) + 65536, "more was unpacked than allowed")
}
