import TestSupport
import Testing

/// Expects that messages hold to a schema, as xmllint has it.
func expectValid(_ files: [String], by schema: String) throws {
    let checked = try Program(command: ["/usr/bin/xmllint"]).start(
        ["--noout", "--nonet", "--schema", schema] + files
    ).finish()
    #expect(checked.status == 0, "\(checked.errors.prefix(2000))")
}
