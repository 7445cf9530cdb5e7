import Orders
import Testing

/// Which sales need no rate of tax.
struct TaxRuleTests {
    static let sales: [(home: String, buyer: String, hasNumber: Bool, category: String?)] = [
        ("DE", "FR", true, "K"), ("DE", "FR", false, nil), ("DE", "DE", true, nil), ("DE", "CH", true, nil),
        // Goods to Northern Ireland move as within the Union, goods to Great Britain do not.
        ("DE", "XI", true, "K"), ("DE", "GB", true, nil), ("GB", "XI", true, nil),
    ]

    @Test("Between member states a buyer with a VAT number accounts for the tax", arguments: sales)
    func category(_ sale: (home: String, buyer: String, hasNumber: Bool, category: String?)) {
        #expect(
            TaxRule.untaxedCategory(
                saidByPerson: nil, companyCountry: sale.home, customerCountry: sale.buyer,
                hasVATNumber: sale.hasNumber) == sale.category)
    }

    @Test("A status must fit the countries of both")
    func status() {
        func fault(_ status: TaxStatus, _ home: String, _ buyer: String) -> TaxStatus.Contradiction? {
            status.contradiction(companyCountry: home, customerCountry: buyer, hasVATNumber: true, hasExemption: false)
        }
        #expect(fault(.intraEU, "DE", "XI") == nil && fault(.export, "DE", "XI") == .notOutside)
        #expect(fault(.intraEU, "DE", "GB") == .notAnotherMember && fault(.export, "DE", "GB") == nil)
        #expect(
            fault(.intraEU, "DE", "DE") == .notAnotherMember && fault(.resaleExempt, "DE", "DE") == .exemptionMissing)
    }
}
