internal import ArgumentParser
internal import Catalog
internal import Commanding
internal import Documents
internal import Labels
internal import Operations
internal import Rendering
internal import Storage

/// Labels made, and where they go.
struct LabelOutput {
    /// A form that labels are written in.
    enum Format: String, CaseIterable, ExpressibleByArgument, OutputForm {
        case pdf, html, zpl

        var endings: [String] { self == .html ? ["html", "htm"] : [rawValue] }
        var isBinary: Bool { self == .pdf }
    }

    private let options: LabelOptions
    private let place: OutputPlace<Format>
    private var format: Format { place.form }
    private let layout: LabelLayout
    private let printer: DocumentPrinter

    /// Refuses what `OutputPlace` does, and PDF where nothing prints it.
    init(_ options: LabelOptions, standard: String, _ common: CommonOptions) throws {
        self.options = options
        layout = options.layout(standard: standard)
        place = try OutputPlace(options.format, file: options.file, otherwise: .html)
        printer = try DocumentPrinter(place.form == .pdf ? .pdf : .html, .english, common)
    }

    /// The file's bytes.
    ///
    /// Refuses `label_too_small` and `label_not_printable`.
    func bytes(_ labels: [(label: Label, copies: Int)]) throws -> [UInt8] {
        let text: String
        do {
            text = try drawn(labels, layout, first: options.from ?? 1)
        } catch let fault as LabelFault {
            throw refusal(fault, labels.map { ($0.label, 1) })
        }
        return format == .zpl ? Array(text.utf8) : try printer.print(page: text)
    }

    private func drawn(_ labels: [(label: Label, copies: Int)], _ layout: LabelLayout, first: Int) throws -> String {
        guard format != .zpl else { return try LabelCommands.text(labels, layout, options.dpi ?? .dpi203) }
        return try LabelPage.text(
            labels.flatMap { Array(repeating: $0.label, count: $0.copies) }, layout, first: first)
    }

    private func refusal(_ fault: LabelFault, _ labels: [(label: Label, copies: Int)]) -> Refusal {
        switch fault {
        case .tooSmall(let width, let height):
            let least = fittingSize(labels, width, height) ?? "more than 300 mm"
            return Refusal(
                "label_too_small", "a label of \(layout.name) cannot hold what has to be on it; it needs \(least)",
                at: "--layout", remedy: "choose a layout with larger labels; nephrite label --help lists them")
        case .barcode(let words):
            return Refusal("label_not_printable", "a barcode cannot be made: \(words)", status: .bug)
        }
    }

    /// A size that holds the labels, found by drawing them on what each fault asks for; nil where no layout is so large.
    private func fittingSize(_ labels: [(label: Label, copies: Int)], _ width: Int, _ height: Int) -> String? {
        func millimetres(_ length: Int) -> Int { max(20, (length + 999) / 1000) }
        var (width, height) = (millimetres(width), millimetres(height))
        while let layout = LabelLayout("\(width)x\(height)") {
            do {
                _ = try drawn(labels, layout, first: 1)
                return "\(width) x \(height) mm"
            } catch LabelFault.tooSmall(let wider, let higher) {
                let known = (width, height)
                (width, height) = (max(width, millimetres(wider)), max(height, millimetres(higher)))
                if (width, height) == known { (width, height) = (width + 1, height + 1) }
            } catch {
                return nil
            }
        }
        return nil
    }

    /// Makes the labels and writes the file, or writes to standard output; then shows what is in it.
    ///
    /// The file is begun before anything is made, so that nothing is numbered for a place that cannot be written.
    func deliver(
        _ bytes: () throws -> [UInt8], _ answer: () -> Answer, _ common: CommonOptions, isDryRun: Bool = false
    ) throws {
        guard let file = place.file, !isDryRun else {
            let bytes = try bytes()
            return isDryRun ? try common.show(answer()) : try Console.write(bytes: bytes)
        }
        try OutputFile.write(to: file) { try $0.write(bytes: bytes()) }
        try common.show(answer())
    }
}
