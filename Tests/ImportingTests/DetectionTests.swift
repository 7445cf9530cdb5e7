import Foundation
import Testing
import XMLStream

@testable import Importing

struct DetectionTests {
    static func detect(_ text: String) throws -> Detection {
        try DocumentStart(of: Reading.file(text.utf8)).detect(among: Profiles.catalogs())
    }

    /// A document of UBL without its lines.
    static func ubl(_ root: String, _ body: String = "") -> String {
        "<\(root) xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:\(root)-2\">\(body)</\(root)>"
    }

    @Test(
        "The reason tells the version and dialect that the document gives",
        arguments: [
            (
                ubl("Catalogue", "<UBLVersionID>2.1</UBLVersionID><CustomizationID>OIOUBL-2.1</CustomizationID>"),
                "CustomizationID \"OIOUBL-2.1\", UBLVersionID \"2.1\""
            ),
            ("<Index loadmode=\"Full\"><IndexItem/></Index>", "loadmode \"Full\""),
            ("<NAMM_PRICEBOOK version=\"2015.1\"/>", "version \"2015.1\""),
            ("<offer file_format=\"IOF\" version=\"3.0\"/>", "file_format \"IOF\", version \"3.0\""),
        ])
    func versions(_ text: String, _ reason: String) throws {
        let told = try Self.detect(text).reason
        #expect(told.contains(reason), "\(told)")
    }

    @Test(
        "A document is taken out of its envelope",
        arguments: [
            ("<e:Envelope xmlns:e=\"urn:e\"><e:Header><a/></e:Header><e:Body>@</e:Body></e:Envelope>"),
            ("<Envelope><Body>@</Body></Envelope>"),
            ("<StandardBusinessDocument><StandardBusinessDocumentHeader><Type>x</Type></StandardBusinessDocumentHeader>@</StandardBusinessDocument>"),
        ])
    func envelopes(_ envelope: String) throws {
        func wrapped(_ document: String) -> String { envelope.replacing("@", with: document) }
        let catalog =
            "<BMECAT version=\"1.2\"><HEADER><CATALOG><CURRENCY>CHF</CURRENCY></CATALOG></HEADER><T_NEW_CATALOG><ARTICLE><SUPPLIER_AID>A</SUPPLIER_AID><ARTICLE_PRICE_DETAILS><ARTICLE_PRICE><PRICE_AMOUNT>1</PRICE_AMOUNT></ARTICLE_PRICE></ARTICLE_PRICE_DETAILS></ARTICLE></T_NEW_CATALOG></BMECAT>"
        let detection = try Self.detect(wrapped(catalog))
        #expect(detection.profile == "bmecat-1.2")
        #expect(detection.reason == "root BMECAT, version \"1.2\"")
        #expect(try Self.detect(wrapped("<Order/>")).reason.contains("an Order, not a catalog"))
        let records = try Reading.records(wrapped(catalog), by: Profiles.profile(named: "bmecat-1.2"))
        #expect(records.map(\.prices) == [["net_list 1: 1 CHF"]])
    }

    @Test("A profile that is named still objects to what its rules exclude")
    func objection() throws {
        let start = try DocumentStart(
            of: Reading.file(Self.ubl("Catalogue", "<ProfileID>x:punch_out:3</ProfileID>").utf8))
        #expect(start.objection(to: try Profiles.profile(named: "ubl-catalogue-2.1"))?.contains("punch-out") == true)
        #expect(start.objection(to: try Profiles.profile(named: "bmecat-1.2")) == nil)
        let catalog = try DocumentStart(of: Reading.file(Self.ubl("Catalogue").utf8))
        #expect(catalog.objection(to: try Profiles.profile(named: "ubl-catalogue-2.1")) == nil)
    }

