import Catalog
import Foundation
import Quantities
import Testing

@testable import Importing

/// What the formats of trade documents do to a reader that takes them lightly.
struct TradeFormatTests {
    // MARK: UBL

    private static func line(_ body: String, header: String = "", root: String = "Catalogue") -> String {
        let element = root == "Catalogue" ? "CatalogueLine" : root + "Line"
        return """
            <\(root) xmlns="urn:oasis:names:specification:ubl:schema:xsd:\(root)-2">\(header)
            <\(element)><ID>1</ID>\(body)</\(element)></\(root)>
            """
    }

    private static func ubl(_ body: String, header: String = "", currency: String = "DKK") throws -> ReadRecord {
        try Reading.records(
            line(
                "\(body)<Item><Name>Roller</Name><SellersItemIdentification><ID>A</ID></SellersItemIdentification></Item>",
                header: header),
            by: Profiles.profile(named: "ubl-catalogue-2.1"), currency: currency)[0]
    }

    private static func price(_ body: String, tier: String = "") -> String {
        "<RequiredItemLocationQuantity>\(tier)<Price><PriceAmount currencyID=\"DKK\">980.00</PriceAmount>\(body)</Price></RequiredItemLocationQuantity>"
    }

    @Test("UBL: the amount is for the base quantity")
    func baseQuantity() throws {
        let record = try Self.ubl(
            "<OrderableUnit>XBX</OrderableUnit>" + Self.price("<BaseQuantity unitCode=\"XBX\">10</BaseQuantity>"))
        #expect(record.prices == ["cost 1: 98 DKK"] || record.prices == ["cost 1: 98 DKK"])
        #expect(record.item?.prices[0].priceQuantity.text == "10")
    }

    @Test(
        "UBL: a price for another unit is joined by the contents, or the line waits",
        arguments: [
            ("<ContentUnitQuantity unitCode=\"MTK\">2.5</ContentUnitQuantity>", "", "2450"),
            ("<ContentUnitQuantity unitCode=\"MTK\">2.5</ContentUnitQuantity>", "2.4999", "2450"),
            ("<ContentUnitQuantity unitCode=\"MTK\">2.5</ContentUnitQuantity>", "0.4", "2450"),
            ("<ContentUnitQuantity unitCode=\"MTK\">2.5</ContentUnitQuantity>", "3", nil),
            ("<ContentUnitQuantity unitCode=\"MTK\">2.5</ContentUnitQuantity>", "0", nil),
            ("<ContentUnitQuantity unitCode=\"MTR\">2.5</ContentUnitQuantity>", "2.5", nil),
            ("", "2.5", nil), ("", "", nil),
        ] as [(String, String, String?)])
    func factorRate(_ contents: String, _ rate: String, _ unitPrice: String?) throws {
        let factor = rate.isEmpty ? "" : "<OrderableUnitFactorRate>\(rate)</OrderableUnitFactorRate>"
        let record = try Self.ubl(
            "<OrderableUnit>XRO</OrderableUnit>\(contents)"
                + Self.price("<BaseQuantity unitCode=\"MTK\">1</BaseQuantity>\(factor)"))
        #expect(record.item?.prices.first.map { "\($0.unitPrice.text.prefix(4))" } == unitPrice)
        #expect(record.faults.map(\.code) == (unitPrice == nil ? ["price_unit_unclear"] : []))
    }

    @Test("UBL: codes of a piece are one unit, and a line without an order unit is ordered by that of its price")
    func pieces() throws {
        let pieces = try Self.ubl(
            "<OrderableUnit>EA</OrderableUnit>" + Self.price("<BaseQuantity unitCode=\"C62\">1</BaseQuantity>"))
        #expect(pieces.item?.prices.count == 1)
        let none = try Self.ubl(Self.price("<BaseQuantity unitCode=\"KGM\">1</BaseQuantity>"))
        #expect(none.item?.orderUnit == "KGM")
    }

