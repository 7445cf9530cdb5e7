internal import ArgumentParser
internal import Catalog
internal import Commanding
internal import Operations
internal import Rendering

/// `nephrite product`: what we sell.
struct ProductCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "product", abstract: "Products and what their suppliers say of them.",
        discussion: "Example:\n  nephrite product list --material nephrite --shape heart",
        subcommands: [
            List.self, Show.self, Set.self, Measure.self, Import.self, Fields.self, Grade.self, Screen.self,
            Evidence.self, Name.self, Picture.self, Link.self, Unlink.self, History.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List products by SKU.",
            discussion: "Example:\n  nephrite product list --material rose_quartz --supplier LOTUS -O csv")
        @Option(help: "Only this material, by its code.")
        var material: String?
        @Option(help: "Only this shape, by its code.")
        var shape: String?
        @Option(help: "Only this grade: professional, conditional, retail_only, unsuitable or unassessed.")
        var iastm: String?
        @Option(help: "Only this supplier's, with its item's data.")
        var supplier: String?
        @Option(help: "draft, active or discontinued.")
        var status: String?
        @Option(help: "A part of name, SKU or part number, or a GTIN.")
        var search: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            if let status, !["draft", "active", "discontinued"].contains(status) {
                throw ValidationError("--status takes draft, active or discontinued, not \"\(status)\"")
            }
            let grades = Catalog.Grade.allCases.map(\.rawValue) + [Grading.unassessed]
            if let iastm, !grades.contains(iastm) {
                throw ValidationError("--iastm takes \(grades.joined(separator: ", ")), not \"\(iastm)\"")
            }
        }

        func run() throws {
            let database = try common.open()
            let products = Products(database)
            try products.check(material: material, shape: shape)
            if let supplier { _ = try Suppliers(database).show(code: supplier) }
            var filter = Products.Filter()
            filter.material = material
            filter.shape = shape
            filter.grade = iastm
            filter.supplier = supplier
            filter.status = status
            filter.search = search
            try common.show(.list(try products.list(filter, limit: page.limit, after: page.after).map { Answer($0) }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a product: what it is, its grade with the reasons, its findings, its supplier items.",
            discussion: "Example:\n  nephrite product show LOTUS-LJ-1001 -O json")
        @Argument(help: "The SKU.")
        var sku: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.show(Answer(try Products(common.open()).show(sku)))
        }
    }

    struct History: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history",
            abstract: "Show every price a product's suppliers have asked, the latest run first.",
            discussion: "Example:\n  nephrite product history LOTUS-LJ-1001 -O csv")
        @Argument(help: "The SKU.")
        var sku: String
        @Option(help: "At most so many prices.")
        var limit: Int = 1000
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Products(common.open()).priceHistory(sku, limit: limit)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}