    @Test(
        "A document is known by its root, version, namespace and first elements",
        arguments: [
            ("<BMECAT version=\"1.2\"><T_NEW_CATALOG/></BMECAT>", "bmecat-1.2"),
            ("<BMECAT version=\"1.01\"><T_NEW_CATALOG/></BMECAT>", "bmecat-1.2"),
            ("<bmecat version=\"1.2\"/>", "bmecat-1.2"),
            ("<BMECAT><T_NEW_CATALOG><ARTICLE/></T_NEW_CATALOG></BMECAT>", "bmecat-1.2"),
            ("<BMECAT xmlns=\"http://x.example/bmecat/1.2/bmecat_new_catalog\"/>", "bmecat-1.2"),
            ("<BMECAT xmlns=\"http://x.example/XMLSchema/1.2/bmecat\"/>", "bmecat-1.2"),
            // The record decides: ARTICLE has the names of 1.2.
            ("<BMECAT version=\"2005\"><T_NEW_CATALOG><ARTICLE/></T_NEW_CATALOG></BMECAT>", "bmecat-2005"),
            ("<BMECAT version=\"2005.2\"/>", "bmecat-2005"),
            ("<BMECAT xmlns=\"http://x.example/bmecat/2005fd\"/>", "bmecat-2005"),
            ("<b:BMECAT xmlns:b=\"http://x.example/bmecat/2005.1\"/>", "bmecat-2005"),
            ("<BMECAT><T_NEW_CATALOG><PRODUCT/></T_NEW_CATALOG></BMECAT>", "bmecat-2005"),
            ("<BMECAT><T_UPDATE_PRICES/></BMECAT>", "bmecat-2005"),
            (
                "<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel><item><g:id>1</g:id></item></channel></rss>",
                "google-merchant"
            ),
            (
                "<rss><channel><item><x:id xmlns:x=\"http://base.google.com/ns/1.0\">1</x:id></item></channel></rss>",
                "google-merchant"
            ),
            (
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:g=\"http://base.google.com/ns/1.0\"><entry><g:id>1</g:id></entry></feed>",
                "google-merchant"
            ),
            (ubl("Catalogue"), "ubl-catalogue-2.1"), (ubl("CataloguePricingUpdate"), "ubl-catalogue-2.1"),
            (ubl("CatalogueItemSpecificationUpdate"), "ubl-catalogue-2.1"),
            (ubl("CatalogueDeletion"), "ubl-catalogue-2.1"),
            (ubl("Catalogue", "<CustomizationID>OIOUBL-2.1</CustomizationID>"), "ubl-catalogue-2.1"),
            (
                ubl("Catalogue", "<CustomizationID>urn:fdc:peppol.eu:poacc:trns:catalogue:3</CustomizationID>"),
                "peppol-catalogue"
            ),
            ("<Index><SupplierID>1</SupplierID></Index>", "cxml-index"),
            ("<!DOCTYPE Index SYSTEM \"x.dtd\"><Index loadmode=\"Full\"><IndexItem/></Index>", "cxml-index"),
            ("<SHOP><SHOPITEM/></SHOP>", "heureka"), ("<SHOP xmlns=\"urn:x\"><SHOPITEM/></SHOP>", "heureka"),
            ("<SHOP><ITEM/></SHOP>", "shop-universal"),
            ("<offer file_format=\"IOF\"><products><product><description/></product></products></offer>", "iof"),
            ("<offer file_format=\"IOF\"><products><product><sizes/></product></products></offer>", "iof-light"),
            ("<offers><o id=\"1\"/></offers>", "ceneo"), ("<offers><group><o/></group></offers>", "ceneo"),
            ("<mywebstore><products><product><price_with_vat/></product></products></mywebstore>", "skroutz"),
            ("<!DOCTYPE yml_catalog SYSTEM \"shops.dtd\"><yml_catalog><shop/></yml_catalog>", "yml"),
            (
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:s=\"http://jadedpixel.com/-/spec/shopify\"><entry><s:type/></entry></feed>",
                "shopify-atom"
            ),
            (
                "<rss><channel><item><wp:post_type xmlns:wp=\"http://wordpress.org/export/1.2/\">product</wp:post_type></item></channel></rss>",
                "woocommerce-wxr"
            ),
            ("<Feed xmlns=\"http://www.bazaarvoice.com/xs/PRR/ProductFeed/5.6\"/>", "bazaarvoice"),
            (
                "<c:catalogueItemNotificationMessage xmlns:c=\"urn:gs1:gdsn:catalogue_item_notification:xsd:3\"/>",
                "gs1-cin"
            ),
            ("<StandardBusinessDocument><catalogueItemNotification/></StandardBusinessDocument>", "gs1-cin"),
            ("<NAMM_PRICEBOOK xmlns=\"http://namm.org/b2b/2015/schemas\"/>", "namm-pricebook"),
            ("<NAMM_ITEM/>", "namm-pricebook"),
        ])
    func known(_ text: String, _ profile: String) throws {
        let detection = try Self.detect(text)
        #expect(detection.profile == profile)
        #expect(detection.reason.lowercased().contains("root"))
    }