    @Test("UBL: tiers may share a bound, but not more")
    func tiers() throws {
        func tiers(_ bound: String) throws -> ReadRecord {
            let second = Self.price("", tier: "<MinimumQuantity>\(bound)</MinimumQuantity>")
                .replacing("980.00", with: "900.00")
            return try Self.ubl(
                Self.price("", tier: "<MinimumQuantity>1</MinimumQuantity><MaximumQuantity>120</MaximumQuantity>")
                    + second)
        }
        #expect(try tiers("120").item?.prices.count == 2)
        #expect(try tiers("100").faults.map(\.code) == ["tiers_contradict"])
    }

    @Test(
        "UBL: only kinds of price that mean what we pay are our cost",
        arguments: [
            ("", "cost"), ("<PriceType>AAA</PriceType>", "cost"), ("<PriceTypeCode>CT</PriceTypeCode>", "cost"),
            ("<PriceTypeCode>SRP</PriceTypeCode>", "recommended"), ("<PriceType>AAB</PriceType>", "gross"),
            ("<PriceType>Kampagne</PriceType>", "Kampagne"),
        ])
    func kinds(_ kind: String, _ expected: String) throws {
        #expect(try Self.ubl(Self.price(kind)).item?.prices.map(\.kind) == [expected])
    }

    @Test("UBL: of several territories the first is our cost")
    func territories() throws {
        let land = { (code: String) in
            "<ApplicableTerritoryAddress><Country><IdentificationCode>\(code)</IdentificationCode></Country></ApplicableTerritoryAddress>"
        }
        let record = try Self.ubl(Self.price("", tier: land("BE")) + Self.price("", tier: land("LU")))
        #expect(record.item?.prices.map(\.kind) == ["cost", "net"])
    }

    @Test(
        "UBL: weeks and hours until delivery become days",
        arguments: [("WEE", "14"), ("DAY", "2"), ("HUR", "0.083333")])
    func leadTime(_ unit: String, _ days: String) throws {
        let record = try Self.ubl(Self.price("", tier: "<LeadTimeMeasure unitCode=\"\(unit)\">2</LeadTimeMeasure>"))
        #expect(record.item?.leadTimeDays?.text == days)
    }

    @Test("UBL: a unit of time that is none leaves the lead time out")
    func leadTimeUnit() throws {
        let record = try Self.ubl(Self.price("", tier: "<LeadTimeMeasure unitCode=\"KGM\">2</LeadTimeMeasure>"))
        #expect(record.item?.leadTimeDays == nil)
        #expect(record.findings.map(\.code).contains("lead_time_unreadable"))
    }

    @Test("UBL: a line that deletes, or cannot be ordered, withdraws; its number is never that of the line")
    func withdrawals() throws {
        for body in ["<ActionCode>Delete</ActionCode>", "<OrderableIndicator>false</OrderableIndicator>"] {
            guard case .withdrawn("A") = try Self.ubl(body).outcome else {
                Issue.record("\(body) withdraws nothing")
                continue
            }
        }
        let profile = try Profiles.profile(named: "ubl-catalogue-2.1")
        let record = try Reading.records(Self.line("<Item><Name>Roller</Name></Item>"), by: profile)[0]
        #expect(record.faults.map(\.code) == ["part_number_missing"])
    }

