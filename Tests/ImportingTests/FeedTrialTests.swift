import Catalog
import Testing
import XMLStream

@testable import Importing

struct FeedTrialTests {
    static let profile = """
        profile: test
        messages: [{element: items, mode: full}]
        records: [item]
        header: {currency: "@currency", language: "@lang"}
        prices: required
        fields:
          part_number: id
          name: [title, label]
          description: text
          status: {path: "@state", map: {gone: discontinued}}
        cost: [net]
        price_groups:
          - {each: price, amount: ".", kind: {constant: net}, min_quantity: "@from"}

        """

    static let feed = """
        <items currency="EUR" made="2026-11-01">
          <item state="new"><id>A1</id><label>One</label><text>a <b>fat</b> word</text><price>1.50</price><color>red</color></item>
          <item><id>A2</id><label>Two</label><price from="5">2</price><color>blue</color><size unit="mm">5</size></item>
          <item><id>A3</id><label>Three</label><price>x</price></item>
          <item state="gone"><id>A4</id></item>
        </items>
        """

    static func trial(_ feed: String, _ profile: String = profile, recordLimit: Int = 1000) throws -> FeedTrial {
        try FeedTrial(
            of: Reading.file(feed.utf8), by: Profiles.read(profile, name: "test"),
            context: FeedContext(supplierCurrency: "EUR", today: "2026-11-23"), recordLimit: recordLimit)
    }

    @Test("It counts what becomes of the records and shows the first faults and the first item")
    func outcomes() throws {
        let trial = try Self.trial(Self.feed)
        #expect((trial.records, trial.taken, trial.withdrawn, trial.quarantined) == (4, 2, 1, 1))
        #expect(trial.message?.element == "items")
        #expect(trial.faults.map(\.record) == [3])
        #expect(trial.faults[0].fault.code == "price_not_decimal")
        #expect(trial.sample?.partNumber == "A1")
        #expect(!trial.isCut)
        #expect(!trial.isDetected)
        #expect(trial.reason.contains("no detect"))
    }

    @Test("It lists what nothing reads, the most frequent first, and no markup within a text that is read")
    func unread() throws {
        let trial = try Self.trial(Self.feed)
        #expect(trial.unread.map(\.path) == ["color", "/items/@made", "size", "size/@unit"])
        #expect(trial.unread.map(\.count) == [2, 1, 1, 1])
        #expect(trial.unread[0].example == "red")
        #expect(trial.unreadLeftOff == 0)
    }

    @Test("It lists the paths that found nothing")
    func unused() throws {
        let trial = try Self.trial(Self.feed)
        #expect(trial.unused.map { "\($0.key) \($0.path)" } == ["header.language @lang", "fields.name title"])
    }

    @Test("A document without the message's element shows all of itself as unread")
    func otherDocument() throws {
        let trial = try Self.trial("<goods><item><id>A1</id></item></goods>")
        #expect(trial.message == nil)
        #expect(trial.records == 0)
        #expect(trial.unread.map(\.path) == ["/goods/item/id"])
        #expect(trial.unused.map(\.key).prefix(2) == ["messages", "records"])
    }

    @Test("It says which built-in profile would read the document by itself")
    func detection() throws {
        let trial = try Self.trial("<BMECAT version=\"1.2\"><T_NEW_CATALOG/></BMECAT>")
        #expect(trial.reason.contains("by itself it would be read by bmecat-1.2"))
        let known = try Self.trial(Self.feed, Self.profile + "detect: [{root: items}]\n")
        #expect(known.isDetected)
        #expect(known.reason == "root items")
    }

    @Test("It ends after so many records, and does not judge the header then")
    func limit() throws {
        let trial = try Self.trial(Self.feed, recordLimit: 2)
        #expect(trial.records == 2)
        #expect(trial.isCut)
        #expect(!trial.unused.contains { $0.key.hasPrefix("header") })
    }

    @Test("A feed with thousands of different names is counted within bounds")
    func manyNames() throws {
        var feed = "<items currency=\"EUR\"><item><id>A1</id>"
        for number in 0..<9000 { feed += "<n\(number)>x</n\(number)>" }
        let trial = try Self.trial(feed + "</item></items>")
        #expect(trial.unread.count == FeedTrial.shownPlaces)
        #expect(trial.unreadLeftOff == 9000 - FeedTrial.shownPlaces)
    }

    @Test("A refused file is refused here too")
    func refused() throws {
        #expect(throws: XMLFault.self) { try Self.trial("<items><item>") }
        #expect(throws: XMLFault.self) { try Self.trial("<!DOCTYPE a [<!ENTITY x \"y\">]><items>&x;</items>") }
    }
}
