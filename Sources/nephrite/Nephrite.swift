internal import ArgumentParser
internal import Commanding

struct Nephrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nephrite",
        abstract: "Product catalog and wholesale order manager for stone massage tools.",
        discussion: """
            Examples:
              nephrite supplier add LOTUS --name "Lotus Crafts" --currency USD
              nephrite import run lotus-2026-10.xml --supplier LOTUS
              nephrite product list --material nephrite
            """,
        version: Running.version,
        subcommands: [
            SupplierCommand.self, ImportCommand.self, ProfileCommand.self, ProductCommand.self, MaterialCommand.self,
            ShapeCommand.self, ClaimsCommand.self, EvidenceCommand.self, ProtocolCommand.self, PriceListCommand.self,
            PriceCommand.self, CatalogCommand.self, StockCommand.self, LotCommand.self, PeriodCommand.self,
            LocationCommand.self,
            CustomerCommand.self, OrderCommand.self, ShipmentCommand.self, ReturnCommand.self,
            InvoiceCommand.self, PaymentCommand.self, PurchaseCommand.self, SettingsCommand.self,
            TaxCommand.self,
            RateCommand.self, RightCommand.self, DocumentCommand.self, LabelCommand.self, FindCommand.self,
            AuditCommand.self, VerifyCommand.self,
            DatabaseCommand.self,
        ])
}

@main
enum Main {
    static func main() { Running.run(Nephrite.self) }
}
