/// What was found in short texts that come again and again, as keywords and features of a feed do.
///
/// Belongs to one thread. What is remembered is bounded, so that a feed of hostile variety gains nothing.
public final class ScreeningMemory {
    private struct Key: Hashable {
        let text: String
        let subject: Int
    }

    private static let most = 50_000
    private static let longest = 64
    private var subjects: [ClaimProduct: Int] = [:]
    private var found: [Key: [ClaimFinding]] = [:]

    /// A memory of nothing yet.
    public init() {}

    /// The number of what texts speak of; products of one sort have one.
    func number(of subject: ClaimProduct) -> Int {
        if let known = subjects[subject] { return known }
        if subjects.count >= Self.most {
            subjects.removeAll(keepingCapacity: true)
            found.removeAll(keepingCapacity: true)
        }
        subjects[subject] = subjects.count
        return subjects.count - 1
    }

    /// What is found in a text, by screening it the first time.
    func findings(in text: String, of subject: Int, _ screen: () -> [ClaimFinding]) -> [ClaimFinding] {
        guard text.utf8.count <= Self.longest else { return screen() }
        let key = Key(text: text, subject: subject)
        if let known = found[key] { return known }
        let findings = screen()
        if found.count < Self.most { found[key] = findings }
        return findings
    }
}
