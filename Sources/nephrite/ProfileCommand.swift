internal import ArgumentParser
internal import Commanding
internal import Importing
internal import Operations
internal import Rendering
internal import XMLStream

/// `nephrite profile`: how feeds are read.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Profiles: how each dialect of a feed is read.",
        discussion: "Example:\n  nephrite profile detect catalog.xml",
        subcommands: [List.self, Show.self, Detect.self, Check.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the built-in profiles.",
            discussion: "Example:\n  nephrite profile list")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.show(
                .list(
                    page.page(of: try Profiles.builtIn(), by: \.name).map {
                        .keys(
                            ("profile", .text($0.name)), ("format", .text($0.format)), ("title", .text($0.title)),
                            ("prices", .text($0.pricePolicy.rawValue)))
                    }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Print a profile, as a start for one of your own.",
            discussion: "Example:\n  nephrite profile show bmecat-1.2 > mine.yaml")
        @Argument(help: "The profile's name or file.")
        var name: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            let profile: Profile
            do {
                profile = try Profiles.profile(named: name)
            } catch {
                throw Refusal(
                    "profile_faulty", "\(error)", at: name, remedy: "nephrite profile list shows the built-in profiles",
                    status: .badInput)
            }
            guard common.output == .table else {
                return try common.show(
                    .keys(
                        ("profile", .text(profile.name)), ("format", .text(profile.format)),
                        ("title", .text(profile.title)), ("source", .text(profile.source))))
            }
            try Console.write(profile.source)
        }
    }

    struct Detect: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "detect", abstract: "Say which profile reads a document, and why.",
            discussion: "Example:\n  nephrite profile detect catalog.xml")
        @Argument(help: "The document; - is standard input.", completion: .file())
        var file: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            do {
                let start = try DocumentStart(of: FeedFile(file))
                let detection = start.detect(among: try Profiles.builtIn())
                try common.show(
                    .keys(
                        ("file", .text(file)), ("profile", .text(ifPresent: detection.profile)),
                        ("reason", .text(detection.reason))))
                if detection.profile == nil { throw ExitCode(65) }
            } catch let fault as XMLFault {
                throw Refusal(
                    "file_refused", fault.message, at: file, remedy: "name a supplier's catalog in XML",
                    status: .badInput)
            }
        }
    }
}
