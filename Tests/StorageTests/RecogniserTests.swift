import Catalog
import Testing

struct RecogniserTests {
    struct Offer: Sendable, CustomTestStringConvertible {
        var texts: OfferTexts
        var material: MaterialCode?
        var shape: ShapeCode?
        var treatments: [TreatmentCode] = []
        var findings: [String]
        var testDescription: String { texts.materialFeatures.first.map { "[\($0)] " + texts.name } ?? texts.name }

        init(
            _ name: String, _ material: MaterialCode?, _ shape: ShapeCode? = nil, treatments: [TreatmentCode] = [],
            findings: [String]? = nil, description: String = "", keywords: [String] = [], feature: [String] = [],
            shapeFeature: [String] = [], treatmentFeature: [String] = []
        ) {
            texts = OfferTexts(
                name: name, longDescription: description, keywords: keywords, materialFeatures: feature,
                shapeFeatures: shapeFeature, treatmentFeatures: treatmentFeature)
            self.material = material
            self.shape = shape
            self.treatments = treatments
            self.findings = findings ?? (material == nil ? ["material_unknown"] : [])
        }
    }

    static let names: [Offer] = [
        Offer("Rose Quartz Gua Sha Heart", "rose_quartz", "heart"),
        Offer("Quartz Gua Sha Board", "clear_quartz"),
        Offer("Rosenquarzherz", "rose_quartz"),
        Offer("Gua-Sha-Stein Herzform aus Rosenquarz", "rose_quartz", "heart"),
        Offer("Massagekamm aus Büffelhorn", "buffalo_horn", "comb"),
        Offer("Kamm aus Bueffelhorn", "buffalo_horn", "comb"),
        Offer("Pierre gua sha en forme de cœur, quartz rose", "rose_quartz", "heart"),
        Offer("Piedra Gua Sha corazón cuarzo rosa", "rose_quartz", "heart"),
        Offer("Gua sha a forma di cuore in quarzo rosa", "rose_quartz", "heart"),
        Offer("Płytka gua sha z kwarcu różowego w kształcie serca", "rose_quartz", "heart"),
        Offer("Gua sha destička ve tvaru srdce z růženínu", "rose_quartz", "heart"),
        Offer("Gua sha hartvorm rozenkwarts", "rose_quartz", "heart"),
        Offer("Gua sha coração quartzo rosa", "rose_quartz", "heart"),
        Offer("天然粉晶心形刮痧板", "rose_quartz", "heart"),
        Offer("和田玉海豚形刮痧板", "nephrite", "dolphin"),
        Offer("Nephrite Jade Comb", "nephrite", "comb"),
        Offer("Obsidian Gua Sha Dolphin", "obsidian", "dolphin"),
        Offer("Roller doppelt Amethyst", "amethyst", "roller_double"),
        Offer("Double-headed rose quartz roller", "rose_quartz", "roller_double"),
        Offer("Nephrite roller", "nephrite", "roller_single", findings: ["shape_assumed"]),
        Offer("Tiger's Eye Massage Wand", "tiger_eye", "wand"),
        Offer("Œil de tigre, peigne", "tiger_eye", "comb"),
        Offer("Aventurine S-shape board", "aventurine_green", "s_curve"),
        Offer("Bian Stone Gua Sha Fish Shape", "bian_stone", "fish"),
        Offer("Rose quartz egg", "rose_quartz"),
        Offer("Amethyst sphere 60 mm", "amethyst"),
        Offer("Obsidian palm stone", "obsidian"),
        Offer("Fluorite tower", "fluorite"),
        Offer("Heated citrine wand", "citrine", "wand", treatments: ["heat"]),
        Offer("Dyed agate disc", "agate", "disc", treatments: ["dye"]),
        Offer("Gefärbter Achat, Scheibe", "agate", "disc", treatments: ["dye"]),
        Offer("Agate teintée, disque", "agate", "disc", treatments: ["dye"]),
        Offer("Ágata teñida, disco", "agate", "disc", treatments: ["dye"]),
        Offer("染色玛瑙", "agate", treatments: ["dye"]),
        Offer("Undyed agate disc", "agate", "disc"),
        Offer("Agate, not dyed or heated", "agate"),
        Offer("B+C jadeite heart", "jadeite", "heart", treatments: ["jade_bc"]),
        Offer("Type A jadeite comb", "jadeite", "comb", treatments: ["jade_a"]),
        Offer("翡翠A货手镯", "jadeite", treatments: ["jade_a"]),
        Offer("Resin filled nephrite board", "nephrite", treatments: ["polymer_impregnated"]),
        Offer("Healing crystal gua sha", nil),
        Offer("Egg cup", nil),
        Offer("", nil),
        Offer("316L Stainless Steel Handlebar", "stainless_steel_austenitic", "handlebar"),
        Offer(
            "Rose quartz roller with stainless steel frame", "rose_quartz", "roller_single", findings: ["shape_assumed"]
        ),
        Offer("Amethyst coloured resin gua sha", "resin"),
        Offer("Kupferfarbenes Gua Sha aus Edelstahl 316L", "stainless_steel_austenitic"),
        Offer("Calcite heart, onyx marble", "calcite_onyx", "heart"),
        Offer("Malachite gua sha", "malachite", findings: ["material_restricted"]),
        Offer("Tortoise shell gua sha", "tortoiseshell", findings: ["material_refused"]),
        Offer("象牙刮痧板", "ivory", findings: ["material_refused"]),
    ]

