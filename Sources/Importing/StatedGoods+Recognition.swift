internal import Catalog

extension StatedGoods {
    /// What a recognition found, as it is kept with the item.
    init(_ recognition: Recognition) {
        self.init()
        material = recognition.material?.rawValue
        shape = recognition.shape?.rawValue
        treatments = recognition.treatments.map(\.rawValue)
        identityBasis = recognition.basis.rawValue
        evidence = recognition.evidence.map { found in
            let (subject, code) = Self.names(found.subject)
            return GoodsEvidence(
                subject: subject, code: code, field: found.place.field.rawValue, phrase: found.place.phrase,
                scalars: found.place.scalars, rule: found.rule.rawValue)
        }
    }

    private static func names(_ subject: Evidence.Subject) -> (String, String) {
        switch subject {
        case .material(let code): ("material", code.rawValue)
        case .shape(let code): ("shape", code.rawValue)
        case .treatment(let code): ("treatment", code.rawValue)
        }
    }
}

extension RecognitionFinding {
    /// The field the finding is about.
    var fieldName: String {
        switch self {
        case .shapeAssumed, .shapeSeveral: "shape"
        default: "material"
        }
    }

    /// The words it rests on, where it rests on some.
    var words: String? {
        switch self {
        case .misnomer(let phrase, _, _), .jadeUnqualified(let phrase, _), .shapeAssumed(let phrase, _): phrase
        default: nil
        }
    }

    /// What it means for the reader.
    var message: String {
        switch self {
        case .misnomer(let phrase, let usually, _):
            "\"\(phrase)\" is a wrong name; it usually is \(list(usually)) and is catalogued under that"
        case .jadeUnqualified(let phrase, let usually):
            "\"\(phrase)\" alone does not say which stone it is (\(list(usually))); set the material when it is known"
        case .materialContradiction(let trusted, let named, let field):
            "the \(field.rawValue) names \(list(named)), but \(trusted.rawValue) is stated where it counts more"
        case .materialSeveral(let named, let field):
            "the \(field.rawValue) names several materials (\(list(named))), so none was taken"
        case .materialUnknown: "no text names a material"
        case .materialRefused(let code): "\(code.rawValue) may not be listed"
        case .materialRestricted(let code): "\(code.rawValue) is for display only"
        case .shapeAssumed(let phrase, let taken): "\"\(phrase)\" was taken as \(taken.rawValue)"
        case .shapeSeveral(let named, let field):
            "the \(field.rawValue) names several shapes (\(named.map(\.rawValue).joined(separator: ", "))), so none was taken"
        }
    }

    private func list(_ codes: [MaterialCode]) -> String {
        codes.map(\.rawValue).joined(separator: ", ")
    }
}
