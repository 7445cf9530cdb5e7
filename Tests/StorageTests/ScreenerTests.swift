import Catalog
import Testing

/// The sentences of the claim rules, and other wordings of them in both directions.
struct ScreenerTests {
    struct Sentence: Sendable, CustomTestStringConvertible {
        var text: String
        var label: ClaimLabel
        var rules: [String]
        var product = ClaimProduct()
        var testDescription: String { text }

        init(_ text: String, _ label: ClaimLabel, _ rules: [String] = [], _ product: ClaimProduct = ClaimProduct()) {
            self.text = text
            self.label = label
            self.rules = rules
            self.product = product
        }
    }

    static let reference: [Sentence] = [
        .init("Relieves sciatica and pinched nerve pain.", .block, ["H2", "H3"]),
        .init("Can massage help a pinched nerve? Yes.", .block, ["H2"]),
        .init("An evidence-based 8-step protocol for nerve compression.", .block, ["H2", "H5"]),
        .init("Gua sha for nerve pain is a measurable, evidence-supported intervention.", .block, ["H2", "H3", "H5"]),
        .init("Guasha is safe and produces measurable short-term pain reduction.", .block, ["H3", "H9"]),
        .init("Cures arthritis naturally.", .block, ["H1", "H2"]),
        .init("FDA approved massage stone.", .block, ["H4"]),
        .init("Made in an FDA-registered facility.", .block, ["H4"]),
        .init("Clinically proven to reduce neck pain.", .block, ["H3", "H5"]),
        .init("A study of 48 patients found gua sha reduced neck pain.", .block, ["H3", "H5"]),
        .init("Preliminary research suggests it may ease migraine.", .block, ["H2", "H5"]),
        .init("Relieves minor muscle aches and pains.", .block, ["H3"]),
        .init("Detoxifies your body and flushes toxins.", .block, ["H6"]),
        .init("Breaks down scar tissue and adhesions.", .block, ["H6"]),
        .init("Releases negative ions that improve sleep disorders.", .block, ["H2", "H8"]),
        .init("Bian stone emits far infrared and 36 trace elements that heal.", .block, ["H1", "H8"]),
        .init("100 % safe with no side effects.", .block, ["H9"]),
        .init("Safe to use during pregnancy.", .block, ["H9"]),
        .init("An alternative to surgery and painkillers.", .block, ["H3", "H11"]),
        .init("Reduces inflammation and swelling.", .block, ["H3"]),
        .init("Improves blood circulation.", .flag, ["H6"]),
        .init("Releases tight fascia and relaxes tense muscles.", .flag, ["H6"]),
        .init("Medical-grade stainless steel.", .flag, ["H7"]),
        .init("Professional IASTM tool.", .flag, ["H7"]),
        .init("Used by physical therapists for soft tissue work.", .flag, ["H7"]),
        .init("Healing crystal gua sha.", .flag, ["H1", "H8"]),
        .init("Helps the flow of qi.", .flag, ["H8"]),
        .init("Non-porous and easy to disinfect.", .flag, ["H10"]),
        .init("Natural jade gua sha", .block, ["H10"], ClaimProduct(material: "serpentine")),
        .init("Natural jade gua sha (material: serpentine).", .block, ["H10"]),
        .init("Natural cherry quartz.", .block, ["H10"]),
        .init("100 % natural jadeite", .block, ["H10"], ClaimProduct(material: "jadeite", treatments: ["jade_bc"])),
        .init("100 % natural jadeite (treatment: B+C).", .block, ["H10"]),
        .init("Unbreakable jade.", .block, ["H10"]),
        .init("Dyed agate, colour may fade in strong light.", .allowed),
        .init("Hand-polished nephrite board with a rounded edge.", .allowed),
        .init("Enjoy a relaxing facial massage at home.", .allowed),
        .init("Part of a calming evening self-care routine.", .allowed),
        .init("Glides smoothly with facial oil.", .allowed),
        .init("Leaves skin looking refreshed.", .allowed),
        .init("Do not use on broken, inflamed or sunburnt skin.", .allowed),
        .init("This product is not intended to diagnose, treat, cure or prevent any disease.", .allowed),
        .init("Stop if you feel pain and consult a health professional.", .allowed),
        .init("110 x 60 x 6 mm, edge radius 1.5 mm, 85 g.", .allowed),
    ]

