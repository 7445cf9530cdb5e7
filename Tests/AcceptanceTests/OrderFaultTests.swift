import Foundation
import TestSupport
import Testing

@Suite("Orders under faults")
struct OrderFaultTests {
    private static let sellers = 4

    @Test("Whoever is killed leaves nothing half-done, and nothing that was answered is lost", .database(Shop.open))
    func killedPrograms() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "1000", "--cost", "2.10"])
        var chance = Chance("killed sellers")
        var cut = 0
        var answered: [String] = []
        for round in 1...Chance.mostRounds where round <= Chance.rounds || cut == 0 {
            let sellers = try (0..<Self.sellers).map { _ in try Program.shell.start([Self.seller(shop)]) }
            chance.pause(upTo: 1.5, round: round)
            for seller in sellers { kill(-seller.pid, SIGKILL) }
            for outcome in try sellers.map({ try $0.finish() }) {
                if outcome.status == 128 + SIGKILL { cut += 1 }
                answered += outcome.output.split(separator: "\n").map(String.init)
            }
            #expect(try shop.broken() == [], "round \(round)")
        }
        #expect(cut > 0, "nobody was cut, so nothing was shown")
        try Self.expectKept(answered, shop)
    }

    @Test(
        "A server that dies in the middle of orders comes back with all that was answered, and every invariant holds",
        arguments: ServerFault.allCases)
    func killedServer(fault: ServerFault) throws {
        let cluster = try TestCluster.own()
        let shop = Shop(conninfo: cluster.conninfo())
        try Shop.fill(cluster.conninfo())
        try shop.done(["stock", "receive", Shop.a, "1000", "--cost", "2.10"])
        var chance = Chance("orders and server \(fault)")
        var hits = 0
        var answered: [String] = []
        for round in 1...Chance.mostRounds where round <= Chance.rounds || hits == 0 {
            let sellers = try (0..<Self.sellers).map { _ in try Program.shell.start([Self.seller(shop)]) }
            chance.pause(upTo: 1.5, round: round)
            try fault.strike(cluster, cluster.conninfo())
            usleep(200_000)
            for seller in sellers { kill(-seller.pid, SIGKILL) }
            for outcome in try sellers.map({ try $0.finish() }) {
                if outcome.errors.contains("connection_lost") || outcome.errors.contains("database_unreachable")
                    || outcome.errors.contains("commit_unknown")
                {
                    hits += 1
                }
                answered += outcome.output.split(separator: "\n").map(String.init)
            }
            try ServerFault.bringBack(cluster, cluster.conninfo())
            #expect(try shop.broken() == [], "round \(round)")
        }
        print("orders, \(fault.rawValue): \(hits) sellers hit")
        #expect(hits > 0, "no fault hit, so nothing was shown")
        try Self.expectKept(answered, shop)
    }

    /// What a seller was answered holds: a shipment is a shipment, an invoice an invoice.
    private static func expectKept(_ answered: [String], _ shop: Shop) throws {
        for answer in answered {
            let parts = answer.split(separator: " ").map(String.init)
            guard parts.count == 2 else { continue }
            let order = try shop.done(["order", "show", parts[1]])
            if parts[0] == "ship" { #expect(order["shipment"] as? String == "full", "\(answer)") }
            if parts[0] == "invoice" { #expect(order["invoice"] as? String == "full", "\(answer)") }
        }
    }

    /// Sells for ever, and says what was answered.
    private static func seller(_ shop: Shop) -> String {
        """
        n() { '\(shop.nephrite.command[0])' "$@" -O json --database '\(shop.conninfo)'; }
        while :; do
            order=$(n order create --customer NORD --line \(Shop.a)=2) || continue
            order=${order#*SO-}; order=SO-${order%%\\"*}
            echo "create $order"
            n order confirm $order >/dev/null && n order allocate $order >/dev/null || continue
            n order ship $order >/dev/null && echo "ship $order" || continue
            n invoice create $order >/dev/null && echo "invoice $order"
        done
        """
    }
}
