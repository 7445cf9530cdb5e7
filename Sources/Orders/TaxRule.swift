/// Which category of tax a sale falls under, as far as it follows from who sells to whom.
public enum TaxRule {
    /// The category that needs no rate, since its rate is zero by law; nil where the rate of a table decides.
    ///
    /// A person's word other than `S` holds. Between member states of the European Union a buyer with a VAT number
    /// accounts for the tax himself: `K`. Source: UNCL 5305; Directive 2006/112/EC, article 138.
    public static func untaxedCategory(
        saidByPerson: String?, companyCountry: String, customerCountry: String, hasVATNumber: Bool
    ) -> String? {
        if let saidByPerson { return saidByPerson == "S" ? nil : saidByPerson }
        let isWithinUnion = isMember(companyCountry) && isMember(customerCountry)
        return isWithinUnion && companyCountry != customerCountry && hasVATNumber ? "K" : nil
    }

    /// Whether a buyer has a VAT number by which he accounts for the tax; in Northern Ireland it begins with `XI`.
    public static func counts(vatNumber: String?, of country: String) -> Bool {
        vatNumber.map { country != "XI" || $0.hasPrefix("XI") } ?? false
    }

    /// Whether goods move to and from a country as within the European Union.
    ///
    /// `XI`, Northern Ireland, is such for goods and not for services; a wholesaler of tools sells goods. Source: Windsor
    /// Framework, article 8 and annex 3.
    static func isMember(_ country: String) -> Bool { members.contains(country) }

    private static let members: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
    ]
}

/// What a customer is to the tax, in the words of the trade; each stands for a category of UNCL 5305.
public enum TaxStatus: String, Sendable, CaseIterable {
    /// Taxed at the rate of his country.
    case domestic
    /// In another member state of the European Union, with a VAT number: he accounts for the tax himself.
    case intraEU = "intra_eu"
    /// Outside of the European Union.
    case export
    /// Exempt by a certificate, since he sells the goods again.
    case resaleExempt = "resale_exempt"

    /// The category.
    public var category: String {
        switch self {
        case .domestic: "S"
        case .intraEU: "K"
        case .export: "G"
        case .resaleExempt: "E"
        }
    }

    /// The status that a category stands for; nil where it stands for none of them.
    public init?(category: String?) {
        guard let status = Self.allCases.first(where: { $0.category == category }) else { return nil }
        self = status
    }

    /// Why a status cannot be a customer's.
    public enum Contradiction: Sendable, Equatable {
        /// He has no VAT number.
        case vatNumberMissing
        /// There is no certificate.
        case exemptionMissing
        /// He is in the company's own country, or one of both is outside of the Union.
        case notAnotherMember
        /// He is within the Union as the company is.
        case notOutside
    }

    /// What keeps the status from being a customer's; nil is nothing.
    public func contradiction(
        companyCountry: String, customerCountry: String, hasVATNumber: Bool, hasExemption: Bool
    ) -> Contradiction? {
        let isWithinUnion = TaxRule.isMember(companyCountry) && TaxRule.isMember(customerCountry)
        switch self {
        case .domestic: return nil
        case .intraEU:
            guard isWithinUnion, companyCountry != customerCountry else { return .notAnotherMember }
            return hasVATNumber ? nil : .vatNumberMissing
        case .export: return isWithinUnion || companyCountry == customerCountry ? .notOutside : nil
        case .resaleExempt: return hasExemption ? nil : .exemptionMissing
        }
    }
}
