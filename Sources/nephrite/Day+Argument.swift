public import ArgumentParser
public import Quantities

extension Day: ExpressibleByArgument {
    /// An ISO 8601 date.
    public init?(argument: String) { self.init(argument) }
}

extension Day {
    /// The day of `--on` as part of a request with a key; without one it leaves no trace in it.
    static func request(_ on: Day?) -> [String] { on.map { ["--on", $0.text] } ?? [] }
}
