/// What goods are called in the languages of documents.
///
/// In English materials are named as the vocabulary names them, by rules that are written for English words (16 CFR part 23).
/// The other names say no more than the English ones: what is glass, composite or dyed says so, and only jade is called jade.
extension DocumentWords {
    /// A material by its code, with the treatments that the name has to say, by their English names.
    ///
    /// `english` is all of it in English, which stands for a material that has no other name.
    package func material(_ code: String, treatments: [String], english: String) -> String {
        guard language.place > 0, let names = Self.materials[code] else { return english }
        let name = names[language.place - 1]
        let said = treatments.map(phrase)
        return said.isEmpty ? name : "\(name) (\(said.joined(separator: ", ")))"
    }

    /// A shape by its code; `english` is its name in English, which stands for a shape that has no other.
    package func shape(_ code: String, english: String) -> String {
        guard language.place > 0, let names = Self.shapes[code] else { return english }
        return names[language.place - 1]
    }

    /// What a criterion of grading is about, by the field that settles it.
    package func criterion(_ field: String) -> String {
        Self.criteria[field]?[language.place] ?? field.replacing("_", with: " ")
    }

    /// In German, French, Spanish and Chinese.
    private static let materials = [
        "nephrite": ["Nephrit", "néphrite", "nefrita", "软玉"],
        "jadeite": ["Jadeit", "jadéite", "jadeíta", "硬玉（翡翠）"],
        "serpentine": ["Serpentin", "serpentine", "serpentina", "蛇纹石"],
        "bowenite": ["Bowenit (Serpentin)", "bowénite (serpentine)", "bowenita (serpentina)", "鲍文石（蛇纹石）"],
        "dushan_stone": ["Dushan-Stein", "pierre de Dushan", "piedra de Dushan", "独山石"],
        "hydrogrossular": ["Hydrogrossular-Granat", "grenat hydrogrossulaire", "granate hidrogrosular", "水钙铝榴石"],
        "aventurine_green": ["Aventurin-Quarz", "quartz aventurine", "cuarzo aventurina", "东陵石（石英）"],
        "quartzite_dyed": ["gefärbter Quarzit", "quartzite teint", "cuarcita teñida", "染色石英岩"],
        "rose_quartz": ["Rosenquarz", "quartz rose", "cuarzo rosa", "粉晶（石英）"],
        "amethyst": ["Amethyst", "améthyste", "amatista", "紫水晶"],
        "clear_quartz": ["Bergkristall", "cristal de roche", "cristal de roca", "白水晶"],
        "smoky_quartz": ["Rauchquarz", "quartz fumé", "cuarzo ahumado", "烟晶"],
        "citrine": ["Citrin", "citrine", "citrino", "黄水晶"],
        "agate": ["Achat", "agate", "ágata", "玛瑙"],
        "carnelian": ["Karneol", "cornaline", "cornalina", "红玉髓"],
        "onyx": [
            "gefärbter schwarzer Chalcedon (Onyx)", "calcédoine noire teinte (onyx)", "calcedonia negra teñida (ónix)",
            "染色黑玉髓（缟玛瑙）",
        ],
        "calcite_onyx": ["Calcit (Marmor)", "calcite (marbre)", "calcita (mármol)", "方解石（大理石）"],
        "picasso_stone": ["Picasso-Stein (Marmor)", "pierre Picasso (marbre)", "piedra Picasso (mármol)", "毕加索石（大理石）"],
        "jasper": ["Jaspis", "jaspe", "jaspe", "碧石"],
        "tiger_eye": ["Tigerauge", "œil-de-tigre", "ojo de tigre", "虎睛石"],
        "obsidian": ["Obsidian", "obsidienne", "obsidiana", "黑曜石"],
        "bian_stone": ["Bian-Stein (Kalkstein)", "pierre Bian (calcaire)", "piedra Bian (caliza)", "砭石（石灰岩）"],
        "lapis_lazuli": ["Lapislazuli", "lapis-lazuli", "lapislázuli", "青金石"],
        "sodalite": ["Sodalith", "sodalite", "sodalita", "方钠石"],
        "labradorite": ["Labradorit", "labradorite", "labradorita", "拉长石"],
        "amazonite": ["Amazonit", "amazonite", "amazonita", "天河石"],
        "fluorite": ["Fluorit", "fluorite", "fluorita", "萤石"],
        "selenite_satin_spar": [
            "Fasergips (Satin Spar)", "gypse fibreux (satin spar)", "yeso fibroso (satin spar)", "纤维石膏",
        ],
        "howlite": ["Howlith", "howlite", "howlita", "羟硅硼钙石"],
        "malachite": ["Malachit", "malachite", "malaquita", "孔雀石"],
        "rhodonite": ["Rhodonit", "rhodonite", "rodonita", "蔷薇辉石"],
        "unakite": ["Unakit", "unakite", "unakita", "绿帘花岗岩"],
        "hematite": ["Hämatit", "hématite", "hematita", "赤铁矿"],
        "hematine": [
            "Hämatin (künstlich hergestellt)", "hématine (fabriquée)", "hematina (artificial)", "人造黑胆石",
        ],
        "opalite_glass": ["Opalith (Glas)", "opalite (verre)", "opalita (vidrio)", "蛋白玻璃（玻璃）"],
        "goldstone_glass": ["Goldfluss (Glas)", "pierre d'or (verre)", "piedra dorada (vidrio)", "金星玻璃（玻璃）"],
        "fused_crystal_glass": [
            "Glas (geschmolzener Quarz)", "verre (cristal fondu)", "vidrio (cristal fundido)", "玻璃（熔炼水晶）",
        ],
        "porcelain": ["Porzellan", "porcelaine", "porcelana", "瓷"],
        "reconstituted_stone": [
            "Steinverbund (Steinpulver und Harz)", "composite de pierre (poudre de pierre et résine)",
            "compuesto de piedra (polvo de piedra y resina)", "复合石材（石粉与树脂）",
        ],
        "resin": ["Kunstharz", "résine", "resina", "树脂"],
        "buffalo_horn": ["Wasserbüffelhorn", "corne de buffle d'eau", "cuerno de búfalo de agua", "水牛角"],
        "stainless_steel_austenitic": [
            "Edelstahl (austenitisch)", "acier inoxydable (austénitique)", "acero inoxidable (austenítico)", "不锈钢（奥氏体）",
        ],
        "stainless_steel_martensitic": [
            "Edelstahl (martensitisch)", "acier inoxydable (martensitique)", "acero inoxidable (martensítico)",
            "不锈钢（马氏体）",
        ],
        "copper_brass": ["Kupfer oder Messing", "cuivre ou laiton", "cobre o latón", "铜或黄铜"],
        "zinc_alloy_plated": [
            "plattierte Zinklegierung", "alliage de zinc plaqué", "aleación de cinc chapada", "镀层锌合金",
        ],
        "chrysoprase": [
            "Chrysopras (Chalcedon)", "chrysoprase (calcédoine)", "crisoprasa (calcedonia)", "绿玉髓",
        ],
        "prasiolite": ["Prasiolith (Quarz)", "prasiolite (quartz)", "prasiolita (cuarzo)", "绿水晶（石英）"],
        "glass": ["Glas", "verre", "vidrio", "玻璃"],
        "azurite": ["Azurit", "azurite", "azurita", "蓝铜矿"],
        "chrysocolla": ["Chrysokoll", "chrysocolle", "crisocola", "硅孔雀石"],
    ]