    static let misnomers: [Offer] = [
        Offer(
            "Jade Roller", nil, "roller_single", findings: ["material_unknown", "jade_unqualified", "shape_assumed"]),
        Offer("Natural Jade Gua Sha", nil, findings: ["material_unknown", "jade_unqualified"]),
        Offer("玉石刮痧板", nil, findings: ["material_unknown", "jade_unqualified"]),
        Offer("Xiuyan jade gua sha board", "serpentine", findings: ["misnomer"]),
        Offer("岫玉刮痧板", "serpentine", findings: ["misnomer"]),
        Offer("New jade comb", "serpentine", "comb", findings: ["misnomer"]),
        Offer("Indian Jade heart", "aventurine_green", "heart", findings: ["misnomer"]),
        Offer("Malaysia jade disc", "quartzite_dyed", "disc", treatments: ["dye"], findings: ["misnomer"]),
        Offer("Mountain jade board", "quartzite_dyed", treatments: ["dye"], findings: ["misnomer"]),
        Offer("Transvaal jade", "hydrogrossular", findings: ["misnomer"]),
        Offer("Queensland jade", "chrysoprase", findings: ["misnomer"]),
        Offer("Afghan jade", "calcite_onyx", findings: ["misnomer"]),
        Offer("Amazon jade", "amazonite", findings: ["misnomer"]),
        Offer("Red jade heart", nil, "heart", findings: ["material_unknown", "misnomer"]),
        Offer("White jade heart", nil, "heart", findings: ["material_unknown", "misnomer"]),
        Offer("Khotan jade", nil, findings: ["material_unknown", "misnomer"]),
        Offer("Peking glass", "glass", findings: ["misnomer"]),
        Offer("Cherry quartz heart", "fused_crystal_glass", "heart", findings: ["misnomer"]),
        Offer("Kwarc truskawkowy", "fused_crystal_glass", findings: ["misnomer"]),
        Offer("Opalite gua sha", "opalite_glass"),
        Offer("Sea opal", "opalite_glass", findings: ["misnomer"]),
        Offer("Magnetic hematite", "hematine", findings: ["misnomer"]),
        Offer("Green amethyst", "prasiolite", findings: ["misnomer"]),
        Offer("White turquoise", "howlite", findings: ["misnomer"]),
        Offer("Selenite wand", "selenite_satin_spar", "wand"),
        Offer("Black bian", "bian_stone", findings: ["misnomer"]),
        Offer("碧玉", nil, findings: ["material_unknown", "misnomer"]),
        Offer("Imitation jade board", nil, findings: ["material_unknown", "misnomer"]),
        Offer("Nephrite (jade) board", "nephrite"),
        Offer(
            "Aventurine jade roller", "aventurine_green", "roller_single",
            findings: ["jade_unqualified", "shape_assumed"]),
        Offer("Jade and rose quartz gift set", nil, findings: ["material_several", "jade_unqualified"]),
        Offer("Rose quartz and amethyst gua sha set", nil, findings: ["material_several"]),
        Offer(
            "Jade roller with resin handle", nil, "roller_single",
            findings: ["material_unknown", "jade_unqualified", "shape_assumed"]),
        Offer("Jade green gua sha", nil),
    ]

