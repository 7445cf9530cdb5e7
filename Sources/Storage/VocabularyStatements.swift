package import Catalog
package import Postgres

/// Loads everything that is known of the goods, for one recogniser or one command.
package func loadVocabulary(_ connection: Connection) throws(PostgresError) -> Vocabulary {
    Vocabulary(
        materials: try connection.fetch(SelectMaterials()),
        materialNames: try connection.fetch(SelectMaterialNames()),
        misnomers: try connection.fetch(SelectMisnomers()),
        treatments: try connection.fetch(SelectTreatments()),
        treatmentNames: try connection.fetch(SelectTreatmentNames()),
        shapes: try connection.fetch(SelectShapes()),
        shapeNames: try connection.fetch(SelectShapeNames()),
        contextWords: try connection.fetch(SelectContextWords()))
}

/// Every material, by code.
package struct SelectMaterials: Statement {
    /// The text.
    package static let sql = """
        SELECT code, name, kind, description, mohs_min, mohs_max, specific_gravity_min, specific_gravity_max,
               specific_gravity_typical, toughness_class, porosity_class, care, caution, usual_treatments,
               implied_treatments, label, label_rules, is_jade, status, status_reason
        FROM material
        ORDER BY code COLLATE "C"
        """

    /// All materials.
    package init() {}

    /// One material.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Material {
        Material(
            code: MaterialCode(try row.string("code")),
            name: try row.string("name"),
            kind: try row.code("kind"),
            summary: try row.string("description"),
            mohsMin: try row.thousandthsOrNil("mohs_min"),
            mohsMax: try row.thousandthsOrNil("mohs_max"),
            specificGravityMin: try row.thousandthsOrNil("specific_gravity_min"),
            specificGravityMax: try row.thousandthsOrNil("specific_gravity_max"),
            specificGravityTypical: try row.thousandthsOrNil("specific_gravity_typical"),
            toughness: try row.codeOrNil("toughness_class"),
            porosity: try row.codeOrNil("porosity_class"),
            care: try row.careOrNil("care"),
            caution: try row.stringOrNil("caution"),
            usualTreatments: try row.stringArray("usual_treatments").map { TreatmentCode($0) },
            impliedTreatments: try row.stringArray("implied_treatments").map { TreatmentCode($0) },
            label: try row.string("label"),
            labelRules: try row.stringArray("label_rules"),
            isJade: try row.bool("is_jade"),
            status: try row.code("status"),
            statusReason: try row.stringOrNil("status_reason"))
    }
}

/// Every word for a material, misnomers included.
package struct SelectMaterialNames: Statement {
    /// The text.
    package static let sql = """
        SELECT material_code, language, phrase, basis, is_generic
        FROM material_name
        ORDER BY material_code COLLATE "C", language COLLATE "C", phrase COLLATE "C"
        """

    /// All names.
    package init() {}

    /// One name.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> MaterialName {
        MaterialName(
            material: MaterialCode(try row.string("material_code")),
            language: try row.string("language"),
            phrase: try row.string("phrase"),
            basis: try row.code("basis"),
            isGeneric: try row.bool("is_generic"))
    }
}

/// Every wrong or open name of the trade.
package struct SelectMisnomers: Statement {
    /// The text.
    package static let sql = """
        SELECT phrase, usually, action, note
        FROM material_misnomer
        ORDER BY phrase COLLATE "C"
        """

    /// All misnomers.
    package init() {}

    /// One misnomer.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Misnomer {
        Misnomer(
            phrase: try row.string("phrase"),
            usually: try row.stringArray("usually").map { MaterialCode($0) },
            action: try row.code("action"),
            note: try row.stringOrNil("note"))
    }
}

/// Every treatment, by code.
package struct SelectTreatments: Statement {
    /// The text.
    package static let sql = """
        SELECT code, name, meaning, trigger_not_permanent, trigger_special_care, trigger_value, needs_evidence,
               care_override, contact_edge_allowed, label_prefix, label_note
        FROM treatment
        ORDER BY code COLLATE "C"
        """

    /// All treatments.
    package init() {}

    /// One treatment.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Treatment {
        Treatment(
            code: TreatmentCode(try row.string("code")),
            name: try row.string("name"),
            meaning: try row.string("meaning"),
            isNotPermanent: try row.bool("trigger_not_permanent"),
            needsSpecialCare: try row.bool("trigger_special_care"),
            affectsValue: try row.bool("trigger_value"),
            needsEvidence: try row.bool("needs_evidence"),
            careOverride: try row.careOrNil("care_override"),
            isAllowedOnContactEdge: try row.bool("contact_edge_allowed"),
            labelPrefix: try row.stringOrNil("label_prefix"),
            labelNote: try row.stringOrNil("label_note"))
    }
}

/// Every word for a treatment.
package struct SelectTreatmentNames: Statement {
    /// The text.
    package static let sql = """
        SELECT treatment_code, language, phrase, is_feature_only
        FROM treatment_name
        ORDER BY treatment_code COLLATE "C", language COLLATE "C", phrase COLLATE "C"
        """

    /// All names.
    package init() {}

    /// One name.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> TreatmentName {
        TreatmentName(
            treatment: TreatmentCode(try row.string("treatment_code")),
            language: try row.string("language"),
            phrase: try row.string("phrase"),
            isFeatureOnly: try row.bool("is_feature_only"))
    }
}

/// Every shape, by code.
package struct SelectShapes: Statement {
    /// The text.
    package static let sql = """
        SELECT code, name, description, length_mm_min, length_mm_max, width_mm_min, width_mm_max, thickness_mm_min,
               thickness_mm_max, edge_features, typical_areas
        FROM shape
        ORDER BY code COLLATE "C"
        """

    /// All shapes.
    package init() {}

    /// One shape.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Shape {
        Shape(
            code: ShapeCode(try row.string("code")),
            name: try row.string("name"),
            summary: try row.string("description"),
            lengthMillimetres: try row.boundsOrNil("length_mm_min", "length_mm_max"),
            widthMillimetres: try row.boundsOrNil("width_mm_min", "width_mm_max"),
            thicknessMillimetres: try row.boundsOrNil("thickness_mm_min", "thickness_mm_max"),
            edgeFeatures: try row.codes("edge_features"),
            typicalAreas: try row.codes("typical_areas"))
    }
}

/// Every word for a shape.
package struct SelectShapeNames: Statement {
    /// The text.
    package static let sql = """
        SELECT shape_code, language, phrase, is_feature_only, is_assumed
        FROM shape_name
        ORDER BY shape_code COLLATE "C", language COLLATE "C", phrase COLLATE "C"
        """

    /// All names.
    package init() {}

    /// One name.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ShapeName {
        ShapeName(
            shape: ShapeCode(try row.string("shape_code")),
            language: try row.string("language"),
            phrase: try row.string("phrase"),
            isFeatureOnly: try row.bool("is_feature_only"),
            isAssumed: try row.bool("is_assumed"))
    }
}

/// Every word that changes what stands beside it.
package struct SelectContextWords: Statement {
    /// The text.
    package static let sql = """
        SELECT role, language, phrase
        FROM context_word
        ORDER BY role COLLATE "C", language COLLATE "C", phrase COLLATE "C"
        """

    /// All words.
    package init() {}

    /// One word.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ContextWord {
        ContextWord(
            role: try row.code("role"), language: try row.string("language"), phrase: try row.string("phrase"))
    }
}
