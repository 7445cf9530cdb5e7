public import ArgumentParser
public import Quantities

extension Day: ExpressibleByArgument {
    /// An ISO 8601 date.
    public init?(argument: String) { self.init(argument) }
}
