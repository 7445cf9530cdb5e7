/// What a criterion says of a product.
public enum CriterionResult: String, Sendable, CaseIterable {
    /// The product meets it.
    case pass
    /// The product does not meet it.
    case fail
    /// A field that decides it is not recorded.
    case unknown
    /// It does not concern such a product; counts as pass.
    case notApplicable = "not_applicable"

    init(_ answer: Bool?) {
        self = answer.map { $0 ? .pass : .fail } ?? .unknown
    }
}

extension Criterion {
    /// A judgement with the value that was judged and the fields that would settle it.
    struct Finding {
        var result: CriterionResult
        var value: String?
        var missing: [String] = []
    }

    /// Judges one product; a rule that names a field it cannot read is a mistake in the data and judged as unknown.
    func judge(_ facts: ProductFacts) -> Finding {
        switch rule {
        case .careNotAvoid: judgeCare(facts, treated: false)
        case .treatedCareNotAvoid: judgeCare(facts, treated: true)
        case .oneOf: judgeCode(facts) { codes.contains($0) }
        case .noneOf: judgeCode(facts) { !codes.contains($0) }
        case .atLeast: judgeFigure(facts) { figure in minimum.map { figure >= $0 } }
        case .atMost: judgeFigure(facts) { figure in maximum.map { figure <= $0 } }
        case .radiusWithin: judgeRadius(facts)
        case .atLeastByKind: judgeByKind(facts, measured: true)
        case .measuredAtLeastByKind: judgeByKind(facts, measured: facts.isThicknessMeasuredOnLot)
        case .isTrue: judgeFlag(facts, wanted: true)
        case .isFalse: judgeFlag(facts, wanted: false)
        case .isTrueAtInnerCorners: judgeFlag(facts, wanted: true, concerns: facts.hasInnerCorners, by: "shape")
        case .isFalseWhereTreated: judgeFlag(facts, wanted: false, concerns: isTreated(facts), by: "treatments")
        case .noTreatmentOf: judgeTreatments(facts)
        case .porosityOrTest: judgePorosity(facts)
        case .edgeDrawing: judgeDrawing(facts)
        case .lengthOrGrip:
            judgeEither(
                facts, minimum.flatMap { least in facts.lengthMillimetres.map { $0 >= least } }, facts.hasGripFeature,
                "grip_feature")
        case .finish:
            judgeEither(
                facts, maximum.flatMap { most in facts.roughnessMicrometres.map { $0 <= most } },
                facts.isFinishGoodAtTenfold, "visual_10x_ok")
        case .identityOrCertificate: judgeIdentity(facts)
        }
    }

    // MARK: Reading fields

    private func figure(_ facts: ProductFacts) -> Thousandths? {
        switch field {
        case "edge_min_radius_mm": facts.edgeMinRadiusMillimetres
        case "edge_max_radius_mm": facts.edgeMaxRadiusMillimetres
        case "chip_max_mm": facts.chipMaxMillimetres
        case "thickness_min_mm": facts.thicknessMinMillimetres
        case "length_mm": facts.lengthMillimetres
        case "mohs_min": facts.mohs
        case "ra_um": facts.roughnessMicrometres
        default: nil
        }
    }

    private func code(_ facts: ProductFacts) -> String? {
        switch field {
        case "material_status": facts.materialStatus?.rawValue
        case "toughness_class": facts.toughness?.rawValue
        case "porosity_class": facts.porosity?.rawValue
        case "disinfection_level": facts.disinfectionLevel?.rawValue
        case "identity_basis": facts.identityBasis?.rawValue
        default: nil
        }
    }

    private func flag(_ facts: ProductFacts) -> Bool? {
        switch field {
        case "inner_corner_chamfered": facts.isInnerCornerChamfered
        case "surface_crack": facts.hasSurfaceCrack
        case "dye_transfer": facts.hasDyeTransfer
        case "lot_inspection": facts.isLotAccepted
        default: nil
        }
    }

    private func isTreated(_ facts: ProductFacts) -> Bool? {
        facts.treatments.map { $0.contains { codes.contains($0.rawValue) } }
    }

    // MARK: Judging

    private func finding(_ answer: Bool?, _ value: String?, missing: [String]) -> Finding {
        Finding(result: CriterionResult(answer), value: value, missing: answer == nil ? missing : [])
    }

    private func judgeCode(_ facts: ProductFacts, _ passes: (String) -> Bool) -> Finding {
        let code = code(facts)
        return finding(code.map(passes), code, missing: [field])
    }

    private func judgeFigure(_ facts: ProductFacts, _ passes: (Thousandths) -> Bool?) -> Finding {
        let figure = figure(facts)
        return finding(figure.flatMap(passes), figure?.description, missing: [field])
    }

    private func judgeFlag(
        _ facts: ProductFacts, wanted: Bool, concerns: Bool? = true, by decider: String = ""
    ) -> Finding {
        let flag = flag(facts)
        let value = flag.map { $0 ? "true" : "false" }
        if concerns == false { return Finding(result: .notApplicable, value: value) }
        if flag == wanted { return Finding(result: .pass, value: value) }
        if concerns == true { return finding(flag.map { $0 == wanted }, value, missing: [field]) }
        // What is wrong may not concern the product, and what is missing need not.
        return Finding(result: .unknown, value: value, missing: flag == nil ? [decider, field] : [decider])
    }

