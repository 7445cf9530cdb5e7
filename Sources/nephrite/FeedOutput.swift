internal import ArgumentParser
internal import Commanding
internal import Feeds
internal import Operations
internal import Quantities
internal import Rendering
internal import Reporting

/// A form of a feed of ours.
enum FeedFormat: String, CaseIterable, ExpressibleByArgument, OutputForm {
    case bmecat, google, csv, xlsx

    /// `.xml` alone means BMEcat.
    var endings: [String] { self == .bmecat || self == .google ? ["xml", rawValue] : [rawValue] }
    var isBinary: Bool { self == .xlsx }
}

/// A feed written into a file.
struct FeedOutput {
    private let export: CatalogExport
    private let scope: CatalogExport.Scope
    private let format: FeedFormat
    private let link: String
    private let progress: (Int, Int) -> Void

    init(
        _ export: CatalogExport, _ scope: CatalogExport.Scope, _ format: FeedFormat, link: String,
        progress: @escaping (Int, Int) -> Void
    ) {
        (self.export, self.scope, self.format, self.link) = (export, scope, format, link)
        self.progress = progress
    }

    /// Writes it whole; tables are looked through once before, for the length of their lists.
    func write(to part: OutputFile.Part) throws -> CatalogExport.Outcome {
        let sink: FeedSink = { try part.write($0) }
        return try export.inOneView {
            switch format {
            case .bmecat: try stream(BMEcatFeed(scope.head, into: sink))
            case .google: try stream(GoogleFeed(scope.head, link: link, into: sink))
            case .csv: try stream(CSVFeed(try table(), into: sink))
            case .xlsx: try workbook(part)
            }
        }
    }

    private func stream(_ writer: some FeedWriter) throws -> CatalogExport.Outcome {
        var writer = writer
        try writer.begin()
        let outcome = try export.forEach(scope, progress: progress) { product in
            if let excess = excess(of: product) { return excess }
            try writer.write(product)
            return nil
        }
        try writer.end()
        return outcome
    }

    private func table() throws -> TableFeed {
        var lengths = TableFeed.Lengths()
        _ = try export.forEach(scope) { product in
            if TableFeed.excess(of: product) == nil { lengths.add(product) }
            return nil
        }
        return TableFeed(scope.head, lengths)
    }

    private func excess(of product: FeedProduct) -> CatalogExport.LeftOut? {
        guard format == .csv || format == .xlsx, let words = TableFeed.excess(of: product) else { return nil }
        return CatalogExport.LeftOut(sku: product.sku, code: "no_room", message: "it has \(words)")
    }

    private func workbook(_ part: OutputFile.Part) throws -> CatalogExport.Outcome {
        let table = try table()
        do {
            let book = try PlainWorkbook(
                path: part.openPath, scratch: part.folder, title: "Catalog", created: scope.day, titles: table.titles)
            let outcome = try export.forEach(scope, progress: progress) { product in
                if let excess = excess(of: product) { return excess }
                try book.add(table.cells(product).map(TableFeed.apostropheKept))
                return nil
            }
            try book.finish()
            return outcome
        } catch let fault as WorkbookFault {
            throw part.refusal(fault.description)
        }
    }
}