    static let trust: [Offer] = [
        Offer("Gua Sha", "nephrite", feature: ["Nephrite"]),
        Offer("Jade Gua Sha", "nephrite", feature: ["Nephrite"]),
        Offer("Jade Gua Sha", "serpentine", findings: ["jade_unqualified"], feature: ["Serpentine"]),
        Offer("Natural amethyst board", "rose_quartz", findings: ["material_contradiction"], feature: ["rose quartz"]),
        Offer(
            "Gua Sha", "rose_quartz", findings: ["material_contradiction"], description: "Made of pure amethyst.",
            feature: ["Rosenquarz"]),
        Offer(
            "Gua Sha", "rose_quartz", description: "Rose quartz; also to be had in amethyst.", feature: ["Rosenquarz"]),
        Offer("Gua Sha", "amethyst", keywords: ["gua sha", "amethyst"]),
        Offer("Gua Sha", "obsidian", description: "A board of black obsidian."),
        Offer("Jade Gua Sha", "nephrite", description: "Cut from nephrite."),
        Offer(
            "Jade Roller", nil, "roller_single", findings: ["material_unknown", "jade_unqualified", "shape_assumed"],
            description: "With a zinc alloy frame."),
        Offer(
            "Jade Roller", nil, "roller_double", findings: ["material_unknown", "jade_unqualified"],
            description: "Double-headed."),
        Offer("Massage tool", nil, "dolphin", shapeFeature: ["Finger"]),
        Offer("Finger massage tool", nil),
        Offer("Massage tool", nil, "s_curve", shapeFeature: ["wave"]),
        Offer("Agate board", "agate", treatments: ["none_asserted"], treatmentFeature: ["none"]),
        Offer("Natural agate board", "agate"),
        Offer("Agate board", "agate", treatments: ["dye"], treatmentFeature: ["dyed"]),
        Offer("Untreated nephrite", "nephrite", treatments: ["none_asserted"]),
        Offer("Heart chakra rose quartz board", "rose_quartz"),
        Offer("Butterfly and heart gua sha set, obsidian", "obsidian", findings: ["shape_several"]),
    ]

    @Test("Names in ten languages are understood", arguments: names)
    func understandsNames(_ offer: Offer) { check(offer) }

    @Test("Misnomers are followed and reported", arguments: misnomers)
    func followsMisnomers(_ offer: Offer) { check(offer) }

    @Test("A feature counts before the name, the name before keywords, those before the description", arguments: trust)
    func trusts(_ offer: Offer) { check(offer) }

    private func check(_ offer: Offer) {
        let result = GoodsDatabase.recogniser.recognise(offer.texts)
        #expect(result.material == offer.material)
        #expect(result.shape == offer.shape)
        #expect(result.treatments == offer.treatments)
        #expect(result.findings.map(\.code).sorted() == offer.findings.sorted())
        #expect(result.basis == (offer.material == nil ? .unknown : .supplierStatement))
    }

    @Test("Evidence tells the field, the words and their place")
    func evidence() throws {
        let texts = OfferTexts(
            name: "Set “Été” – Indian Jade roller", keywords: ["beauty", "double roller"],
            treatmentFeatures: ["", "waxed"])
        let result = GoodsDatabase.recogniser.recognise(texts)
        let material = try #require(result.evidence.first { $0.subject == .material("aventurine_green") })
        #expect(material.rule == .misnomer)
        #expect(material.place == TextPlace(field: .name, index: 0, phrase: "Indian Jade", scalars: 12..<23))
        let shape = try #require(result.evidence.first { $0.subject == .shape("roller_double") })
        #expect(shape.place == TextPlace(field: .keywords, index: 1, phrase: "double roller", scalars: 0..<13))
        let wax = try #require(result.evidence.first { $0.subject == .treatment("wax_surface") })
        #expect(wax.place == TextPlace(field: .feature, index: 1, phrase: "waxed", scalars: 0..<5))
        #expect(
            result.findings == [.misnomer(phrase: "Indian Jade", usually: ["aventurine_green"], action: .replace)])
    }

    @Test("Every name that is unequivocal finds its own material")
    func everyNameIsFound() {
        let recogniser = GoodsDatabase.recogniser
        for name in GoodsDatabase.vocabulary.materialNames where name.basis != .misnomer {
            let result = recogniser.recognise(OfferTexts(name: name.phrase))
            #expect(result.material == name.material, "\(name.phrase)")
        }
    }

    @Test("Every word for a shape and a treatment finds its own in a feature")
    func everyFeatureWordIsFound() {
        let recogniser = GoodsDatabase.recogniser
        for name in GoodsDatabase.vocabulary.shapeNames {
            let result = recogniser.recognise(OfferTexts(name: "", shapeFeatures: [name.phrase]))
            #expect(result.shape == name.shape, "\(name.phrase)")
        }
        for name in GoodsDatabase.vocabulary.treatmentNames {
            let result = recogniser.recognise(OfferTexts(name: "", treatmentFeatures: [name.phrase]))
            #expect(result.treatments.contains(name.treatment), "\(name.phrase)")
        }
    }
}
