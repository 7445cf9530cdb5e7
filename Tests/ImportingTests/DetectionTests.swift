import Foundation
import Testing
import XMLStream

@testable import Importing

struct DetectionTests {
    static func detect(_ text: String) throws -> Detection {
        try DocumentStart(of: Reading.file(text.utf8)).detect(among: Profiles.builtIn())
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
            ("<goods/>", "an XML document with root \"goods\" that no profile knows"),
        ])
    func unknown(_ text: String, _ reason: String) throws {
        let detection = try Self.detect(text)
        #expect(detection.profile == nil)
        #expect(detection.reason.contains(reason), "\(detection.reason)")
        #expect(detection.reason.contains("bmecat-1.2, bmecat-2005, google-merchant; name a profile of your own"))
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
        #expect(seen == 11)
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
