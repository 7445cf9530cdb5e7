internal import Glibc
internal import Operations
internal import Postgres
internal import Synchronization

/// Ctrl-C and its kin: the running statement is cancelled, everything is rolled back, the exit status is 130.
enum Interrupt {
    private static let wasInterrupted = Atomic(false)

    /// Whether a signal asked the program to end.
    static var isRequested: Bool { wasInterrupted.load(ordering: .acquiring) }

    /// Waits for signals on a thread of its own from now on.
    ///
    /// Called once the local server runs, so that its process does not inherit the blocked signals.
    static func watch(_ database: Database) {
        signal(SIGPIPE, SIG_IGN)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let canceller = Unmanaged.passRetained(database.connection.canceller)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let canceller = Unmanaged<Canceller>.fromOpaque(argument).takeRetainedValue()
                var signals = sigset_t()
                sigemptyset(&signals)
                for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
                var number: Int32 = 0
                sigwait(&signals, &number)
                Interrupt.wasInterrupted.store(true, ordering: .releasing)
                _ = canceller.cancel()
                // What does not wait for the server ends now; the server rolls back what has no client any more.
                sigwait(&signals, &number)
                _exit(130)
            }, canceller.toOpaque())
        pthread_detach(thread)
    }
}

/// Thrown where work notices that it should end.
struct Interrupted: Error {}
