import Foundation
import Testing

/// As whom a program is run: the user of the tests, and as root an ordinary user too.
struct Person: Sendable, CustomTestStringConvertible {
    let name: String
    /// What goes before a command to run it as this person.
    let prefix: [String]

    var testDescription: String { name }

    static let oneself = Person(name: NSUserName(), prefix: [])
    static let nobody = Person(name: "nobody", prefix: ["/usr/sbin/runuser", "-u", "nobody", "--"])

    /// Everybody a test can be run as on this machine.
    static var everybody: [Person] { geteuid() == 0 ? [oneself, nobody] : [oneself] }
    /// A person whom the rights of a file hold for.
    static var ordinary: Person { geteuid() == 0 ? nobody : oneself }
}
