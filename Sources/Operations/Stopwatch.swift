/// Time spent, as the runs keep it.
struct Stopwatch: Sendable {
    private let start = ContinuousClock.now

    /// Seconds since the start with three digits behind the point.
    var seconds: String {
        let (seconds, attoseconds) = start.duration(to: .now).components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        let digits = String(milliseconds)
        return "\(seconds)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
