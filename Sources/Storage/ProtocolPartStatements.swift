package import Catalog
package import Postgres

/// Adds a step of a protocol.
package struct InsertProtocolStep: Statement {
    package static let sql = """
        INSERT INTO protocol_step (protocol_id, ordinal, heading, instruction, body_area, pressure_level, stroke_kind,
            duration_s_min, duration_s_max, repetitions, stop_conditions)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    let id: Int64
    let ordinal: Int
    let step: ToolProtocol.Step

    /// The protocol, the step's number from 1, and the step.
    package init(of id: Int64, ordinal: Int, _ step: ToolProtocol.Step) {
        self.id = id
        self.ordinal = ordinal
        self.step = step
    }

    package var parameters: [any ParameterConvertible] {
        [
            id, ordinal, step.heading, step.instruction, step.bodyArea?.rawValue, step.pressureLevel?.rawValue,
            step.strokeKind?.rawValue, step.durationSecondsMin, step.durationSecondsMax, step.repetitions,
            step.stopConditions,
        ]
    }
}

/// The steps of a protocol in their order, without their requirements.
package struct SelectProtocolSteps: Statement {
    package static let sql = """
        SELECT heading, instruction, body_area, pressure_level, stroke_kind, duration_s_min, duration_s_max, repetitions,
            stop_conditions
        FROM protocol_step WHERE protocol_id = $1 ORDER BY ordinal
        """
    let id: Int64

    /// The protocol.
    package init(of id: Int64) { self.id = id }

    package var parameters: [any ParameterConvertible] { [id] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ToolProtocol.Step {
        ToolProtocol.Step(
            heading: try row.string("heading"), instruction: try row.string("instruction"),
            bodyArea: try row.codeOrNil("body_area"), pressureLevel: try row.codeOrNil("pressure_level"),
            strokeKind: try row.codeOrNil("stroke_kind"), durationSecondsMin: try row.intOrNil("duration_s_min"),
            durationSecondsMax: try row.intOrNil("duration_s_max"), repetitions: try row.intOrNil("repetitions"),
            stopConditions: try row.stringArray("stop_conditions"))
    }
}

/// Adds what a step asks of a tool.
package struct InsertToolRequirement: Statement {
    package static let sql = """
        INSERT INTO step_tool_requirement (protocol_id, step_ordinal, ordinal, attribute, operator, operands, unit, importance)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    let id: Int64
    let step, ordinal: Int
    let requirement: ToolRequirement

    /// The protocol, the step, the requirement's number from 1, and the requirement.
    package init(of id: Int64, step: Int, ordinal: Int, _ requirement: ToolRequirement) {
        self.id = id
        self.step = step
        self.ordinal = ordinal
        self.requirement = requirement
    }

    package var parameters: [any ParameterConvertible] {
        [
            id, step, ordinal, requirement.attribute, requirement.comparison.rawValue, requirement.operands,
            requirement.unit, requirement.importance.rawValue,
        ]
    }
}

