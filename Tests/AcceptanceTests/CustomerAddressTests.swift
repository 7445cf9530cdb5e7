import Foundation
import TestSupport
import Testing

@Suite("Where a customer's goods go")
struct CustomerAddressTests {
    private static let husum = [
        "customer", "address", "NORD", "add", "HUSUM", "--name", "Lager Nord", "--street", "Hafenstr. 1",
        "--postal-code", "25813", "--city", "Husum", "--country", "DE", "--gln", "4012345000009",
    ]

    @Test("Addresses are added, changed, listed, shown and removed; one is the default", .database(Shop.open))
    func addresses() throws {
        let shop = Shop.current
        var rows = try shop.rows(Self.husum + ["--default"])
        #expect(rows.count == 1)
        shop.expect(
            rows[0],
            [
                "address": "HUSUM", "name": "Lager Nord", "street": "Hafenstr. 1", "postal_code": "25813",
                "city": "Husum", "country": "DE", "gln": "4012345000009",
            ])
        shop.expect(rows[0], ["default": true])
        rows = try shop.rows([
            "customer", "address", "NORD", "add", "ADE", "--city", "Flensburg", "--country", "DE", "--default",
        ])
        #expect(rows.map { $0["address"] as? String } == ["ADE", "HUSUM"])
        #expect(rows.map { $0["default"] as? Bool } == [true, false])
        rows = try shop.rows(["customer", "address", "NORD", "set", "HUSUM", "--gln", "", "--street", "Hafenstr. 2"])
        #expect(rows[1]["gln"] is NSNull)
        shop.expect(rows[1], ["street": "Hafenstr. 2", "city": "Husum"])
        #expect(try shop.rows(["customer", "address", "NORD", "remove", "ADE", "--dry-run"]).count == 1)
        #expect(try shop.rows(["customer", "address", "NORD", "list"]).count == 2)
        let shown = try shop.done(["customer", "show", "NORD"])
        #expect((shown["addresses"] as? [[String: Any]])?.count == 2)
        #expect(try shop.rows(["customer", "address", "NORD", "remove", "ADE"]).count == 1)
        #expect(try shop.rows(["customer", "address", "SUED", "list"]).isEmpty)
    }