    /// In German, French, Spanish and Chinese.
    private static let shapes = [
        "board_rectangle": ["Rechteckplatte", "plaque rectangulaire", "placa rectangular", "长方板"],
        "board_concave": ["konkave Platte", "plaque concave", "placa cóncava", "凹边板"],
        "heart": ["Herz", "cœur", "corazón", "心形"], "wing": ["Flügel", "aile", "ala", "翼形"],
        "dolphin": ["Delfin oder Finger", "dauphin ou doigt", "delfín o dedo", "海豚形（手指形）"],
        "fish": ["Fisch", "poisson", "pez", "鱼形"], "butterfly": ["Schmetterling", "papillon", "mariposa", "蝴蝶形"],
        "s_curve": ["S-Form", "forme en S", "forma de S", "S形"],
        "w_multi": ["W-Form", "forme en W", "forma de W", "W形"],
        "v_notch": ["V-Kerbe", "encoche en V", "muesca en V", "V形缺口"],
        "ear": ["Ohrform", "forme d'oreille", "forma de oreja", "耳形"],
        "triangle": ["Dreieck", "triangle", "triángulo", "三角形"], "comb": ["Kamm", "peigne", "peine", "梳形"],
        "feather_comb": ["Federkamm", "peigne plume", "peine pluma", "羽形梳"],
        "spoon": ["Löffel", "cuillère", "cuchara", "勺形"], "mushroom": ["Pilz", "champignon", "seta", "蘑菇形"],
        "wand": ["Stab", "bâton", "varilla", "棒形"], "disc": ["Scheibe", "disque", "disco", "圆片"],
        "handlebar": ["Lenkerform", "guidon", "manillar", "手把形"], "scanner": ["Scanner", "scanner", "escáner", "探查形"],
        "boomerang": ["Bumerang", "boomerang", "bumerán", "回旋镖形"],
        "roller_single": ["Einfachroller", "rouleau simple", "rodillo simple", "单头滚轮"],
        "roller_double": ["Doppelroller", "rouleau double", "rodillo doble", "双头滚轮"],
    ]

