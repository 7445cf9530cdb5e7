#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// Starts arguments[0] (an absolute path) with exactly these arguments and variables, both ended by NULL.
///
/// The child's descriptors 0, 1, 2 … are the ones given, in order; it has no others. It works in the root folder, and a closed pipe
/// or a file grown too large ends it. With own_session it is out of reach of the caller's terminal. Returns 0 or an error number.
int process_start(
    pid_t *_Nonnull child, char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull variables,
    const int *_Nonnull descriptors, size_t count, bool own_session);

/// A file in memory without a name, closed on exec; -1 with errno set when there is none to have.
int unnamed_file_in_memory(void);

/// A file in the folder that has no name until one is linked to it; -1 with errno set, EOPNOTSUPP where the file system cannot.
int unnamed_file_in(const char *_Nonnull folder);
