import Operations
import Storage
import TestSupport
import Testing

/// Random full feeds against a small model of what they must do.
struct RandomFeedTests {
    private enum Record {
        case good(number: Int, content: Int)
        case broken(number: Int)
        case nameless

        var text: String {
            switch self {
            case .good(let number, let content): Feed.article("P\(number)", name: "Content \(content)")
            case .broken(let number): Feed.article("P\(number)", price: "-1")
            case .nameless: Feed.article(" ")
            }
        }
    }

    /// What we have by part number: the content, and whether it is active.
    private struct Model {
        var items: [Int: (content: Int, isActive: Bool)] = [:]

        mutating func take(_ records: [Record]) -> Counts {
            var counts = Counts(records: records.count)
            var contents: [Int: [Int]] = [:]
            var seen: Set<Int> = []
            for record in records {
                switch record {
                case .good(let number, let content):
                    contents[number, default: []].append(content)
                    seen.insert(number)
                case .broken(let number):
                    counts.quarantined += 1
                    seen.insert(number)
                case .nameless: counts.quarantined += 1
                }
            }
            counts.missing = items.filter { $0.value.isActive && !seen.contains($0.key) }.count
            for number in Array(items.keys) where !seen.contains(number) { items[number]?.isActive = false }
            for (number, contents) in contents { take(number, contents, &counts) }
            return counts
        }

        private mutating func take(_ number: Int, _ contents: [Int], _ counts: inout Counts) {
            guard Set(contents).count == 1 else {
                counts.quarantined += contents.count
                return
            }
            counts.unchanged += contents.count - 1
            let ours = items[number]
            items[number] = (contents[0], true)
            if ours == nil {
                counts.new += 1
            } else if ours?.content == contents[0], ours?.isActive == true {
                counts.unchanged += 1
            } else {
                counts.changed += 1
            }
        }
    }

    private static func feed(_ random: inout SeededGenerator) -> [Record] {
        (0..<Int.random(in: 0...30, using: &random)).map { _ in
            let number = Int.random(in: 0..<12, using: &random)
            switch Int.random(in: 0..<20, using: &random) {
            case 0: return .nameless
            case 1, 2: return .broken(number: number)
            default: return .good(number: number, content: Int.random(in: 0..<10, using: &random) == 0 ? 1 : 0)
            }
        }
    }

    @Test("Any feeds count as the model says, one after the other", .migrated, arguments: 1...8)
    func feeds(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var model = Model()
        let shop = try Workshop()
        try shop.supplier(holdMissing: "100")
        for edition in 1...6 {
            let records = Self.feed(&random)
            let run = try shop.take(.full(records.map(\.text)), reparse: edition % 2 == 0)
            let expected = model.take(records)
            #expect(run.counts == expected, "seed \(seed), edition \(edition): \(records)")
            #expect(
                run.records == run.new + run.changed + run.unchanged + run.held + run.quarantined, "seed \(seed)")
            let active = try shop.products().filter { $0.hasSuffix(" active") }.count
            #expect(active == model.items.values.filter(\.isActive).count, "seed \(seed), edition \(edition)")
        }
    }
}

/// The same numbers for the same seed (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
