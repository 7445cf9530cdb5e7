internal import Glibc
package import Operations
internal import Postgres
internal import Synchronization

/// Ctrl-C and its kin: the running statement is cancelled, everything is rolled back, the exit status is 130.
package enum Interrupt {
    private static let wasInterrupted = Atomic(false)

    /// Whether a signal asked the program to end.
    package static var isRequested: Bool { wasInterrupted.load(ordering: .acquiring) }

    /// Waits for signals on a thread of its own from now on.
    ///
    /// Called once the local server runs, so that its process does not inherit the blocked signals.
    package static func watch(_ database: Database) {
        var signals = heeded()
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let canceller = Unmanaged.passRetained(database.connection.canceller)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let canceller = Unmanaged<Canceller>.fromOpaque(argument).takeRetainedValue()
                var signals = Interrupt.heeded()
                var number: Int32 = 0
                sigwait(&signals, &number)
                Interrupt.wasInterrupted.store(true, ordering: .releasing)
                // A request meets only a statement under way, so it is repeated until one is hit or the program ends.
                var pause = timespec(tv_sec: 0, tv_nsec: 50_000_000)
                repeat { _ = canceller.cancel() } while sigtimedwait(&signals, nil, &pause) < 0
                // The second signal ends the program at once; the server rolls back what has no client any more.
                _exit(130)
            }, canceller.toOpaque())
        pthread_detach(thread)
    }

    /// The signals that end the program; one that the caller ignores, as `nohup` does, stays ignored.
    private static func heeded() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            sigaction(number, nil, &action)
            let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
            if !isIgnored { sigaddset(&signals, number) }
        }
        return signals
    }
}
