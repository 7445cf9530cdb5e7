import Catalog
import Testing

/// Claims and harmless texts that the first edition of the rules took for each other, and texts that cannot be read.
struct ClaimWordingTests {
    struct Wording: Sendable, CustomTestStringConvertible {
        var text: String
        var rules: [String]
        var testDescription: String { text }

        init(_ text: String, _ rules: String...) {
            self.text = text
            self.rules = rules
        }
    }

    static let blocked: [Wording] = [
        .init("Not intended to treat any disease, relieves migraine.", "H2"),
        .init("Do not press hard, cures migraine.", "H1", "H2"),
        .init("Avoid contact with the eyes, relieves migraine and insomnia.", "H2"),
        .init("Not intended to treat any disease | relieves migraine", "H2"),
        .init("Supports your recovery from stroke.", "H2"),
        .init("Helps people recover after a stroke.", "H2"),
        .init("A companion for stroke survivors.", "H2"),
        .init("Recommended in post-stroke care.", "H2"),
        .init("Speeds up recovery following a stroke.", "H2"),
        .init("Regain movement after stroke.", "H2"),
        .init("Lowers the risk of stroke.", "H2"),
        .init("Hilfe für Schlaganfallpatienten.", "H2"),
        .init("Aide à la récupération après un AVC.", "H2"),
        .init("Ayuda a recuperarse de un ictus.", "H2"),
        .init("The bedtime helper for insomniacs.", "H2"),
        .init("A blessing for every insomniac.", "H2"),
        .init("Say goodbye to sleepless nights.", "H1"),
        .init("Helps with trouble falling asleep.", "H1"),
        .init("Hilft bei Schlafproblemen.", "H1"),
        .init("Pour les insomniaques.", "H2"),
        .init("Para insomnes.", "H2"),
        .init("Removes heavy metals from your body.", "H6"),
        .init("Draws heavy metals out through the skin.", "H6"),
        .init("Flushes mercury and other toxic metals.", "H6"),
        .init("Heavy metals leave your body with every stroke.", "H6"),
        .init("For heavy metal removal.", "H6"),
        .init("Leitet Schwermetalle aus.", "H6"),
        .init("Élimine les métaux lourds.", "H6"),
        .init("Elimina metales pesados del cuerpo.", "H6"),
        .init("Researchers found that it works.", "H5"),
        .init("Harvard found that gua sha lifts the face.", "H5"),
        .init("Harvard researchers have confirmed the effect.", "H5"),
        .init("Scientists at Stanford discovered why.", "H5"),
        .init("Confirmed by university professors.", "H5"),
        .init("A Nobel laureate discovered its power.", "H5"),
        .init("Forscher haben herausgefunden, dass Jade kühlt.", "H5"),
        .init("Des chercheurs ont découvert son effet.", "H5"),
        .init("Investigadores de Harvard descubrieron su efecto.", "H5"),
        .init("You'll never need a physiotherapist again.", "H11"),
        .init("Never see a physiotherapist again!", "H11"),
        .init("Makes your physiotherapist redundant.", "H11"),
        .init("No need to visit an osteopath.", "H11"),
        .init("Replaces your physio.", "H11"),
        .init("Saves you the physiotherapist.", "H11"),
        .init("Nie wieder zum Physiotherapeuten.", "H11"),
        .init("Plus besoin de kinésithérapeute.", "H11"),
        .init("Nunca más un fisioterapeuta.", "H11"),
        .init("Safe for expectant mothers.", "H9"),
        .init("Safe for mothers-to-be.", "H9"),
        .init("Gentle enough for pregnant women.", "H9"),
        .init("Suitable for expectant mothers.", "H9"),
        .init("Ideal for a mum-to-be.", "H9"),
        .init("Perfect for expectant mothers.", "H9"),
        .init("Safe while breastfeeding.", "H9"),
        .init("Auch für Schwangere geeignet.", "H9"),
        .init("Convient aux futures mamans.", "H9"),
        .init("Apto para mujeres embarazadas.", "H9"),
        .init("Heals wounds.", "H1"),
        .init("Your wounds heal faster.", "H1"),
        .init("Heals cuts and bruises overnight.", "H1"),
        .init("Closes wounds faster.", "H1"),
        .init("Speeds up wound healing.", "H1"),
        .init("Cures injuries of the skin.", "H1"),
        .init("Heilt Wunden.", "H1"),
        .init("Fördert die Wundheilung.", "H1"),
        .init("Guérit les plaies.", "H1"),
        .init("Cura heridas.", "H1"),
    ]

