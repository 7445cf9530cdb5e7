internal import Catalog
internal import Storage

/// Loads what recognising, grading and screening go by, each once and not before it is wanted.
final class AssessorLoader {
    private let database: Database
    private var vocabularyLoaded: Vocabulary?
    private var recogniserBuilt: Recogniser?
    private var assessorBuilt: Assessor?

    init(_ database: Database) { self.database = database }

    /// Materials, treatments and shapes.
    func vocabulary() throws -> Vocabulary {
        if let vocabularyLoaded { return vocabularyLoaded }
        let vocabulary = try loadVocabulary(database.connection)
        vocabularyLoaded = vocabulary
        return vocabulary
    }

    /// What reads from texts what goods are.
    func recogniser() throws -> Recogniser {
        if let recogniserBuilt { return recogniserBuilt }
        let recogniser = Recogniser(try vocabulary())
        recogniserBuilt = recogniser
        return recogniser
    }

    /// What grades and screens.
    func assessor() throws -> Assessor {
        if let assessorBuilt { return assessorBuilt }
        let assessor = Assessor(
            try vocabulary(), try loadGradingScheme(database.connection), try loadClaimRules(database.connection),
            try recogniser())
        assessorBuilt = assessor
        return assessor
    }
}
