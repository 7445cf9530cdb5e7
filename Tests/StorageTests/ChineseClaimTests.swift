import Catalog
import Testing

/// Claims in Chinese.
///
/// The sentences of the English table (domain.md 5.3) stand here as a shop would write them.
@Suite("Claims in Chinese", .serialized)
struct ChineseClaimTests {
    struct Sentence: CustomTestStringConvertible, Sendable {
        let text: String
        let rules: Set<String>
        var testDescription: String { text }

        init(_ text: String, _ rules: Set<String>) { (self.text, self.rules) = (text, rules) }
    }

    static let blocked = [
        Sentence("缓解坐骨神经痛和神经压迫疼痛。", ["H2", "H3"]), Sentence("按摩能帮助神经压迫吗？能。", ["H2"]),
        Sentence("循证八步法，针对神经压迫。", ["H2", "H5"]), Sentence("有效缓解疼痛，安全可靠，是安全的。", ["H3", "H9"]),
        Sentence("治疗关节炎", ["H1", "H2"]), Sentence("FDA认证的按摩石", ["H4"]), Sentence("国家药监局批准", ["H4"]),
        Sentence("临床证明可减轻颈部疼痛", ["H3", "H5"]), Sentence("研究发现刮痧减轻疼痛", ["H3", "H5"]),
        Sentence("初步研究显示可缓解偏头痛", ["H2", "H5"]), Sentence("减轻肌肉酸痛", ["H3"]), Sentence("排毒养颜", ["H6"]),
        Sentence("软化疤痕和粘连", ["H6"]), Sentence("释放负离子，改善睡眠障碍", ["H2", "H8"]),
        Sentence("砭石释放远红外和36种微量元素", ["H8"]), Sentence("百分百安全，无副作用", ["H9"]), Sentence("孕妇可用", ["H9"]),
        Sentence("适合孕妇使用", ["H9"]), Sentence("代替手术和止痛药", ["H11"]), Sentence("再也不吃药，无需看医生", ["H11"]),
        Sentence("消炎消肿", ["H3"]), Sentence("摔不碎的玉", ["H10"]), Sentence("治疗偏头痛", ["H1", "H2"]),
        Sentence("治癌症", ["H1", "H2"]),
        Sentence("Nephrite board 治癌症", ["H1", "H2"]), Sentence("和田玉刮痧板,治疗关节炎,缓解疼痛", ["H1", "H2", "H3"]),
        Sentence("這款刮痧板可以治療關節炎和緩解疼痛", ["H1", "H2", "H3"]), Sentence("止痛", ["H3"]), Sentence("治 疗 头 痛", ["H1", "H2"]),
        Sentence("包治百病", ["H1"]), Sentence("提高免疫力", ["H6"]), Sentence("醫生推薦", ["H4"]),
        Sentence("A smooth board for the face. 治疗关节炎、缓解疼痛、排毒养颜。 Polished by hand.", ["H1", "H2", "H3", "H6"]),
        Sentence("不用于治疗疾病，但是能治疗关节炎", ["H1", "H2"]), Sentence("促进伤口愈合", ["H1"]),
        Sentence("本产品不用于治疗任何疾病，治疗偏头痛", ["H1", "H2"]), Sentence("本产品不用于治疗任何疾病 能治疗偏头痛", ["H1", "H2"]),
        Sentence("本产品不用于治疗任何疾病 | 缓解疼痛", ["H3"]), Sentence("不适合孕妇，治疗失眠", ["H1", "H2"]),
        Sentence("咨询，治疗失眠", ["H1", "H2"]), Sentence("停止使用药物，用刮痧板治疗失眠", ["H1", "H2"]),
    ]

    static let flagged = [
        Sentence("促进血液循环", ["H6"]), Sentence("放松紧张的肌肉", ["H6"]), Sentence("医疗级不锈钢", ["H7"]),
        Sentence("理疗师专用", ["H7"]), Sentence("能量水晶刮痧板", ["H8"]), Sentence("不吸水，可消毒", ["H10"]),
        Sentence("疏通经络", ["H6"]), Sentence("瘦脸神器", ["H6"]), Sentence("天然水晶", ["H10"]), Sentence("疗愈水晶", ["H1"]),
    ]

    static let unread = ["鑫源牌", "关于我们的故事", "Gua sha board 喜洋洋", "毛肚"]

    static let allowed = [
        "染色玛瑙，强光可能褪色", "手工打磨的和田玉刮痧板，圆角", "在家享受放松的面部按摩", "日常护理，晚间呵护", "精油滑动，顺滑", "肌肤焕发光泽",
        "请勿用于发炎的皮肤", "本品不用于诊断、治疗或预防任何疾病。", "如有疼痛请立即停止使用", "本品不是医疗器械，不能替代药物治疗", "110毫米，厚6毫米，重量85克",
        "和田玉刮痧板", "羊脂白玉刮痧梳", "玛瑙按摩器 心形", "軟玉刮痧板 大號", "粉晶滚轮按摩器", "玫瑰石英刮痧板 心型", "陶瓷刮痧勺", "不锈钢筋膜刀", "翅膀形刮痧板 加厚 三件套礼盒装",
        "瑜伽按摩石 颜色随机", "刮痧板礼盒套装", "孕妇禁用", "不适合孕妇使用",
        "Gua sha 刮痧 board of nephrite", "和田玉", "羊脂白玉 蛇纹石玉 独山玉",
    ]

    @Test("Claims are blocked by the fitting rule", arguments: blocked)
    func blocks(_ sentence: Sentence) {
        let screening = GoodsDatabase.screener.screen(sentence.text)
        #expect(screening.label == .block, "\(Self.words(screening))")
        #expect(Set(screening.findings.map(\.rule)).isSuperset(of: sentence.rules), "\(Self.words(screening))")
    }

    @Test("What is for a person to decide is flagged", arguments: flagged)
    func flags(_ sentence: Sentence) {
        let screening = GoodsDatabase.screener.screen(sentence.text)
        #expect(screening.label == .flag, "\(Self.words(screening))")
        #expect(Set(screening.findings.map(\.rule)).isSuperset(of: sentence.rules), "\(Self.words(screening))")
    }

    @Test("Characters that belong to no term and no name wait for a person, however few they are", arguments: unread)
    func holdsUnread(_ text: String) {
        let screening = GoodsDatabase.screener.screen(text)
        #expect(screening.label == .flag && screening.findings.map(\.rule) == ["H13"], "\(Self.words(screening))")
    }

    @Test("Goods, their making and care, disclaimers and warnings are allowed", arguments: allowed)
    func allows(_ text: String) {
        let screening = GoodsDatabase.screener.screen(text)
        #expect(screening.label == .allowed, "\(Self.words(screening))")
    }

    @Test("A finding has the place of its characters")
    func place() throws {
        let finding = try #require(
            GoodsDatabase.screener.screen("玉板：能治疗关节炎。").findings.first { $0.rule == "H1" && $0.label == .block })
        #expect(finding.text == "治疗关节炎" && finding.scalars == 4..<9)
    }

    private static func words(_ screening: Screening) -> String {
        screening.findings.map { "\($0.rule) \($0.label) “\($0.text)” \($0.reason)" }.joined(separator: "; ")
    }
}
