internal import CEmbedded

/// One numbered step of the schema, as it lies in `Migrations/`.
public struct Migration: Sendable {
    /// The number in front of the file's name; steps are applied in its order.
    public let number: Int
    /// The file's name.
    public let name: String
    /// Plain SQL, also runnable with psql.
    public let sql: String

    /// All steps in their order.
    public static let all: [Migration] = (0..<embedded_migration_count).map { index in
        let file = embedded_migrations[index]
        let name = String(cString: file.name)
        let bytes = UnsafeBufferPointer(start: file.bytes, count: file.size)
        guard let number = Int(name.prefix(4)) else {
            preconditionFailure("\(name): a migration's name begins with four digits")
        }
        return Migration(number: number, name: name, sql: String(decoding: bytes, as: UTF8.self))
    }
}
