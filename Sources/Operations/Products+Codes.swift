internal import Catalog

extension Products {
    /// Refuses codes that are no material or shape, so that a typo does not look like an empty shelf.
    package func check(material: String?, shape: String?) throws {
        guard material != nil || shape != nil else { return }
        let vocabulary = try vocabulary()
        if let material, vocabulary.materials[MaterialCode(material)] == nil {
            throw Refusal(
                "material_unknown", "there is no material \(material)", at: "--material",
                remedy: "nephrite material list shows the materials", status: .usage)
        }
        if let shape, vocabulary.shapes[ShapeCode(shape)] == nil {
            throw Refusal(
                "shape_unknown", "there is no shape \(shape)", at: "--shape",
                remedy: "nephrite shape list shows the shapes", status: .usage)
        }
    }

    /// Refuses a grade that no product can have as `grade_unknown`; `unassessed` is one.
    static func check(grade: String) throws {
        let grades = Grade.allCases.reversed().map(\.rawValue) + [Grading.unassessed]
        guard grades.contains(grade) else {
            throw Refusal(
                "grade_unknown", "there is no grade \(grade)", at: "--grade",
                remedy: "give one of \(grades.joined(separator: ", "))", status: .usage)
        }
    }
}
