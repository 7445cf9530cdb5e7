internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering

extension DocumentCommand {
    struct Catalogue: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "catalogue",
            abstract: "Write what a customer can buy, at his prices, as a message of Peppol's catalogue.",
            discussion: """
                The message is written while it is read and is not kept; its digest stands in the audit trail. Any number of products \
                fits.

                Example:
                  nephrite document catalogue NORD -o catalogue.xml
                """)
        @Argument(help: "The customer's code.")
        var customer: String
        @Option(
            name: .customShort("o"),
            help: ArgumentHelp("Write into this file; - is standard output.", valueName: "file"))
        var file: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            let catalogues = Catalogues(try common.open())
            var written: Catalogues.Written?
            let place = OutputFile.named(file)
            try OutputFile.write(to: place, scratch: Scratch.folder(common.environment())) { part in
                written = try catalogues.write(customer) { try part.write(bytes: $0) }
            }
            guard let written, let file = place else { return }
            try common.show(
                .keys(
                    ("customer", .text(written.customer)), ("number", .text(written.number)),
                    ("products", .int(written.products)), ("bytes", .int(written.bytes)),
                    ("sha256", .text(written.digest)), ("file", .text(file))))
        }
    }
}
