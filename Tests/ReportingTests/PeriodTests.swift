import Quantities
import Testing

@testable import Reporting

struct PeriodCase: Sendable, CustomTestStringConvertible {
    let text: String
    let from, to: String
    /// What it is called whatever day it is, and what it is compared with.
    let name, prior: String
    var testDescription: String { text }

    init(_ text: String, _ from: String, _ to: String, _ name: String, _ prior: String) {
        (self.text, self.from, self.to, self.name, self.prior) = (text, from, to, name, prior)
    }

    static let all: [PeriodCase] = [
        .init("2026", "2026-01-01", "2026-12-31", "2026", "2025-01-01..2025-12-31"),
        .init("2024-02", "2024-02-01", "2024-02-29", "2024-02", "2024-01-01..2024-01-31"),
        .init("2026-01", "2026-01-01", "2026-01-31", "2026-01", "2025-12-01..2025-12-31"),
        .init("2026-Q1", "2026-01-01", "2026-03-31", "2026-Q1", "2025-10-01..2025-12-31"),
        .init("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q4", "2026-07-01..2026-09-30"),
        .init("2026-W01", "2025-12-29", "2026-01-04", "2026-W01", "2025-12-22..2025-12-28"),
        .init("2026-W53", "2026-12-28", "2027-01-03", "2026-W53", "2026-12-21..2026-12-27"),
        .init("2026-10-05", "2026-10-05", "2026-10-05", "2026-10-05", "2026-10-04..2026-10-04"),
        .init("2026-09-01..2026-10-15", "2026-09-01", "2026-10-15", "2026-09-01..2026-10-15", "2026-07-18..2026-08-31"),
        .init("2026-09-01..2026-09-30", "2026-09-01", "2026-09-30", "2026-09", "2026-08-01..2026-08-31"),
        .init("today", "2026-11-27", "2026-11-27", "2026-11-27", "2026-11-26..2026-11-26"),
        .init("yesterday", "2026-11-26", "2026-11-26", "2026-11-26", "2026-11-25..2026-11-25"),
        .init("this-week", "2026-11-23", "2026-11-29", "2026-W48", "2026-11-16..2026-11-22"),
        .init("last-week", "2026-11-16", "2026-11-22", "2026-W47", "2026-11-09..2026-11-15"),
        .init("this-month", "2026-11-01", "2026-11-30", "2026-11", "2026-10-01..2026-10-31"),
        .init("last-month", "2026-10-01", "2026-10-31", "2026-10", "2026-09-01..2026-09-30"),
        .init("this-quarter", "2026-10-01", "2026-12-31", "2026-Q4", "2026-07-01..2026-09-30"),
        .init("last-quarter", "2026-07-01", "2026-09-30", "2026-Q3", "2026-04-01..2026-06-30"),
        .init("this-year", "2026-01-01", "2026-12-31", "2026", "2025-01-01..2025-12-31"),
        .init("last-year", "2025-01-01", "2025-12-31", "2025", "2024-01-01..2024-12-31"),
    ]
}

@Suite("Periods")
struct PeriodTests {
    static let today = Day("2026-11-27")

    @Test("A period has its days, its name and the period before it", arguments: PeriodCase.all)
    func known(item: PeriodCase) throws {
        let today = try #require(Self.today)
        let period = try #require(Period(item.text, today: today))
        #expect(period.from.text == item.from)
        #expect(period.to.text == item.to)
        #expect(period.text == item.name)
        #expect("\(period.prior.from)..\(period.prior.to)" == item.prior)
        #expect(Period(period.text, today: today) == period)
    }

    @Test(
        "What is no period is refused",
        arguments: [
            "", "26", "2026-13", "2026-1", "2026-Q0", "2026-Q5", "2026-q3", "2026-W00", "2026-W54", "2025-W53",
            "2026-02-30",
            "2026-10-15..2026-09-01", "2026..2027", "next-month", "This-month", "0000", "0999", "2026-", "2026-Q3-1",
            "2026-09-01...2026-10-15", " 2026", "２０２６", "2026-Q٣",
        ])
    func unknown(text: String) throws {
        let today = try #require(Self.today)
        #expect(Period(text, today: today) == nil)
    }

    @Test("Every day of forty years lies in the unit that begins before it and ends after it")
    func units() throws {
        var day = try #require(Day("1999-01-01"))
        let last = try #require(Day("2039-12-31"))
        while day <= last {
            for unit in CalendarUnit.allCases {
                let period = Period(unit, around: day)
                #expect(period.from <= day && day <= period.to)
                #expect(period.unit != nil && Period(period.text, today: day)?.from == period.from)
                #expect(period.prior.to.adding(days: 1) == period.from)
            }
            day = day.adding(days: 1)
        }
    }
}
