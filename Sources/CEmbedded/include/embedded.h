#pragma once
#include <stddef.h>

/// One file of the checkout carried inside the program.
struct embedded_file {
    const char *_Nonnull name;
    const unsigned char *_Nonnull bytes;
    size_t size;
};

/// The numbered files of Migrations/, in order, and how many there are.
extern const struct embedded_file *_Nonnull const embedded_migrations;
extern const size_t embedded_migration_count;

/// Imports/<format>/profile.yaml, named by its folder, and how many there are.
extern const struct embedded_file *_Nonnull const embedded_profiles;
extern const size_t embedded_profile_count;

/// What a report in HTML is made of: its template, style and script, and how many there are.
extern const struct embedded_file *_Nonnull const embedded_pages;
extern const size_t embedded_page_count;
