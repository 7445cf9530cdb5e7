internal import CEmbedded

/// One numbered step of the schema, as it lies in `Migrations/`.
public struct Migration: Sendable {
    /// The number in front of the file's name; steps are applied in its order.
    public let number: Int
    /// The file's name.
    public let name: String
    private let index: Int

    /// Plain SQL, also runnable with psql.
    public var sql: String { String(decoding: bytes, as: UTF8.self) }

    /// The same in UTF-8, where the program has it.
    public var bytes: UnsafeRawBufferPointer {
        let file = embedded_migrations[index]
        return UnsafeRawBufferPointer(start: file.bytes, count: file.size)
    }

    /// All steps in their order.
    public static let all: [Migration] = (0..<embedded_migration_count).map { index in
        let name = String(cString: embedded_migrations[index].name)
        guard let number = Int(name.prefix(4)) else {
            preconditionFailure("\(name): a migration's name begins with four digits")
        }
        return Migration(number: number, name: name, index: index)
    }
}
