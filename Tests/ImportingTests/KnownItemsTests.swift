import Testing

@testable import Importing

struct KnownItemsTests {
    static func table(_ numbers: [String], active: (Int) -> Bool = { _ in true }) -> KnownItems {
        let known = KnownItems(expected: numbers.count)
        for (index, number) in numbers.enumerated() {
            Array(number.utf8).withUnsafeBytes {
                known.add(
                    partNumber: $0, digest: UInt64(index), run: Int64(index % 3 + 1), record: index,
                    isActive: active(index))
            }
        }
        return known
    }

    @Test("Every item that was added is found with its version and digest, others are not")
    func finds() throws {
        let numbers = (0..<5000).map { "P-\($0)" }
        let known = Self.table(numbers) { $0 % 5 != 0 }
        #expect(known.activeCount == 4000)
        for (index, number) in numbers.enumerated() {
            let item = try #require(known.item(number))
            #expect(
                item.version == KnownItems.Version(run: Int64(index % 3 + 1), record: index, isActive: index % 5 != 0))
            #expect(item.digest == (index % 5 == 0 ? nil : UInt64(index)))
            #expect(item.sight == .none)
        }
        for number in ["", "P-", "p-1", "P-5000", "P-1 "] { #expect(known.item(number) == nil) }
    }

    @Test("An empty table knows nothing")
    func empty() {
        let known = KnownItems(expected: 0)
        #expect(known.item("") == nil)
        #expect(known.item("A") == nil)
        #expect(known.unseen().isEmpty)
        #expect(known.activeCount == 0)
    }

    @Test("What the file showed is remembered; the active items it did not show are unseen")
    func sights() throws {
        let known = Self.table(["A", "B", "C", "D"]) { $0 != 3 }
        known.note(.same, of: try #require(known.item("A")))
        known.note(.other, of: try #require(known.item("B")))
        #expect(known.item("A")?.sight == .same)
        #expect(known.item("B")?.sight == .other)
        #expect(known.item("C")?.sight == KnownItems.Sight.none)
        #expect(known.unseen().map(\.record) == [2])
        known.note(.other, of: try #require(known.item("A")))
        #expect(known.item("A")?.sight == .other)
        #expect(known.item("A")?.version.isActive == true)
    }

    @Test("Two part numbers of one hash are known by neither, and neither is unseen")
    func collisions() {
        // Both hash to 0x4eac0c95540867e4 by FNV-1a of 64 bits.
        let known = Self.table(["8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ", "A"])
        #expect(known.item("8yn0iYCKYHlIj4-BwPqk") == nil)
        #expect(known.item("GReLUrM4wMqfg9yzV3KQ") == nil)
        #expect(known.item("A") != nil)
        #expect(known.unseen().map(\.record) == [2])
    }
}
