/// A product's name made of what is known of it: material with its treatments, kind of tool, shape, size.
///
/// It says what has to be disclosed (rule N5) and nothing that the material may not bear (N1 to N4, N6, N7):
/// "Dyed agate gua sha board, heart, 80 × 60 mm".
public enum ProductName {
    /// The name of a product; nil where the material is not known or may not be listed.
    public static func generated(for product: KnownProduct, _ vocabulary: Vocabulary) -> String? {
        guard let material = product.material.flatMap({ vocabulary.materials[MaterialCode($0)] }),
            material.status != .refused
        else { return nil }
        return text(
            material, product.treatments.compactMap { vocabulary.treatments[TreatmentCode($0)] },
            product.shape.flatMap { vocabulary.shapes[ShapeCode($0)] },
            size: size(of: product))
    }

    /// A name that needs no screening: the generated one, or without a material the kind of tool, its shape and size: "Gua sha board,
    /// heart, 80 × 60 mm".
    public static func printable(for product: KnownProduct, _ vocabulary: Vocabulary) -> String {
        if let name = generated(for: product, vocabulary) { return name }
        let shape = product.shape.flatMap { vocabulary.shapes[ShapeCode($0)] }
        return ([capitalised(tool(shape)), shape.flatMap(form), size(of: product)] as [String?]).compactMap { $0 }
            .joined(separator: ", ")
    }

    /// The parts as one name; the size as in `80 × 60 mm`.
    public static func text(_ material: Material, _ treatments: [Treatment], _ shape: Shape?, size: String?) -> String {
        // A composite may not begin with the stone's bare name (rule N3).
        let composite = treatments.first { $0.code == "reconstituted" }?.labelNote.map { $0 + ": " } ?? ""
        let named = treatments.filter { $0.isNamed && $0.code != "reconstituted" }
        let label = capitalised(composite + MaterialLabel.label(for: material, treatments: named))
        return ([label + " " + tool(shape)] + [shape.flatMap(form), size].compactMap { $0 }).joined(separator: ", ")
    }

    private static func size(of product: KnownProduct) -> String? {
        guard let length = product.figure("length_mm") else { return nil }
        return product.figure("width_mm").map { "\(length) × \($0) mm" } ?? "\(length) mm"
    }

    /// What it is, before the shape: rollers, rods and lenses are no boards.
    private static func tool(_ shape: Shape?) -> String {
        guard let shape else { return "massage tool" }
        if shape.edgeFeatures.contains(.rolling) { return "massage roller" }
        if shape.edgeFeatures.contains(.combTeeth) { return "massage comb" }
        return shape.thicknessMillimetres == nil ? "massage tool" : "gua sha board"
    }

    /// The shape's name without what the tool says already: "rectangular" of "rectangular board".
    private static func form(_ shape: Shape) -> String? {
        var words = shape.name.split(separator: " ").map(String.init)
        if let alternative = words.firstIndex(of: "or") { words.removeSubrange(alternative...) }
        let said = ["board", "roller", "comb"]
        if let last = words.last, said.contains(last) { words.removeLast() }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

extension Treatment {
    /// Whether it belongs to a name: what must be disclosed, and the grade of jadeite.
    fileprivate var isNamed: Bool { mustBeDisclosed || code == "jade_a" }
}