    @Test("An order keeps its address as it was when it was made", .database(Shop.open))
    func frozen() throws {
        let shop = Shop.current
        let bare = try shop.done(["order", "create", "--customer", "NORD", "--line", "\(Shop.a)=1"])
        #expect(bare["ship_to"] is NSNull)
        try shop.done(Self.husum + ["--default"])
        try shop.done(["customer", "address", "NORD", "add", "ADE", "--city", "Flensburg", "--country", "DE"])
        let standard = try shop.order("NORD", ["\(Shop.a)=1"], [])
        let named = try shop.order("NORD", ["\(Shop.a)=1"], ["--ship-to", "ADE"])
        try shop.done(["customer", "address", "NORD", "set", "HUSUM", "--street", "Neustadt 9"])
        try shop.done(["customer", "address", "NORD", "remove", "ADE"])
        let first = try #require(try shop.done(["order", "show", standard])["ship_to"] as? [String: Any])
        shop.expect(
            first,
            ["code": "HUSUM", "gln": "4012345000009", "name": "Lager Nord", "street": "Hafenstr. 1", "city": "Husum"])
        #expect(first["region"] is NSNull)
        let second = try #require(try shop.done(["order", "show", named])["ship_to"] as? [String: Any])
        shop.expect(second, ["code": "ADE", "city": "Flensburg", "country": "DE"])

        let amended = try shop.done(["order", "amend", named, "--ship-to", "HUSUM"])
        let changes = try #require(amended["changes"] as? [[String: Any]])
        shop.expect(changes[0], ["field": "ship_to", "old": "ADE", "new": "HUSUM"])
        shop.expect(try #require(amended["ship_to"] as? [String: Any]), ["street": "Neustadt 9"])
        let again = try shop.refused(["order", "amend", named, "--ship-to", "HUSUM"])
        #expect(again["code"] == "nothing_to_amend")
    }

    @Test("Contacts are added, changed, listed and removed", .database(Shop.open))
    func contacts() throws {
        let shop = Shop.current
        var rows = try shop.rows([
            "customer", "contact", "NORD", "add", "buying", "--name", "Einkauf", "--email", "einkauf@nord.example",
            "--phone", "+49 4841 1234", "--role", "purchasing",
        ])
        shop.expect(
            rows[0],
            [
                "contact": "buying", "name": "Einkauf", "email": "einkauf@nord.example", "phone": "+49 4841 1234",
                "role": "purchasing",
            ])
        rows = try shop.rows(["customer", "contact", "NORD", "set", "buying", "--phone", "", "--name", "Einkauf 2"])
        shop.expect(rows[0], ["name": "Einkauf 2", "role": "purchasing"])
        #expect(rows[0]["phone"] is NSNull)
        #expect((try shop.done(["customer", "show", "NORD"])["contacts"] as? [[String: Any]])?.count == 1)
        #expect(try shop.rows(["customer", "contact", "NORD", "remove", "buying"]).isEmpty)
    }

    @Test("The tax follows the status", .database(Shop.open))
    func taxStatus() throws {
        let shop = Shop.current
        try shop.done(["settings", "set", "company_country=DE"])
        try shop.done(["customer", "set", "NORD", "--tax-status", "domestic"])
        func tax(_ customer: String) throws -> [String?] {
            let order = try shop.done(["order", "create", "--customer", customer, "--line", "\(Shop.a)=25"])
            let line = try #require((order["lines"] as? [[String: Any]])?.first)
            return [order["tax"] as? String, line["tax_category"] as? String]
        }
        // 25 at 3.50 are 87.50, 19 percent of it 16.63.
        #expect(try tax("NORD") == ["16.63", "S"])
        let paris = try shop.done(["customer", "set", "PARIS", "--tax-status", "intra_eu", "--vat-id", "FR12345678901"])
        shop.expect(paris, ["tax_status": "intra_eu", "tax": "K", "vat_id": "FR12345678901"])
        #expect(try tax("PARIS") == ["0.00", "K"])
        try shop.done([
            "customer", "add", "ZUG", "--currency", "EUR", "--country", "CH", "--price-list", "WH", "--tax-status",
            "export",
        ])
        #expect(try tax("ZUG") == ["0.00", "G"])
        let exempt = try shop.done([
            "customer", "set", "SUED", "--tax-status", "resale_exempt", "--exemption", "R-2026-17",
        ])
        shop.expect(exempt, ["tax_status": "resale_exempt", "exemption": "R-2026-17"])
        #expect(try tax("SUED") == ["0.00", "E"])
        // An empty category takes the status away again.
        #expect(try shop.done(["customer", "set", "NORD", "--tax", ""])["tax_status"] is NSNull)
    }

    static let refusals: [RefusedOrder] = [
        RefusedOrder("address_unknown", "order create --customer NORD --line LOTUS-LB-3001=1 --ship-to X"),
        RefusedOrder("address_unknown", "order amend SO-Y-000003 --ship-to X"),
        RefusedOrder("address_unknown", "customer address NORD set X --city Y"),
        RefusedOrder("address_unknown", "customer address NORD remove X"),
        RefusedOrder("address_incomplete", "customer address NORD add X --city Y", status: 64),
        RefusedOrder("country_invalid", "customer address NORD add X --city Y --country Germany", status: 64),
        RefusedOrder("country_invalid", "customer address NORD add X --city Y --country QQ", status: 64),
        RefusedOrder(
            "gln_invalid", "customer address NORD add X --city Y --country DE --gln 4012345000008", status: 64),
        RefusedOrder("gln_invalid", "customer address NORD add X --city Y --country DE --gln 40123455", status: 64),
        RefusedOrder("code_invalid", "customer address NORD add X/Y --city Y --country DE"),
        RefusedOrder("usage", "customer address NORD add", status: 64),
        RefusedOrder("usage", "customer address NORD list X", status: 64),
        RefusedOrder("usage", "customer address NORD remove X --city Y", status: 64),
        RefusedOrder("customer_unknown", "customer address X list"),
        RefusedOrder("contact_unknown", "customer contact NORD remove X"),
        RefusedOrder("contact_unknown", "customer contact NORD set X --name Y"),
        RefusedOrder("contact_incomplete", "customer contact NORD add X", status: 64),
        RefusedOrder("email_invalid", "customer contact NORD add X --name Y --email nobody"),
        RefusedOrder("phone_invalid", "customer contact NORD add X --name Y --phone call-me"),
        RefusedOrder("vat_id_invalid", "customer set PARIS --vat-id FR123", status: 64),
        RefusedOrder("vat_id_invalid", "customer set PARIS --vat-id 12345678901", status: 64),
        RefusedOrder("vat_id_invalid", "customer add X --currency EUR --country GR --vat-id GR123456789", status: 64),
        RefusedOrder("vat_id_invalid", "settings set vat_id=DE12345", status: 64),
        RefusedOrder("tax_status_contradicts", "customer set PARIS --tax-status intra_eu --vat-id DE123456789"),
        RefusedOrder("vat_id_missing", "customer set PARIS --tax-status intra_eu"),
        RefusedOrder("exemption_missing", "customer set NORD --tax-status resale_exempt"),
        RefusedOrder("tax_status_contradicts", "customer set NORD --tax-status intra_eu --vat-id DE123456789"),
        RefusedOrder("tax_status_contradicts", "customer set PARIS --tax-status export"),
        RefusedOrder("tax_status_contradicts", "customer set NORD --tax-status export"),
        RefusedOrder("usage", "customer set NORD --tax-status Q", status: 64),
        RefusedOrder("usage", "customer set NORD --tax-status export --tax G", status: 64),
    ]

    @Test("What cannot be is refused, and nothing is changed by it", .database(Shop.busy))
    func refused() throws {
        let shop = Shop.current
        for refused in Self.refusals {
            let error = try shop.refused(refused.words, status: refused.status)
            #expect(error["code"] == refused.code, "\(refused.command)")
        }
        #expect(try shop.rows(["customer", "address", "NORD", "list"]).isEmpty)
        #expect(try shop.done(["customer", "show", "NORD"])["tax_status"] is NSNull)
        #expect(try shop.broken() == [])
    }

    @Test("An address or contact that is there already is refused", .database(Shop.open))
    func twice() throws {
        let shop = Shop.current
        try shop.done(Self.husum)
        #expect(try shop.refused(Self.husum)["code"] == "address_exists")
        let contact = ["customer", "contact", "NORD", "add", "x", "--name", "y"]
        try shop.done(contact)
        #expect(try shop.refused(contact)["code"] == "contact_exists")
    }
}
