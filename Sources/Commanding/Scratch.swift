internal import Glibc
internal import Operations

/// Where files lie that nobody keeps.
package enum Scratch {
    /// The folder for them: `TMPDIR` of an environment, else `/tmp`.
    package static func folder(_ environment: [String: String]) -> String {
        environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    }

    /// Lends a new folder for a document's files, by a name that says what it is for; whoever puts files there removes them.
    ///
    /// Refuses with `output_not_written` where it cannot be made.
    package static func inFolder<Value>(
        _ environment: [String: String], name: String, _ body: (String) throws -> Value
    ) throws -> Value {
        var template = Array("\(folder(environment))/nephrite-\(name)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Refusal(
                "output_not_written", "there is no room for the document", at: "TMPDIR",
                remedy: "set TMPDIR to a folder that has room", status: .cannotWrite)
        }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { rmdir(folder) }
        return try body(folder)
    }
}