    @Test(
        "A document that says whether it is full or a delta is taken at its word",
        arguments: [
            (
                "ubl-catalogue-2.1", line("", header: "<ActionCode>Update</ActionCode>"), ImportMode.delta,
                Replacement.all
            ),
            ("ubl-catalogue-2.1", line("", header: "<ActionCode>Add</ActionCode>"), .full, .all),
            ("ubl-catalogue-2.1", line("", header: "<ActionCode>Replace</ActionCode>"), .full, .all),
            ("ubl-catalogue-2.1", line(""), .full, .all),
            ("ubl-catalogue-2.1", line("", root: "CataloguePricingUpdate"), .delta, .prices),
            ("ubl-catalogue-2.1", line("", root: "CatalogueItemSpecificationUpdate"), .delta, .present),
            ("ubl-catalogue-2.1", "<CatalogueDeletion><ID>1</ID></CatalogueDeletion>", .full, .all),
            ("cxml-index", "<Index loadmode=\"Full\"><IndexItem><IndexItemAdd/></IndexItem></Index>", .full, .all),
            (
                "cxml-index", "<Index loadmode=\"Incremental\"><IndexItem><IndexItemAdd/></IndexItem></Index>", .delta,
                .all
            ),
            ("cxml-index", "<Index><IndexItem><IndexItemAdd/></IndexItem></Index>", .delta, .all),
            ("bazaarvoice", "<Feed incremental=\"true\"><Products><Product/></Products></Feed>", .delta, .all),
            ("bazaarvoice", "<Feed incremental=\"false\"><Products><Product/></Products></Feed>", .full, .all),
            ("iof-light", "<offer><products><product/></products></offer>", .delta, .prices),
        ])
    func modes(_ profile: String, _ text: String, _ mode: ImportMode, _ replaces: Replacement) throws {
        let reader = FeedReader(
            CompiledProfile(try Profiles.profile(named: profile)),
            context: FeedContext(supplierCurrency: "EUR", today: "2026-11-23"), recogniser: Reading.recogniser)
        let end = try reader.read(Reading.file(text.utf8)) { _ in }
        #expect(end.message?.mode == mode)
        #expect(end.message?.replaces == replaces)
    }

    // MARK: cXML

    private static func cxml(_ item: String, detail: String = "", mode: String = "Full") throws -> [ReadRecord] {
        try Reading.records(
            """
            <!DOCTYPE Index SYSTEM "http://x.example/cXML.dtd"><Index loadmode="\(mode)"><SupplierID>1</SupplierID>
            <IndexItem><IndexItemAdd><ItemID>\(item)</ItemID><ItemDetail><UnitPrice><Money currency="USD">36.00</Money></UnitPrice>\(detail)</ItemDetail>
            <IndexItemDetail><LeadTime>5</LeadTime></IndexItemDetail></IndexItemAdd></IndexItem></Index>
            """, by: Profiles.profile(named: "cxml-index"), currency: "USD")
    }

