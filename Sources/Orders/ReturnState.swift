/// How far the goods of a return authorisation have come; it follows from what came in and what was credited.
public enum ReturnState: String, Sendable, CaseIterable {
    /// Nothing came in; something came in; all of what came in is credited.
    case authorised, received, credited
    /// Nothing came in and nothing may: a person called it off, or its last day is over.
    case cancelled, expired
}