    static let allowed = [
        "Study the leaflet before the first use.",
        "Please study the instructions.",
        "Study the size table in the leaflet.",
        "Close the pouch and keep it dry.",
        "Removes make-up and dirt.",
        "Consult your physiotherapist before use.",
        "Take a moment to study the enclosed size chart.",
        "Nephrit, behandelt mit farblosem Öl.",
        "Der Stein ist mit farblosem Öl behandelt.",
        "Mit Wachs behandelter Stein.",
        "Bitte den Stein sorgsam behandeln.",
        "Pierre traitée à l'huile incolore.",
        "Piedra tratada con aceite incoloro.",
        "The box has holes for the circulation of air.",
        "Pack loosely so that air circulates.",
        "Für gute Luftzirkulation lagern.",
        "Deliver to Park Clinic, 12 Harley Street, London.",
        "Lieferung an: Klinik am See, Seestraße 5, 80331 München.",
        "Ship to the clinic's address.",
        "Free of heavy metals.",
        "Tested for heavy metals, report on request.",
        "Not suitable for pregnant women.",
        "Unsuitable during pregnancy.",
        "Pregnant women should not use this tool.",
        "Do not use on wounds or injured skin.",
        "Never massage over open wounds, bruises or burns.",
        "Do not use without asking your doctor.",
        "After surgery, ask your doctor first.",
        "One long stroke, then another stroke.",
        "Stroke after stroke the skin feels smoother.",
        "Rounded corners; hand wound cord.",
        "Not intended to diagnose, treat, cure or prevent any disease, illness or medical condition.",
        "Not intended to diagnose, treat, or cure any disease, and no substitute for medical advice.",
        "Do not use on broken, inflamed or sunburnt skin, over varicose veins, or if you have diabetes.",
        "Stop if you feel pain, numbness or swelling, and consult a doctor.",
        "Made in a university town.",
    ]

    @Test("Other words for forbidden claims are blocked by the fitting rule", arguments: blocked)
    func blocks(_ wording: Wording) {
        let screening = GoodsDatabase.screener.screen(wording.text)
        #expect(screening.label == .block, "\(Self.words(screening))")
        #expect(Set(screening.findings.map(\.rule)).isSuperset(of: wording.rules), "\(Self.words(screening))")
    }

    @Test("Harmless texts with words of claims are allowed", arguments: allowed)
    func allows(_ text: String) {
        let screening = GoodsDatabase.screener.screen(text)
        #expect(screening.label == .allowed, "\(Self.words(screening))")
    }

    @Test(
        "A text in letters that cannot be read waits for a person",
        arguments: [
            "يعالج التهاب المفاصل ويخفف الآلام",
            "Лечит артрит и снимает боль в спине",
            "関節を和らげます。",
            "Θεραπεύει την αρθρίτιδα",
            "𝐂𝐮𝐫𝐞𝐬 𝐚𝐫𝐭𝐡𝐫𝐢𝐭𝐢𝐬",
        ])
    func flagsUnread(_ text: String) {
        let screening = GoodsDatabase.screener.screen(text)
        #expect(screening.label == .flag, "\(Self.words(screening))")
        #expect(
            screening.findings.contains { $0.rule == "H13" && $0.reason.hasPrefix("written in letters") },
            "\(Self.words(screening))")
    }

    @Test(
        "A word of letters of several scripts waits for a person",
        arguments: [
            "Cur\u{435}s \u{430}rthritis", "p\u{430}in", "Relieves p\u{3B1}in",
            "A lovely he\u{430}l\u{456}ng board for the face.",
        ])
    func flagsMixed(_ text: String) {
        let screening = GoodsDatabase.screener.screen(text)
        #expect(screening.label >= .flag, "\(Self.words(screening))")
        #expect(screening.findings.contains { $0.rule == "H13" && $0.reason.hasPrefix("words made") })
    }

    @Test(
        "Names, units and short words of other letters make no noise",
        arguments: [
            "和田玉", "羊脂白玉 蛇纹石玉 独山玉", "Nephrite (和田玉, hetian yu)", "玛瑙", "Нефрит", "Ra 0.8 μm, 10 kΩ",
            "Планка", "Nefryt polerowany ręcznie", "Tấm ngọc bích mài nhẵn", "刮痧板", "Gua sha 刮痧 board of nephrite",
        ])
    func allowsNames(_ text: String) {
        let screening = GoodsDatabase.screener.screen(text)
        #expect(!screening.findings.contains { $0.rule == "H13" }, "\(Self.words(screening))")
    }

    @Test("A passage is found from its first to its last word, whatever stands around it")
    func passagePlace() throws {
        let text = "Board. Лечит артрит и снимает боль. By hand."
        let finding = try #require(GoodsDatabase.screener.screen(text).findings.first { $0.rule == "H13" })
        #expect(finding.text == "Лечит артрит и снимает боль")
        #expect(finding.scalars == 7..<34)
    }

    private static func words(_ screening: Screening) -> String {
        screening.findings.map { "\($0.rule) \($0.label) “\($0.text)” \($0.reason)" }.joined(separator: "; ")
    }
}