    static let forbidden: [Sentence] = [
        .init("Say goodbye to back pain.", .block, ["H3"]),
        .init("Melts away aches after a long day.", .block, ["H3"]),
        .init("Soothes sore muscles and stiff necks.", .block, ["H3"]),
        .init("Your natural pain reliever.", .block, ["H3"]),
        .init("Helps with period cramps.", .block, ["H2"]),
        .init("Perfect for anyone suffering from headaches.", .block, ["H3"]),
        .init("Fights inflammation at the source.", .block, ["H3"]),
        .init("Brings down swelling within minutes.", .block, ["H3"]),
        .init("A drug-free way to live without pain.", .block, ["H3"]),
        .init("Anti-inflammatory jade massage.", .block, ["H3"]),
        .init("Don't wait: relieve your neck pain today!", .block, ["H3"]),
        .init("Not only relaxes you but also relieves back pain.", .block, ["H3"]),
        .init("This is not a medical device, but it relieves joint pain.", .block, ["H3"]),
        .init("Relieves back pain, do not use on broken skin.", .block, ["H3"]),
        .init("Heals carpal tunnel in weeks.", .block, ["H1", "H2"]),
        .init("Ideal for plantar fasciitis and tennis elbow.", .block, ["H2"]),
        .init("Works wonders for TMJ.", .block, ["H2"]),
        .init("Users with fibromyalgia love it.", .block, ["H2"]),
        .init("Lifts depression and anxiety.", .block, ["H2"]),
        .init("Beat insomnia the gentle way.", .block, ["H2"]),
        .init("Helps varicose veins disappear.", .block, ["H2"]),
        .init("Treats over 30 illnesses.", .block, ["H1"]),
        .init("The ancient remedy for every ailment.", .block, ["H1"]),
        .init("Approved by the FDA.", .block, ["H4"]),
        .init("FDA-cleared roller.", .block, ["H4"]),
        .init("A CE certified medical device.", .block, ["H4"]),
        .init("Doctors recommend this board.", .block, ["H4"]),
        .init("Dermatologist-approved face tool.", .block, ["H4"]),
        .init("Hospital-grade finish.", .block, ["H4"]),
        .init("Backed by science.", .block, ["H5"]),
        .init("Studies have shown that gua sha works.", .block, ["H5"]),
        .init("Scientific research confirms the benefits.", .block, ["H5"]),
        .init("According to a study it tones the face.", .block, ["H5"]),
        .init("Promising pilot studies.", .block, ["H5"]),
        .init("Boosts your immune system.", .block, ["H6"]),
        .init("Flush out toxins with every stroke.", .block, ["H6"]),
        .init("A detox for your face.", .block, ["H6"]),
        .init("Dissolves old scars.", .block, ["H6"]),
        .init("Emits anions day and night.", .block, ["H8"]),
        .init("Far-infrared rays penetrate the skin.", .block, ["H8"]),
        .init("Rich in trace minerals your skin absorbs.", .block, ["H8"]),
        .init("Completely safe for everyone.", .block, ["H9"]),
        .init("Zero side effects.", .block, ["H9"]),
        .init("Totally risk-free for mums-to-be.", .block, ["H9"]),
        .init("Suitable during pregnancy.", .block, ["H9"]),
        .init("Gua sha is perfectly safe.", .block, ["H9"]),
        .init("Skip the pills and use jade instead.", .block, ["H11"]),
        .init("Better than Botox.", .block, ["H11"]),
        .init("No more doctor visits.", .block, ["H11"]),
        .init("Replaces your pain medication.", .block, ["H11"]),
        .init("Shatterproof obsidian.", .block, ["H10"]),
        .init("It never breaks.", .block, ["H10"]),
        .init("Genuine Xiuyan jade.", .block, ["H10"]),
        .init("Real opalite crystal", .block, ["H10"]),
        .init("Natural watermelon quartz roller", .block, ["H10"]),
        .init("Green amethyst wand", .block, ["H10"]),
        .init("Rose quartz roller", .block, ["H10"], ClaimProduct(material: "fused_crystal_glass")),
        .init("Nephrite comb", .block, ["H10"], ClaimProduct(material: "serpentine")),
        .init("Natural undyed agate", .block, ["H10"], ClaimProduct(material: "agate", treatments: ["dye"])),
        .init("Completely non-porous", .block, ["H10"], ClaimProduct(material: "howlite")),
        .init("Lindert Schmerzen und Verspannungen.", .block, ["H3"]),
        .init("Hilft gegen Migräne.", .block, ["H2"]),
        .init("Klinisch getestet und ohne Nebenwirkungen.", .block, ["H5", "H9"]),
        .init("Entgiftet den Körper.", .block, ["H6"]),
        .init("Soulage les douleurs et la sciatique.", .block, ["H2", "H3"]),
        .init("Cliniquement prouvé, sans effets secondaires.", .block, ["H5", "H9"]),
        .init("Alivia el dolor de espalda.", .block, ["H3"]),
        .init("Cura la artritis.", .block, ["H1", "H2"]),
    ]