/// What the steps of a protocol ask of tools, in their order.
package struct SelectToolRequirements: Statement {
    package static let sql = """
        SELECT step_ordinal, attribute, operator, operands, unit, importance
        FROM step_tool_requirement WHERE protocol_id = $1 ORDER BY step_ordinal, ordinal
        """
    let id: Int64

    /// The protocol.
    package init(of id: Int64) { self.id = id }

    package var parameters: [any ParameterConvertible] { [id] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (step: Int, requirement: ToolRequirement) {
        (
            try row.int("step_ordinal"),
            ToolRequirement(
                try row.string("attribute"), try row.code("operator"), try row.stringArray("operands"),
                unit: try row.stringOrNil("unit"), importance: try row.code("importance"))
        )
    }
}

/// Adds the reasons against use that a protocol names.
package struct InsertProtocolContraindication: Statement {
    package static let sql =
        "INSERT INTO protocol_contraindication (protocol_id, code, note) VALUES ($1, $2, $3)"
    let id: Int64
    let named: ToolProtocol.Contraindication

    /// The protocol and the reason.
    package init(of id: Int64, _ named: ToolProtocol.Contraindication) {
        self.id = id
        self.named = named
    }

    package var parameters: [any ParameterConvertible] { [id, named.code, named.note] }
}

/// A reason against use that a protocol names.
package struct ContraindicationRow: Sendable, Equatable {
    /// Its code, what it is, and how strictly it is taken.
    package let code, item, strictness: String
    /// What the protocol's author adds.
    package let note: String?
}

/// The reasons against use that a protocol names, in the order of the vocabulary.
package struct SelectProtocolContraindications: Statement {
    package static let sql = """
        SELECT known.code, known.item, known.class, named.note
        FROM protocol_contraindication AS named JOIN contraindication AS known ON known.code = named.code
        WHERE named.protocol_id = $1 ORDER BY known.ordinal
        """
    let id: Int64

    /// The protocol.
    package init(of id: Int64) { self.id = id }

    package var parameters: [any ParameterConvertible] { [id] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ContraindicationRow {
        ContraindicationRow(
            code: try row.string("code"), item: try row.string("item"), strictness: try row.string("class"),
            note: try row.stringOrNil("note"))
    }
}

/// The codes of all reasons against use.
package struct SelectContraindicationCodes: Statement {
    package static let sql = "SELECT code FROM contraindication ORDER BY ordinal"

    /// All.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("code") }
}

/// The codes of all studies.
package struct SelectEvidenceCodes: Statement {
    package static let sql = "SELECT code FROM evidence ORDER BY code COLLATE \"C\""

    /// All.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("code") }
}

/// Lets a protocol name a study by its code.
package struct InsertProtocolEvidence: Statement {
    package static let sql = """
        INSERT INTO protocol_evidence (protocol_id, evidence_id) SELECT $1, id FROM evidence WHERE code = $2
        """
    let id: Int64
    let code: String

    /// The protocol and the study's code.
    package init(of id: Int64, code: String) {
        self.id = id
        self.code = code
    }

    package var parameters: [any ParameterConvertible] { [id, code] }
}

/// A study that a protocol names.
package struct ProtocolStudyRow: Sendable, Equatable {
    /// Its code and title.
    package let code, title: String
    /// Whether its citation counts as verified on the day.
    package let isVerified: Bool
    /// Sentences that lean on it with whether it carries them, the latest word of each: sentence, support, and so on.
    package let claims: [String]
}

/// The studies that a protocol names, with the latest word on each sentence that leans on them.
package struct SelectProtocolStudies: Statement {
    package static let sql = """
        SELECT evidence.code, evidence.title,
            evidence.verification_status = 'verified_match' AND coalesce(evidence.expires_on >= $2::date, true) AS is_verified,
            coalesce((
                SELECT array_agg(part ORDER BY latest.id, place)
                FROM (
                    SELECT DISTINCT ON (claim.cited_claim) claim.id, claim.cited_claim, claim.claim_support
                    FROM evidence_claim AS claim WHERE claim.evidence_id = evidence.id
                    ORDER BY claim.cited_claim, claim.id DESC
                ) AS latest
                CROSS JOIN LATERAL unnest(ARRAY[latest.cited_claim, latest.claim_support])
                    WITH ORDINALITY AS parts (part, place)), '{}') AS claims
        FROM protocol_evidence AS named JOIN evidence ON evidence.id = named.evidence_id
        WHERE named.protocol_id = $1 ORDER BY evidence.code COLLATE "C"
        """
    let id: Int64
    let today: String

    /// The protocol, and the day on which citations have to count.
    package init(of id: Int64, today: String) {
        self.id = id
        self.today = today
    }

    package var parameters: [any ParameterConvertible] { [id, today] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ProtocolStudyRow {
        ProtocolStudyRow(
            code: try row.string("code"), title: try row.string("title"), isVerified: try row.bool("is_verified"),
            claims: try row.stringArray("claims"))
    }
}

/// Active products with what steps may ask of them, by SKU; streamed, since there may be any number.
package struct SelectToolsOnOffer: Statement {
    package static let sql = """
        SELECT product.sku, offered.name, offered.iastm_grade, item.part_number, version.material, version.shape,
            version.treatments, version.identity_basis, version.country_of_origin, version.length_mm, version.width_mm,
            version.thickness_mm, version.mass_g,
            CASE WHEN product.facts = '{}' THEN '{}' ELSE (
                SELECT array_agg(part ORDER BY fact.key, place)
                FROM jsonb_each(product.facts) AS fact
                CROSS JOIN LATERAL unnest(ARRAY[fact.key, fact.value ->> 0, fact.value ->> 1])
                    WITH ORDINALITY AS parts (part, place)) END AS facts
        FROM product_on($1::date) AS offered
        JOIN product ON product.id = offered.product_id
        LEFT JOIN supplier_item AS item ON item.id = offered.item_id
        LEFT JOIN supplier_item_version AS version
            ON version.run_id = item.version_run AND version.record = item.version_record
        WHERE offered.status = 'active' AND ($2::text IS NULL OR product.sku = $2)
        ORDER BY product.sku COLLATE "C"
        """
    let today: String
    let sku: String?

    /// All active products of a day, or the one of an SKU.
    package init(today: String, sku: String? = nil) {
        self.today = today
        self.sku = sku
    }

    package var parameters: [any ParameterConvertible] { [today, sku] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (sku: String, product: KnownProduct, grade: Grade?) {
        var item: SupplierItem?
        if let number = try row.stringOrNil("part_number") {
            var known = SupplierItem(partNumber: number)
            known.name = try row.stringOrNil("name")
            known.goods.material = try row.stringOrNil("material")
            known.goods.shape = try row.stringOrNil("shape")
            known.goods.treatments = try row.stringArrayOrNil("treatments") ?? []
            known.goods.identityBasis = try row.stringOrNil("identity_basis") ?? IdentityBasis.unknown.rawValue
            known.countryOfOrigin = try row.stringOrNil("country_of_origin")
            known.length = try row.decimalOrNil("length_mm")
            known.width = try row.decimalOrNil("width_mm")
            known.thickness = try row.decimalOrNil("thickness_mm")
            known.mass = try row.decimalOrNil("mass_g")
            item = known
        }
        let parts = try row.stringArray("facts")
        var facts: [String: KnownFact] = [:]
        for start in stride(from: 0, to: parts.count - 2, by: 3) {
            facts[parts[start]] = KnownFact(parts[start + 1], isMeasured: parts[start + 2] == "measured")
        }
        return (try row.string("sku"), KnownProduct(item, facts), Grade(rawValue: try row.string("iastm_grade")))
    }
}
