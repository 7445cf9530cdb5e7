#include "embedded.h"

#define MIGRATION(id, file) \
    static const unsigned char migration_##id[] = {
#define END };

static const unsigned char migration_0001[] = {
#embed "../../Migrations/0001_foundation.sql"
};

static const struct embedded_file migrations[] = {
    {"0001_foundation.sql", migration_0001, sizeof migration_0001},
};
const struct embedded_file *const embedded_migrations = migrations;
const size_t embedded_migration_count = sizeof migrations / sizeof *migrations;
static const struct embedded_file profiles[] = {
    {"x", migration_0001, sizeof migration_0001},
};
const struct embedded_file *const embedded_profiles = profiles;
const size_t embedded_profile_count = sizeof profiles / sizeof *profiles;
