import Foundation
import Testing

/// Compares a text with a file of `Golden/`, or writes the file when `NEPHRITE_REWRITE_GOLDEN` is set; a run that wrote one
/// fails, so that nobody takes it for a comparison.
func expectGolden(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["NEPHRITE_REWRITE_GOLDEN"] != nil {
        try Data(text.utf8).write(to: file)
        Issue.record("\(name) was written", sourceLocation: location)
        return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    // A page is long: the first line that differs says more than both whole texts.
    let (found, wanted) = (text.split(separator: "\n"), golden.split(separator: "\n"))
    for (one, other) in zip(found, wanted) where one != other {
        Issue.record("\(name): \(one)\ninstead of: \(other)", sourceLocation: location)
        return
    }
    #expect(Array(text.utf8) == Array(golden.utf8), "\(name)", sourceLocation: location)
}
