import Testing

@testable import LocalCluster

@Suite("What a server writes about itself")
struct PostmasterFileTests {
    private let whole = """
        4711
        /home/mia/nephrite/data
        1763871234
        5432
        /home/mia/nephrite/run

          131072         7
        ready   

        """

    @Test("A server that is ready is read with its number, its port and its socket's folder")
    func ready() throws {
        let file = try #require(PostmasterFile(text: whole))
        #expect(file.pid == 4711)
        #expect(file.dataFolder == "/home/mia/nephrite/data")
        #expect(file.port == 5432)
        #expect(file.socketFolder == "/home/mia/nephrite/run")
        #expect(file.takesConnections)
    }

    @Test("A server that is starting or stopping takes no connections", arguments: ["starting", "stopping", ""])
    func notReady(status: String) throws {
        let text = whole.split(separator: "\n", omittingEmptySubsequences: false).prefix(7).joined(separator: "\n")
        #expect(try #require(PostmasterFile(text: text + "\n" + status + "\n")).takesConnections == false)
    }

    @Test(
        "A file that is cut short or damaged says nothing",
        arguments: ["", "4711", "4711\n/data\n17\n", "x\n/d\n1\n5432\n/r\n", "1\n/d\n1\n5432\n/r\n"])
    func damaged(text: String) {
        #expect(PostmasterFile(text: text) == nil)
    }

    @Test("A process that is no server of that folder is not taken for it")
    func notAlive() throws {
        #expect(try #require(PostmasterFile(text: whole)).isAlive == false)
        let own = whole.replacing("4711", with: smallFile("/proc/self/stat")?.split(separator: " ").first ?? "")
        #expect(try #require(PostmasterFile(text: own)).isAlive == false)
    }
}
