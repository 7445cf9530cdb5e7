#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <unistd.h>

enum { most_descriptors = 8 };

int process_start(
    pid_t *child, char *const *arguments, char *const *variables, const int *descriptors, size_t count,
    bool own_session) {
    int sources[most_descriptors];
    size_t ready = 0;
    int problem = count > most_descriptors ? EINVAL : 0;

    // Sources are first lifted above the numbers they are to get, so that no dup2 overwrites one that is still needed.
    for (; problem == 0 && ready < count; ready++) {
        sources[ready] = fcntl(descriptors[ready], F_DUPFD_CLOEXEC, most_descriptors);
        if (sources[ready] < 0) {
            problem = errno;
            break;
        }
    }

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, ours;
    sigemptyset(&none);
    // What a program of ours ignores for itself, and reports, ends another program as the system has it.
    sigemptyset(&ours);
    sigaddset(&ours, SIGPIPE);
    sigaddset(&ours, SIGXFSZ);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    for (size_t number = 0; problem == 0 && number < count; number++)
        problem = posix_spawn_file_actions_adddup2(&actions, sources[number], (int)number);
    // A server that inherited the caller's pipe or terminal would keep it open for as long as it runs.
    if (problem == 0) problem = posix_spawn_file_actions_addclosefrom_np(&actions, (int)count);
    if (problem == 0) problem = posix_spawn_file_actions_addchdir_np(&actions, "/");
    if (problem == 0) problem = posix_spawnattr_setsigmask(&attributes, &none);
    if (problem == 0) problem = posix_spawnattr_setsigdefault(&attributes, &ours);
    if (problem == 0)
        problem = posix_spawnattr_setflags(
            &attributes,
            (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (own_session ? POSIX_SPAWN_SETSID : 0)));
    if (problem == 0) problem = posix_spawn(child, arguments[0], &actions, &attributes, arguments, variables);

    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    while (ready > 0) close(sources[--ready]);
    return problem;
}

int unnamed_file_in_memory(void) { return memfd_create("nephrite", MFD_CLOEXEC); }

int unnamed_file_in(const char *folder) { return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); }
