/// The settings of the server, written anew at each start; `local.conf` beside it is the user's and has the last word.
enum ServerSettings {
    static func text(socketFolder: String, clusterName: String, port: Int) -> String {
        """
        # Written by nephrite at each start of the server; changes made here are lost.
        # Settings of your own belong in local.conf in this folder, which is read after this file.

        # Reached by its socket only, whose folder is closed to everybody else.
        listen_addresses = ''
        unix_socket_directories = '\(socketFolder)'
        unix_socket_permissions = 0700
        port = \(port)
        cluster_name = '\(clusterName)'
        max_connections = 50

        # A small machine that also does other work. What was acknowledged survives a crash: neither of the two is ever off.
        fsync = on
        synchronous_commit = on
        shared_buffers = 256MB
        work_mem = 32MB
        maintenance_work_mem = 256MB
        max_wal_size = 4GB
        checkpoint_timeout = 15min
        wal_compression = on
        jit = off

        # A week of logs beside the data. Bound values are not logged.
        logging_collector = on
        log_directory = '../log'
        log_filename = 'postgresql-%a.log'
        log_rotation_age = 1d
        log_rotation_size = 0
        log_truncate_on_rotation = on
        log_line_prefix = '%m [%p] %q%u@%d '
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        log_timezone = 'UTC'
        timezone = 'UTC'
        lc_messages = 'C'

        include_if_exists = 'local.conf'

        """
    }

    /// Who may connect: whoever can enter the socket's folder, that is the owner of the cluster and root.
    static let access = """
        # Written by nephrite. The folder of the socket is open to the owner of the cluster only, and that is the check.
        local all all trust

        """
}