    @Test("cXML: the auxiliary number is part of the key, and blank it is none")
    func auxiliary() throws {
        let both = "<SupplierPartID>A</SupplierPartID><SupplierPartAuxiliaryID>RED</SupplierPartAuxiliaryID>"
        #expect(try Self.cxml(both)[0].item?.partNumber == "A/RED")
        #expect(
            try Self.cxml("<SupplierPartID>A</SupplierPartID><SupplierPartAuxiliaryID/>")[0].item?.partNumber == "A")
    }

    @Test("cXML: the price basis and its conversion make the price of one order unit")
    func priceBasis() throws {
        let record = try Self.cxml(
            "<SupplierPartID>A</SupplierPartID>",
            detail:
                "<UnitOfMeasure>EA</UnitOfMeasure><PriceBasisQuantity quantity=\"5\" conversionFactor=\"0.25\"><UnitOfMeasure>BOX</UnitOfMeasure></PriceBasisQuantity>"
        )[0]
        #expect(record.prices == ["cost 1: 1.8 USD"])
        #expect(record.item?.orderUnit == "EA")
    }

    @Test("cXML: the short name is the name, the text behind it the description")
    func description() throws {
        let item = try Self.cxml(
            "<SupplierPartID>A</SupplierPartID>",
            detail:
                "<Description xml:lang=\"de\"><ShortName>Rolle</ShortName></Description><Description xml:lang=\"en\"><ShortName>Roller</ShortName> Two heads.</Description>"
        )[0].item
        #expect(item?.name == "Roller")
        #expect(item?.description == "Two heads.")
    }

    @Test("cXML: an item that is deleted is withdrawn by the element it stands in")
    func delete() throws {
        let records = try Reading.records(
            """
            <Index><IndexItem><IndexItemDelete><ItemID><SupplierPartID>A</SupplierPartID></ItemID></IndexItemDelete></IndexItem>
            <IndexItem><IndexItemAdd><ItemID><SupplierPartID>A</SupplierPartID></ItemID></IndexItemAdd></IndexItem></Index>
            """, by: Profiles.profile(named: "cxml-index"))
        guard case .withdrawn("A") = records[0].outcome else {
            Issue.record("nothing is withdrawn")
            return
        }
        #expect(records[1].faults.map(\.code) == ["price_missing"])
        #expect(records[0].digest != records[1].digest)
    }

    @Test("cXML: scales from a quantity on are tiers; those up to one are not read")
    func scales() throws {
        func scales(_ type: String) -> String {
            """
            <UnitPrice><Money currency="USD">36.00</Money><PricingConditions><ValidityPeriods><ValidityPeriod from="2026-01-01T00:00:00Z"
            to="2026-12-31T00:00:00Z"><ConditionTypes><ConditionType name="Price"><Scales scaleType="\(type)"><Scale from="0"><CostTermValue><Money
            currency="USD">36.00</Money></CostTermValue></Scale><Scale from="12" to="12"><CostTermValue><Money currency="USD">30.00</Money></CostTermValue></Scale>
            </Scales></ConditionType></ConditionTypes></ValidityPeriod></ValidityPeriods></PricingConditions></UnitPrice>
            """
        }
        let read = try Self.cxml("<SupplierPartID>A</SupplierPartID>", detail: scales("From"))[0]
        #expect(read.prices.contains("cost 12: 30 USD"))
        #expect(
            try Self.cxml("<SupplierPartID>A</SupplierPartID>", detail: scales("To"))[0].prices == ["cost 1: 36 USD"])
    }

    // MARK: GS1, NAMM

    @Test("GS1: each level of packing is an item, and the command around it counts for it")
    func levels() throws {
        func item(_ number: String, _ more: String = "") -> String {
            """
            <catalogueItem><tradeItem><gtin>0952\(number)</gtin><additionalTradeItemIdentification
            additionalTradeItemIdentificationTypeCode="SUPPLIER_ASSIGNED">\(number)</additionalTradeItemIdentification>
            <nextLowerLevelTradeItemInformation><totalQuantityOfNextLowerLevelTradeItem>6</totalQuantityOfNextLowerLevelTradeItem></nextLowerLevelTradeItemInformation>
            </tradeItem>\(more)</catalogueItem>
            """
        }
        let inner = "<catalogueItemChildItemLink>\(item("PIECE"))</catalogueItemChildItemLink>"
        let records = try Reading.records(
            """
            <m xmlns="urn:gs1:gdsn:catalogue_item_notification:xsd:3"><documentCommand><documentCommandHeader type="ADD"/>\(item("CASE", inner))</documentCommand>
            <documentCommand><documentCommandHeader type="DELETE"/>\(item("OLD"))</documentCommand>
            <documentCommand><documentCommandHeader/>\(item("NEXT"))</documentCommand></m>
            """, by: Profiles.profile(named: "gs1-cin"))
        #expect(records.map { $0.item?.partNumber } == ["CASE", "PIECE", nil, "NEXT"])
        #expect(records[0].item?.contentQuantity?.text == "6")
        guard case .withdrawn("OLD") = records[2].outcome else {
            Issue.record("nothing is withdrawn")
            return
        }
    }

    @Test("NAMM: levels by order value are no tiers of pieces")
    func orderValue() throws {
        func level(_ price: String, _ from: String, _ type: String) -> String {
            "<Level><Price Currency=\"USD\" type=\"Cost\">\(price)</Price><LevelMin>\(from)</LevelMin><LevelUOM type=\"\(type)\">EA</LevelUOM></Level>"
        }
        func prices(_ type: String) throws -> [String] {
            try Reading.records(
                "<NAMM_PRICEBOOK><Items><Item><SupplierItemId>A</SupplierItemId><Levels>\(level("10.00", "1", type))\(level("9.00", "500", type))</Levels></Item></Items></NAMM_PRICEBOOK>",
                by: Profiles.profile(named: "namm-pricebook"), currency: "USD")[0].prices
        }
        #expect(try prices("Item") == ["cost 1: 10 USD", "cost 500: 9 USD"])
        #expect(try prices("Family") == ["cost 1: 10 USD", "cost 500: 9 USD"])
        #expect(try prices("Order") == ["cost 1: 10 USD", "by_order_value 1: 9 USD"])
    }
}
