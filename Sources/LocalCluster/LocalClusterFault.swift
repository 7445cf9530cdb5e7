internal import Glibc
internal import Processes

/// What kept the local database from being used: what happened, where, and what to do about it.
public struct LocalClusterFault: Error, Sendable, Equatable {
    /// The kind of a fault, spelt as it stands in an error object.
    public enum Code: String, Sendable, CaseIterable {
        /// The home folder is not ours, cannot be entered or cannot be written.
        case homeUnusable = "home_unusable"
        /// The programs of the PostgreSQL server are not installed, or not in the version the data was written by.
        case postgresMissing = "postgres_missing"
        /// A new cluster could not be made.
        case clusterNotCreated = "cluster_not_created"
        /// The server did not start, or did not become ready.
        case serverNotStarted = "server_not_started"
        /// The server did not end.
        case serverNotStopped = "server_not_stopped"
        /// Sessions are open in the database that is to be replaced.
        case databaseInUse = "database_in_use"
        /// A statement of ours was refused by the server.
        case statementFailed = "statement_failed"
        /// The backup could not be read from the database.
        case backupFailed = "backup_failed"
        /// The file of the backup could not be written.
        case outputNotWritten = "output_not_written"
        /// The file to restore cannot be read, or is no backup.
        case backupUnreadable = "backup_unreadable"
        /// The backup was read, but could not be put back; the database is as it was.
        case restoreFailed = "restore_failed"
    }

    /// Which kind of fault it is.
    public let code: Code
    /// What happened, as a sentence without its full stop.
    public let message: String
    /// The file or folder concerned.
    public let place: String
    /// What to do, as a sentence without its full stop.
    public let remedy: String

    init(_ code: Code, _ message: String, at place: String, remedy: String) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}

/// The remedy for what a program of PostgreSQL or the system said, or the one given when the text is of another kind.
func remedy(for text: String, owner: ClusterOwner, otherwise: String) -> String {
    if text.contains(systemMessage(ENOSPC)) || text.contains(systemMessage(EDQUOT)) {
        return "free some space on that disk, or set NEPHRITE_HOME to a folder on another one, and try again"
    }
    if text.contains(systemMessage(EROFS)) {
        return "set NEPHRITE_HOME to a folder on a disk that can be written"
    }
    if text.contains(systemMessage(EACCES)) || text.contains(systemMessage(EPERM)) {
        return owner.isAnotherUser
            ? "set NEPHRITE_HOME to a folder that user \(owner.name) can reach, such as /var/lib/nephrite"
            : "set NEPHRITE_HOME to a folder that user \(owner.name) may write"
    }
    return otherwise
}
