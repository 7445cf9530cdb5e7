import Quantities
import Testing

@testable import Documents

struct CountryNameTests {
    @Test("Countries have their names in the language of the document; what is no country stays as it is")
    func names() {
        let names = DocumentLanguage.allCases.map { CountryNames.name("DE", in: $0) }
        #expect(names == ["Germany", "Deutschland", "Allemagne", "Alemania", "德国"])
        #expect(CountryNames.name("CN", in: .german) == "China" && CountryNames.name("CN", in: .chinese) == "中国")
        #expect(CountryNames.name("US", in: .french) == "États-Unis")
        for code in ["ZZ", "", "Deutschland"] { #expect(CountryNames.name(code, in: .english) == code) }
        #expect(CountryCode.all.count == 251 && CountryCode.isKnown("XI") && !CountryCode.isKnown("QQ"))
        for language in DocumentLanguage.allCases {
            for code in CountryCode.all {
                #expect(CountryNames.name(code, in: language) != code, "\(code) \(language)")
            }
        }
    }
}