    /// In the order of `DocumentLanguage`.
    private static let criteria = [
        "care": ["cleaning", "Reinigung", "nettoyage", "limpieza", "清洁"],
        "material_status": ["material", "Material", "matière", "material", "材质"],
        "edge_min_radius_mm": ["edge radius", "Kantenradius", "rayon de l'arête", "radio del borde", "边缘圆角"],
        "chip_max_mm": ["chips", "Absplitterungen", "éclats", "desconchados", "崩口"],
        "inner_corner_chamfered": [
            "chamfer of inner corners", "Fase der Innenecken", "chanfrein des angles rentrants",
            "chaflán de las esquinas interiores", "内角倒角",
        ],
        "surface_crack": ["freedom from cracks", "Rissfreiheit", "absence de fissures", "ausencia de grietas", "无裂纹"],
        "thickness_min_mm": ["thickness", "Dicke", "épaisseur", "grosor", "厚度"],
        "dye_transfer": [
            "colour fastness", "Farbechtheit", "solidité de la couleur", "solidez del color", "色牢度",
        ],
        "mohs_min": ["hardness", "Härte", "dureté", "dureza", "硬度"],
        "toughness_class": ["toughness", "Zähigkeit", "ténacité", "tenacidad", "韧性"],
        "porosity_class": ["porosity", "Porosität", "porosité", "porosidad", "孔隙率"],
        "length_mm": ["length", "Länge", "longueur", "longitud", "长度"],
        "treatments": ["treatment", "Behandlung", "traitement", "tratamiento", "处理"],
        "identity_basis": [
            "proof of the material", "Nachweis des Materials", "preuve de la matière", "prueba del material", "材质证明",
        ],
        "disinfection_level": [
            "documented disinfection", "belegte Desinfektion", "désinfection documentée", "desinfección documentada",
            "消毒证明文件",
        ],
        "edge_drawing": ["drawing of the edge", "Kantenzeichnung", "dessin de l'arête", "dibujo del borde", "边缘图纸"],
        "ra_um": ["surface finish", "Oberflächengüte", "état de surface", "acabado superficial", "表面粗糙度"],
        "lot_inspection": [
            "inspection of the lot", "Prüfung der Charge", "contrôle du lot", "inspección del lote", "批次检验",
        ],
    ]
}
