internal import ArgumentParser
internal import Catalog
internal import Operations
internal import Rendering

/// `nephrite material`: what stones and other materials really are.
struct MaterialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "material", abstract: "Materials: what they are, how they are named, what they bear.",
        discussion: "Example:\n  nephrite material show serpentine", subcommands: [List.self, Show.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the materials by code.",
            discussion: "Example:\n  nephrite material list -O csv")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let materials = try page.page(of: Products(common.open()).vocabulary().materials.values) {
                $0.code.rawValue
            }
            try common.show(
                .list(
                    materials.map {
                        .keys(
                            ("material", .text($0.code.rawValue)), ("name", .text($0.name)),
                            ("kind", .text($0.kind.rawValue)), ("label", .text($0.label)),
                            ("toughness", .text(ifPresent: $0.toughness?.rawValue)),
                            ("porosity", .text(ifPresent: $0.porosity?.rawValue)), ("status", .text($0.status.rawValue))
                        )
                    }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a material with the names it goes by.",
            discussion: "Example:\n  nephrite material show nephrite")
        @Argument(help: "The material's code.")
        var code: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            let vocabulary = try Products(common.open()).vocabulary()
            guard let material = vocabulary.materials[MaterialCode(code)] else {
                throw Refusal(
                    "material_unknown", "there is no material \(code)",
                    remedy: "nephrite material list shows the materials")
            }
            try common.show(Answer(material, vocabulary))
        }
    }
}

/// `nephrite shape`: the shapes of tools.
struct ShapeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shape", abstract: "Shapes: their usual sizes, edges and uses.",
        discussion: "Example:\n  nephrite shape show heart", subcommands: [List.self, Show.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the shapes by code.", discussion: "Example:\n  nephrite shape list")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let shapes = try page.page(of: Products(common.open()).vocabulary().shapes.values) { $0.code.rawValue }
            try common.show(
                .list(
                    shapes.map {
                        .keys(
                            ("shape", .text($0.code.rawValue)), ("name", .text($0.name)),
                            ("edge_features", .list($0.edgeFeatures.map { .text($0.rawValue) })),
                            ("typical_areas", .list($0.typicalAreas.map { .text($0.rawValue) })))
                    }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a shape with the names it goes by.",
            discussion: "Example:\n  nephrite shape show wing")
        @Argument(help: "The shape's code.")
        var code: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            let vocabulary = try Products(common.open()).vocabulary()
            guard let shape = vocabulary.shapes[ShapeCode(code)] else {
                throw Refusal(
                    "shape_unknown", "there is no shape \(code)", remedy: "nephrite shape list shows the shapes")
            }
            try common.show(Answer(shape, vocabulary))
        }
    }
}

extension Answer {
    /// A material with its names.
    init(_ material: Material, _ vocabulary: Vocabulary) {
        let names = vocabulary.materialNames.filter { $0.material == material.code }
        let misnomers = vocabulary.misnomers.filter { $0.usually.contains(material.code) }
        self = .keys(
            ("material", .text(material.code.rawValue)), ("name", .text(material.name)),
            ("kind", .text(material.kind.rawValue)), ("description", .text(material.summary)),
            ("label", .text(material.label)), ("label_rules", .list(material.labelRules.map(Answer.text))),
            ("mohs_min", .text(ifPresent: material.mohsMin?.description)),
            ("mohs_max", .text(ifPresent: material.mohsMax?.description)),
            ("specific_gravity_min", .text(ifPresent: material.specificGravityMin?.description)),
            ("specific_gravity_max", .text(ifPresent: material.specificGravityMax?.description)),
            ("toughness_class", .text(ifPresent: material.toughness?.rawValue)),
            ("porosity_class", .text(ifPresent: material.porosity?.rawValue)),
            ("care", .text(ifPresent: material.care?.description)), ("caution", .text(ifPresent: material.caution)),
            ("usual_treatments", .list(material.usualTreatments.map { .text($0.rawValue) })),
            ("status", .text(material.status.rawValue)), ("status_reason", .text(ifPresent: material.statusReason)),
            ("misnomers", .list(misnomers.map { .text($0.phrase) })),
            (
                "names",
                .list(
                    names.map {
                        .keys(
                            ("language", .text($0.language)), ("phrase", .text($0.phrase)),
                            ("basis", .text($0.basis.rawValue)))
                    })
            ))
    }

    /// A shape with its names.
    init(_ shape: Shape, _ vocabulary: Vocabulary) {
        let names = vocabulary.shapeNames.filter { $0.shape == shape.code }
        self = .keys(
            ("shape", .text(shape.code.rawValue)), ("name", .text(shape.name)), ("description", .text(shape.summary)),
            ("length_mm", Self.range(shape.lengthMillimetres)), ("width_mm", Self.range(shape.widthMillimetres)),
            ("thickness_mm", Self.range(shape.thicknessMillimetres)),
            ("edge_features", .list(shape.edgeFeatures.map { .text($0.rawValue) })),
            ("typical_areas", .list(shape.typicalAreas.map { .text($0.rawValue) })),
            (
                "names",
                .list(names.map { .keys(("language", .text($0.language)), ("phrase", .text($0.phrase))) })
            ))
    }

    private static func range(_ bounds: ClosedRange<Thousandths>?) -> Answer {
        guard let bounds else { return .null }
        return .keys(
            ("min", .text(bounds.lowerBound.description)), ("max", .text(bounds.upperBound.description)))
    }
}