    @Test(
        "What no profile reads is called what it is",
        arguments: [
            ("<html><body/></html>", "an HTML page, not a catalog"),
            ("<HTML/>", "an HTML page, not a catalog"),
            (
                "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>",
                "a UBL Invoice, not a catalog"
            ),
            ("<ubl:CreditNote xmlns:ubl=\"urn:x\"/>", "a UBL CreditNote, not a catalog"),
            ("<Order/>", "an Order, not a catalog"), ("<ORDER/>", "an Order, not a catalog"),
            ("<OrderChange/>", "an OrderChange, not a catalog"),
            ("<DespatchAdvice/>", "a DespatchAdvice, not a catalog"),
            ("<cXML/>", "a cXML message, not a catalog"),
            ("<s:Envelope xmlns:s=\"urn:s\"/>", "a SOAP envelope, not a catalog"),
            ("<svg/>", "an SVG picture, not a catalog"), ("<urlset/>", "a site map, not a catalog"),
            ("<rss><channel><item><title/></item></channel></rss>", "a news feed (rss) without product elements"),
            ("<feed/>", "a news feed (feed) without product elements"),
            ("<Catalogue/>", "a UBL Catalogue; catalogs that are known"),
            ("<CataloguePricingUpdate/>", "a UBL CataloguePricingUpdate; catalogs that are known"),
            ("<CatalogueItemSpecificationUpdate/>", "a UBL CatalogueItemSpecificationUpdate; catalogs that are known"),
            ("<Index/>", "a cXML Index; catalogs that are known"),
            ("<BMECAT/>", "an XML document with root \"BMECAT\" that no profile knows"),
            (
                ubl("Catalogue", "<ProfileID>urn:fdc:peppol.eu:poacc:bis:punch_out:3</ProfileID>"),
                "a punch-out basket (a UBL Catalogue by its root), not a catalog"
            ),
            ("<CatalogueDeletion/>", "a UBL CatalogueDeletion; catalogs that are known"),
            ("<SHOP/>", "an XML document with root \"SHOP\" that no profile knows"),
            ("<offer/>", "an XML document with root \"offer\" that no profile knows"),
            ("<goods/>", "an XML document with root \"goods\" that no profile knows"),
        ])
    func unknown(_ text: String, _ reason: String) throws {
        let detection = try Self.detect(text)
        #expect(detection.profile == nil)
        #expect(detection.reason.contains(reason), "\(detection.reason)")
        #expect(detection.reason.contains("; name a profile of your own with --profile FILE.yaml"))
    }

    @Test("Each sample is known by its own profile, but for the notation of numbers")
    func samples() throws {
        let profiles = try Profiles.builtIn()
        var seen = 0
        for name in Profiles.builtInNames {
            let folder = EmbeddedListTests.root.appending(path: "Imports/\(name)/samples").path
            for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".xml") {
                let detection = try DocumentStart(of: FeedFile("\(folder)/\(file)")).detect(among: profiles)
                #expect(detection.profile == (name == "bmecat-1.2-comma" ? "bmecat-1.2" : name), "\(file)")
                seen += 1
            }
        }
        #expect(seen > Profiles.builtInNames.count)
    }

    @Test("Only the beginning of a document is looked at")
    func beginning() throws {
        let filler = String(repeating: "<z/>", count: 1000)
        #expect(try Self.detect("<BMECAT>\(filler)<ARTICLE/></BMECAT>").profile == nil)
        #expect(try Self.detect("<BMECAT version=\"1.2\">\(filler)").profile == "bmecat-1.2")
    }

    @Test("What is no XML at all is refused before anything is guessed")
    func notXML() throws {
        for text in ["", "  ", "part;price\n1;2", "PK\u{3}\u{4}", "{}"] {
            #expect(throws: XMLFault.self) { try Self.detect(text) }
        }
    }
}