    static let doubtful: [Sentence] = [
        .init("Stimulates the circulation of the face.", .flag, ["H6"]),
        .init("Encourages lymphatic drainage.", .flag, ["H6"]),
        .init("Loosens tight muscles after sport.", .flag, ["H6"]),
        .init("Works on the fascia.", .flag, ["H6"]),
        .init("A therapeutic stone.", .flag, ["H7"]),
        .init("Surgical steel handle.", .flag, ["H7"]),
        .init("For rehabilitation and training.", .flag, ["H7"]),
        .init("The favourite of chiropractors.", .flag, ["H7"]),
        .init("Balances your chakras.", .flag, ["H8"]),
        .init("Opens the meridians.", .flag, ["H8"]),
        .init("A healing touch.", .flag, ["H1"]),
        .init("Hypoallergenic stone.", .flag, ["H10"]),
        .init("Delivered sterile.", .flag, ["H10"]),
        .init("Jade roller for the evening.", .flag, ["H10"]),
        .init("Real stone, felt at once.", .flag, ["H10"]),
        .init("Fördert die Durchblutung.", .flag, ["H6"]),
        .init("Stimule la circulation.", .flag, ["H6"]),
        .init("Mejora la circulación.", .flag, ["H6"]),
        .init(
            "Clinically proven", .flag, ["H5"], ClaimProduct(hasSupportingEvidence: true)),
    ]

    static let harmless: [Sentence] = [
        .init("Unwind after a long day with a slow face massage.", .allowed),
        .init("Cool to the touch and smooth on the skin.", .allowed),
        .init("A lovely treat for yourself or a friend.", .allowed),
        .init("Treat yourself to a quiet moment.", .allowed),
        .init("Heat-treated citrine; the colour is lasting.", .allowed),
        .init("The stone arrives safely packed in a padded box.", .allowed),
        .init("Not suitable for persons with a bleeding disorder.", .allowed),
        .init("If you have arthritis, consult your doctor before use.", .allowed),
        .init("Never use over varicose veins, moles or open wounds.", .allowed),
        .init("Avoid the eyes and the front of the neck.", .allowed),
        .init("Ask your doctor first if you take blood thinners.", .allowed),
        .init("Discontinue use if swelling or pain occurs.", .allowed),
        .init("The pressure should never be painful.", .allowed),
        .init("This tool does not treat or cure any illness.", .allowed),
        .init("Not a medical device and no substitute for medical advice.", .allowed),
        .init("We make no medical claims.", .allowed),
        .init("Contraindications: fever, thrombosis, cancer, pregnancy.", .allowed),
        .init("Do not use with:\n- open wounds\n- arthritis\n- fever", .allowed),
        .init("Wash with mild soap and dry with a soft cloth.", .allowed),
        .init("Each piece differs in colour and veining.", .allowed),
        .init("Long strokes from the chin to the ear.", .allowed),
        .init("Chips over 0.3 mm are sorted out.", .allowed),
        .init("Nicht auf verletzter oder entzündeter Haut anwenden.", .allowed),
        .init("Dieses Produkt ist nicht dazu bestimmt, Krankheiten zu heilen.", .allowed),
        .init("Bei Schmerzen sofort beenden und Arzt fragen.", .allowed),
        .init("Ne pas utiliser sur une peau lésée ou en cas de varices.", .allowed),
        .init("Ce produit n'est pas destiné à traiter une maladie.", .allowed),
        .init("No usar sobre heridas ni en caso de várices.", .allowed),
        .init("Este producto no está destinado a curar ninguna enfermedad.", .allowed),
        .init("Entspannende Massage für zu Hause.", .allowed),
        .init("Natural rose quartz heart", .allowed, [], ClaimProduct(material: "rose_quartz")),
        .init("Natural nephrite jade", .allowed, [], ClaimProduct(material: "nephrite", treatments: ["none_asserted"])),
        .init("Jade comb", .allowed, [], ClaimProduct(material: "jadeite")),
        .init("Undyed agate", .allowed, [], ClaimProduct(material: "agate", treatments: ["none_asserted"])),
        .init("Professional IASTM tool", .allowed, [], ClaimProduct(grade: .professional)),
        .init(
            "Non-porous and easy to disinfect.", .allowed, [],
            ClaimProduct(material: "stainless_steel_austenitic", disinfectionLevel: .sterilisable)),
        .init("Opalite (glass) heart", .allowed, [], ClaimProduct(material: "opalite_glass")),
        .init("Satin spar wand, sold as selenite", .allowed, [], ClaimProduct(material: "selenite_satin_spar")),
    ]

    @Test("The sentences of the reference get their labels and rules", arguments: reference)
    func referenceSentences(_ sentence: Sentence) { check(sentence) }

