internal import Glibc

/// Parameter values laid out as libpq wants them: texts that end with NUL, in one block.
struct EncodedParameters {
    private var bytes: [CChar] = []
    /// Where each text begins; nil is NULL.
    private var starts: [Int?] = []

    /// Refuses: a text that holds a NUL character, which PostgreSQL cannot store and libpq would cut short.
    init(_ values: [any ParameterConvertible], statement: (any Statement.Type)?) throws(PostgresError) {
        starts.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            guard var text = value.parameter.text else {
                starts.append(nil)
                continue
            }
            starts.append(bytes.count)
            let complete = text.withUTF8 { append($0) }
            guard complete else {
                var fault = ServerFault(
                    sqlstate: SQLState.characterNotInRepertoire,
                    message: "the value for $\(index + 1) holds a NUL character, which PostgreSQL cannot store")
                fault.hint = "remove the character U+0000 from the text"
                fault.statementName = statement?.name
                throw .server(fault)
            }
        }
    }

    /// Lends the values to a call of libpq: their number, and a pointer for each.
    func withPointers<R>(_ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
        bytes.withUnsafeBufferPointer { bytes in
            let pointers = starts.map { start in start.flatMap { bytes.baseAddress?.advanced(by: $0) } }
            return pointers.withUnsafeBufferPointer { body(Int32($0.count), $0.baseAddress) }
        }
    }

    /// False when there is a NUL in the text.
    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if let start = text.baseAddress {
            if memchr(start, 0, text.count) != nil { return false }
            start.withMemoryRebound(to: CChar.self, capacity: text.count) {
                bytes.append(contentsOf: UnsafeBufferPointer(start: $0, count: text.count))
            }
        }
        bytes.append(0)
        return true
    }
}
