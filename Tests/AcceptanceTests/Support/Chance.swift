import Foundation

/// Seeded chance, so that a round that found something can be played again.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    /// How often a fault is tried; `NEPHRITE_ROUNDS` sets it for long runs.
    static let rounds = ProcessInfo.processInfo.environment["NEPHRITE_ROUNDS"].flatMap { Int($0) } ?? 4

    /// How often at the most: on a busy machine every moment may be too late, and then the tries go on until one hits.
    static let mostRounds = rounds + 40

    /// How long a feed is that faults meet: as long as a real one in long runs.
    static let items = rounds < 20 ? 1_500 : 5_000

    private static let seed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["NEPHRITE_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 1...999_999)
        print("Faults fall by NEPHRITE_SEED=\(seed), NEPHRITE_ROUNDS=\(rounds)")
        return seed
    }()

    /// A sequence of its own for each test, whatever others run beside it.
    init(_ test: String) {
        state = test.utf8.reduce(Self.seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// Lets some time go by, at most a little more than the duration of what is to be disturbed.
    ///
    /// The rounds beyond the usual ones wait less, so that they come before the end.
    mutating func pause(upTo seconds: Double, round: Int) {
        let share = round <= Self.rounds ? 1_050_000.0 : 200_000.0
        usleep(UInt32.random(in: 0...UInt32(seconds * share), using: &self))
    }
}