    private func judgeCare(_ facts: ProductFacts, treated: Bool) -> Finding {
        guard let care = facts.care else { return Finding(result: .unknown, value: nil, missing: ["material"]) }
        let exposures = codes.compactMap { Care.Exposure($0) }
        let whole = treated ? facts.treatmentCare.map { care.overridden(by: $0) } : care
        let answers = exposures.map { (whole ?? care)[$0] }
        let value = zip(exposures, answers).map { "\($0) \(Care.letter($1))" }.joined(separator: ", ")
        if answers.contains(.avoid) { return Finding(result: .fail, value: value) }
        // A treatment that nobody has recorded may forbid what the stone itself allows.
        if whole == nil { return Finding(result: .unknown, value: value, missing: ["treatments"]) }
        return Finding(result: .pass, value: value)
    }

    private func judgeRadius(_ facts: ProductFacts) -> Finding {
        let (least, greatest) = (facts.edgeMinRadiusMillimetres, facts.edgeMaxRadiusMillimetres)
        let value = "\(least?.description ?? "?") to \(greatest?.description ?? "?")"
        // Either figure tells of both bounds: a least radius above the upper one fails whatever the greatest is.
        let low = least.flatMap { isWithin($0) }
        let high = greatest.flatMap { isWithin($0) }
        var missing: [String] = []
        if least == nil { missing.append("edge_min_radius_mm") }
        if greatest == nil { missing.append("edge_max_radius_mm") }
        return finding(both(low, high), least == nil && greatest == nil ? nil : value, missing: missing)
    }

    private func isWithin(_ figure: Thousandths) -> Bool? {
        guard let minimum, let maximum else { return nil }
        return figure >= minimum && figure <= maximum
    }

    private func judgeByKind(_ facts: ProductFacts, measured: Bool?) -> Finding {
        let figure = figure(facts)
        let value = figure?.description
        guard let kind = facts.materialKind else {
            return Finding(result: .unknown, value: value, missing: ["material"] + (figure == nil ? [field] : []))
        }
        switch kinds[kind] {
        case nil: return Finding(result: .notApplicable, value: value)
        case .pass: return Finding(result: .pass, value: value)
        case .fail: return Finding(result: .fail, value: value ?? kind.rawValue)
        case .minimum(let least):
            let answer = both(figure.map { $0 >= least }, measured)
            return finding(answer, value, missing: [field])
        }
    }

    private func judgeTreatments(_ facts: ProductFacts) -> Finding {
        let value = facts.treatments.map { $0.isEmpty ? "none" : $0.map(\.rawValue).joined(separator: ", ") }
        return finding(isTreated(facts).map { !$0 }, value, missing: ["treatments"])
    }

    private func judgePorosity(_ facts: ProductFacts) -> Finding {
        guard let porosity = code(facts) else { return Finding(result: .unknown, value: nil, missing: [field]) }
        if porosity == codes.first { return Finding(result: .pass, value: porosity) }
        guard codes.dropFirst().contains(porosity) else { return Finding(result: .fail, value: porosity) }
        return finding(facts.hasAbsorptionTest, porosity, missing: ["absorption_test"])
    }

    private func judgeDrawing(_ facts: ProductFacts) -> Finding {
        let tolerance = facts.edgeToleranceMillimetres
        let isFine = tolerance.flatMap { figure in maximum.map { figure <= $0 } }
        let answer = facts.hasEdgeDrawing == false ? false : both(facts.hasEdgeDrawing, isFine)
        let value = facts.hasEdgeDrawing.map {
            $0 ? "drawing, tolerance \(tolerance?.description ?? "?")" : "no drawing"
        }
        return finding(answer, value, missing: facts.hasEdgeDrawing == nil ? [field] : ["edge_tolerance_mm"])
    }

    /// Either of two suffices; both must be known to fail.
    private func judgeEither(_ facts: ProductFacts, _ one: Bool?, _ other: Bool?, _ otherField: String) -> Finding {
        let value = figure(facts)?.description ?? other.map { "\(otherField) \($0)" }
        if one == true || other == true { return Finding(result: .pass, value: value) }
        var missing: [String] = []
        if one == nil { missing.append(field) }
        if other == nil { missing.append(otherField) }
        return finding(missing.isEmpty ? false : nil, value, missing: missing)
    }

    private func judgeIdentity(_ facts: ProductFacts) -> Finding {
        let basis = code(facts)
        if let basis, codes.contains(basis) { return Finding(result: .pass, value: basis) }
        let isCertified = facts.materialKind.map { $0 == .metal } == false ? false : facts.hasMillCertificate
        if facts.materialKind == .metal && isCertified == true {
            return Finding(result: .pass, value: "mill certificate")
        }
        // Without a material nobody can say whether a mill certificate would do.
        let answer: Bool? = basis == nil || isCertified != false ? nil : false
        var missing: [String] = []
        if basis == nil { missing.append(field) }
        if facts.materialKind == nil { missing.append("material") }
        if facts.materialKind == .metal && facts.hasMillCertificate == nil { missing.append("mill_certificate") }
        return finding(answer, basis, missing: missing)
    }

    /// Three-valued "and".
    private func both(_ one: Bool?, _ other: Bool?) -> Bool? {
        if one == false || other == false { return false }
        return one == nil || other == nil ? nil : true
    }
}
