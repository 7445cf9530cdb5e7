import TestSupport
import Testing

@Suite("What refusals of orders say", .database(Shop.open))
struct OrderRemedyTests {
    private let shop = Shop.current

    @Test("Of a credit hold the remedy is a payment or a higher limit while the exposure is above it")
    func creditHold() throws {
        try shop.done(["stock", "receive", Shop.b, "20", "--cost", "1"])
        let number = try shop.order("SUED", ["\(Shop.b)=10"])
        try shop.done(["order", "confirm", number])
        try shop.done(["customer", "set", "SUED", "--credit-limit", "50"])
        let above = try shop.refused(["order", "allocate", number])
        #expect(above["code"] == "order_on_hold")
        #expect(above["message"]?.contains("exposure 118.88 EUR is above the credit limit 50.00") == true)
        let remedy = try #require(above["remedy"])
        #expect(remedy.hasPrefix("a payment or a higher limit comes first: nephrite invoice pay"))
        #expect(remedy.contains("nephrite customer set SUED --credit-limit AMOUNT; then nephrite order unhold"))
        let refused = try shop.refused(["order", "unhold", number])
        #expect(refused["code"] == "credit_exceeded" && refused["remedy"].map(remedy.hasPrefix) == true)
        try shop.done(["customer", "set", "SUED", "--credit-limit", "200"])
        let within = try shop.refused(["order", "allocate", number])
        #expect(within["message"]?.hasSuffix("above the credit limit 100.00, and is within it now") == true)
        #expect(within["remedy"]?.hasPrefix("nephrite order unhold \(number) --kind credit") == true)
        try shop.done(["order", "unhold", number, "--kind", "credit"])
        try shop.done(["order", "allocate", number])
    }

    @Test(
        "What is invoiced in advance is credited before it is called off or amended away, by the commands that are named"
    )
    func invoicedInAdvance() throws {
        let number = try shop.order("VORAB", ["\(Shop.a)=5", "\(Shop.b)=3"])
        try shop.done(["order", "confirm", number])
        let invoice = try #require(try shop.done(["invoice", "create", number])["invoice"] as? String)
        let whole = try shop.refused(["order", "cancel", number])
        #expect(whole["code"] == "invoiced_already" && whole["where"] == number)
        #expect(
            whole["message"]
                == "of \(number) 5 of \(Shop.a) on line 1 are invoiced, so 0 can be called off, not 5; "
                + "3 of \(Shop.b) on line 2 are invoiced, so 0 can be called off, not 3")
        #expect(
            whole["remedy"]
                == "credit that first: nephrite invoice credit \(invoice) --line \(Shop.a)=5 --line \(Shop.b)=3; "
                + "then nephrite order cancel \(number)")
        let part = try shop.refused(["order", "cancel", number, "--line", "\(Shop.a)=2"])
        #expect(part["remedy"]?.contains("nephrite invoice credit \(invoice) --line \(Shop.a)=2; then") == true)
        let amended = try shop.refused(["order", "amend", number, "--line", "\(Shop.a)=3"])
        #expect(amended["code"] == "below_shipped" && amended["where"] == number)
        let command = "nephrite invoice credit \(invoice) --line \(Shop.a)=2"
        #expect(amended["remedy"] == "give 5 or more; or credit what is invoiced in advance, then amend: \(command)")
        // As it says.
        try shop.done(Array(command.split(separator: " ").map(String.init).dropFirst()))
        shop.expect(try shop.done(["order", "amend", number, "--line", "\(Shop.a)=3"]), ["state": "confirmed"])
        try shop.done(["invoice", "credit", invoice, "--line", "\(Shop.a)=3", "--line", "\(Shop.b)=3"])
        shop.expect(try shop.done(["order", "cancel", number]), ["state": "cancelled"])
        #expect(try shop.broken() == [])
    }

    @Test("Two invoices of a line are credited from the latest on, and what is free is called off without")
    func twoInvoices() throws {
        let number = try shop.order("VORAB", ["\(Shop.a)=5"])
        try shop.done(["order", "confirm", number])
        try shop.done(["invoice", "create", number])
        try shop.done(["order", "amend", number, "--line", "\(Shop.a)=7"])
        try shop.done(["invoice", "create", number])
        try shop.done(["order", "amend", number, "--line", "\(Shop.a)=8"])
        let refused = try shop.refused(["order", "cancel", number, "--line", "\(Shop.a)=6"])
        #expect(
            refused["message"]?.hasSuffix("7 of \(Shop.a) on line 1 are invoiced, so 1 can be called off, not 6")
                == true)
        let (first, second) = ("INV-\(Shop.year)-000001", "INV-\(Shop.year)-000002")
        #expect(
            refused["remedy"]?.contains(
                "nephrite invoice credit \(second) --line \(Shop.a)=2; nephrite invoice credit \(first) --line \(Shop.a)=3"
            )
                == true)
        try shop.done(["order", "cancel", number, "--line", "\(Shop.a)=1"])
    }

    @Test("What is unknown is refused with where it was asked for")
    func places() throws {
        let create = ["order", "create", "--customer"]
        let line = try shop.refused(create + ["NORD", "--line", "\(Shop.a)=5", "NOPE=5"])
        #expect(line["code"] == "product_unknown" && line["where"] == "line 2, NOPE")
        #expect(try shop.refused(create + ["NOBODY", "--line", "\(Shop.a)=5"])["where"] == "--customer")
        for list in ["order", "invoice"] {
            #expect(try shop.refused([list, "list", "--customer", "NOBODY"])["where"] == "--customer")
        }
        let number = try shop.order("NORD", ["\(Shop.a)=1"])
        #expect(try shop.refused(["order", "amend", number, "--line", "NOPE=1"])["where"] == "--line NOPE")
        let stock = try shop.refused(["stock", "adjust", Shop.a, "-500", "--reason", "x"])
        #expect(stock["code"] == "out_of_stock" && stock["where"] == "\(Shop.a), MAIN")
    }
}