    @Test("Other wordings of forbidden claims are blocked", arguments: forbidden)
    func blocksParaphrases(_ sentence: Sentence) { check(sentence) }

    @Test("What a person has to decide is flagged", arguments: doubtful)
    func flagsDoubtful(_ sentence: Sentence) { check(sentence) }

    @Test("Facts, warnings, disclaimers and wellness are allowed", arguments: harmless)
    func allowsHarmless(_ sentence: Sentence) { check(sentence) }

    @Test("Further claims are blocked", arguments: ClaimSentences.blocked)
    func blocksMore(_ text: String) { check(Sentence(text, .block)) }

    @Test("Further doubtful texts are flagged", arguments: ClaimSentences.flagged)
    func flagsMore(_ text: String) { check(Sentence(text, .flag)) }

    @Test("Further harmless texts are allowed", arguments: ClaimSentences.allowed)
    func allowsMore(_ text: String) { check(Sentence(text, .allowed)) }

    @Test(
        "A long text of one phrase over and over is read to its end",
        arguments: ["jade ", "rose quartz ", "do not use but ", "relieve pain ", "not dyed or ", "<b", "'", "。"])
    func hostileTexts(_ phrase: String) {
        let text = String(repeating: phrase, count: 50_000 / phrase.utf8.count)
        let screening = GoodsDatabase.screener.screen(text)
        #expect(screening.findings.count <= 600)
        let recognition = GoodsDatabase.recogniser.recognise(OfferTexts(name: text, longDescription: text))
        #expect(recognition.findings.count <= 10)
    }

    private func check(_ sentence: Sentence) {
        let screening = GoodsDatabase.screener.screen(sentence.text, sentence.product)
        let found = screening.findings.map { "\($0.rule) \($0.label) “\($0.text)”" }.joined(separator: "; ")
        #expect(screening.label == sentence.label, "\(found)")
        let rules = Set(screening.findings.map(\.rule))
        #expect(rules.isSuperset(of: sentence.rules), "\(found)")
    }

    @Test("A finding tells rule, words, place, reason and markets")
    func findings() throws {
        let text = "💎 “Café” – relieves back pain."
        let screening = GoodsDatabase.screener.screen(text)
        let finding = try #require(screening.findings.first)
        #expect(finding.rule == "H3")
        #expect(finding.text == "relieves back pain")
        #expect(finding.scalars == 11..<29)
        #expect(
            String(String.UnicodeScalarView(Array(text.unicodeScalars)[finding.scalars])) == finding.text)
        #expect(!finding.reason.isEmpty)
        #expect(finding.markets == [.us, .eu])
        #expect(screening.version == GoodsDatabase.claimRules.version)
    }

    @Test("Findings that allow something are listed only when asked for")
    func allowedFindings() {
        let text = "Enjoy a relaxing facial massage at home."
        #expect(GoodsDatabase.screener.screen(text).findings.isEmpty)
        let all = GoodsDatabase.screener.screen(text, includesAllowed: true)
        #expect(all.label == .allowed)
        #expect(all.findings.map(\.rule) == ["H12", "H12"])
    }

    @Test("A disclaimer in one sentence does not rescue a claim in another")
    func disclaimerRescuesNothing() {
        let text = "Not intended to treat any disease. Cures migraine!"
        let screening = GoodsDatabase.screener.screen(text)
        #expect(screening.label == .block)
        #expect(screening.findings.allSatisfy { $0.scalars.lowerBound >= 35 })
    }

    @Test("Every pattern and exemption speaks of concepts that have terms, or that the program finds by itself")
    func conceptsHaveTerms() {
        let rules = GoodsDatabase.claimRules
        let known = Set(rules.terms.map(\.concept)).union(["unread_script", "mixed_script"])
        for pattern in rules.patterns { #expect(known.isSuperset(of: pattern.concepts), "\(pattern.concepts)") }
        for exemption in rules.exemptions { #expect(known.isSuperset(of: exemption.concepts)) }
    }

    @Test("Every term of a concept that blocks alone is found, in every spelling of case")
    func everyTermIsFound() {
        let rules = GoodsDatabase.claimRules
        let alone = Dictionary(
            rules.patterns.filter { $0.concepts.count == 1 && $0.condition == nil && $0.label == .block }
                .map { ($0.concepts[0], $0.rule) }, uniquingKeysWith: { first, _ in first })
        for term in rules.terms {
            guard let rule = alone[term.concept] else { continue }
            let words = term.phrase.filter { $0 != "*" }
            let found = GoodsDatabase.screener.screen("Xyz \(words.uppercased()) xyz.").findings.map(\.rule)
            #expect(found.contains(rule), "\(term.phrase)")
        }
    }
}
