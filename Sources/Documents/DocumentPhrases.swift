/// Words that documents take from the vocabulary, in the languages of documents.
extension DocumentWords {
    /// A treatment or a condition of use; one that is not known stands as it is.
    package func phrase(_ text: String) -> String {
        guard language.place > 0, let phrases = Self.phrases[text] else { return text }
        return phrases[language.place - 1]
    }

    /// Why goods leave, by its code.
    package func exportReason(_ code: String) -> String {
        let words: [String: DocumentWord] = [
            "sale": .reasonSale, "sample": .reasonSample, "return": .reasonReturn, "repair": .reasonRepair,
            "gift": .reasonGift,
        ]
        return words[code].map { self[$0] } ?? code
    }

    /// A grade by its code.
    package func grade(_ code: String) -> String {
        let words: [String: DocumentWord] = [
            "professional": .gradeProfessional, "conditional": .gradeConditional, "retail_only": .gradeRetailOnly,
            "unsuitable": .gradeUnsuitable,
        ]
        return self[words[code] ?? .gradeUnassessed]
    }

    /// The usual word for the pieces of trade; a code says nothing to a reader.
    package func unit(_ code: String, isOne: Bool = false) -> String {
        let names = isOne ? Self.one[code] ?? Self.units[code] : Self.units[code]
        return names?[language.place] ?? code
    }

    private static let pieces = ["pcs", "Stk", "pcs", "uds", "件"]
    private static let piece = ["pc", "Stk", "pc", "ud", "件"]
    private static let one = ["H87": piece, "C62": piece, "EA": piece, "NAR": piece]
    private static let units = [
        "H87": pieces, "C62": pieces, "EA": pieces, "NAR": pieces, "SET": ["set", "Satz", "jeu", "juego", "套"],
        "PR": ["pair", "Paar", "paire", "par", "双"], "XBX": ["box", "Karton", "boîte", "caja", "盒"],
        "XPK": ["pack", "Packung", "paquet", "paquete", "包"], "XCT": ["carton", "Karton", "carton", "cartón", "箱"],
        "XCS": ["case", "Kiste", "caisse", "caja", "箱"], "DZN": ["dozen", "Dutzend", "douzaine", "docena", "打"],
        "KGM": ["kg", "kg", "kg", "kg", "千克"],
    ]

    /// In German, French, Spanish and Chinese.
    private static let phrases = [
        "surface wax": ["Oberflächenwachs", "cire de surface", "cera superficial", "表面上蜡"],
        "oil filling": ["Ölfüllung", "remplissage d'huile", "relleno de aceite", "浸油"],
        "bleaching": ["gebleicht", "blanchiment", "blanqueo", "漂白"],
        "polymer impregnation": ["polymerimprägniert", "imprégnation de polymère", "impregnación con polímero", "注胶"],
        "dye": ["gefärbt", "teinture", "teñido", "染色"],
        "A jade": ["A-Jade", "jade A", "jade A", "A货翡翠"], "B jade": ["B-Jade", "jade B", "jade B", "B货翡翠"],
        "C jade": ["C-Jade", "jade C", "jade C", "C货翡翠"],
        "B+C jade": ["B+C-Jade", "jade B+C", "jade B+C", "B+C货翡翠"],
        "heat treatment": ["wärmebehandelt", "traitement thermique", "tratamiento térmico", "热处理"],
        "irradiation": ["bestrahlt", "irradiation", "irradiación", "辐照"],
        "coating": ["beschichtet", "revêtement", "recubrimiento", "镀膜"],
        "reconstitution": ["rekonstituiert", "reconstitution", "reconstitución", "再造"],
        "gluing or repair": ["geklebt oder repariert", "collage ou réparation", "pegado o reparación", "粘合或修补"],
        "for a single client, or with a barrier": [
            "für eine einzige Person, oder mit Schutzhülle", "pour une seule personne, ou avec une barrière",
            "para una sola persona, o con barrera", "仅供一人使用，或使用隔离层",
        ],
        "clean with soap and water, then alcohol": [
            "mit Seife und Wasser reinigen, dann mit Alkohol", "nettoyer à l'eau et au savon, puis à l'alcool",
            "limpiar con agua y jabón, luego con alcohol", "先用肥皂和水清洁，再用酒精擦拭",
        ],
        "inspect for chips before each use": [
            "vor jedem Gebrauch auf Absplitterungen prüfen", "vérifier l'absence d'éclats avant chaque usage",
            "comprobar que no haya desconchados antes de cada uso", "每次使用前检查有无崩口",
        ],
    ]
}
