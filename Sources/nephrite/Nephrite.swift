internal import ArgumentParser

@main
struct Nephrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nephrite",
        abstract: "Product catalog and wholesale order manager for stone massage tools.")
}
