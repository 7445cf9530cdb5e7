import Postgres
import Storage
import TestSupport
import Testing

struct SchemaRulesTests {
    @Test("Every constraint has a name of its own, none that the server made up", .migrated)
    func names() throws {
        let connection = try MigratedDatabase.connect()
        let question = SchemaQuestion(
            sql: """
                SELECT conrelid::regclass || ' ' || conname FROM pg_constraint
                WHERE connamespace = 'nephrite'::regnamespace AND conrelid <> 0 AND (
                    conname ~ '_(check|key|fkey|not_null|excl)[0-9]*$')
                ORDER BY 1
                """)
        #expect(try question.answers(connection) == [])
        let count = SchemaQuestion(
            sql: "SELECT count(*) FROM pg_constraint WHERE connamespace = 'nephrite'::regnamespace AND conrelid <> 0")
        #expect(try Int(count.answers(connection)[0]) ?? 0 > 50)
    }

    @Test("Every table is described, and every name of a constraint is used once", .migrated)
    func descriptions() throws {
        let connection = try MigratedDatabase.connect()
        let tables = SchemaQuestion(
            sql: """
                SELECT relname FROM pg_class WHERE relnamespace = 'nephrite'::regnamespace AND relkind IN ('r', 'v')
                    AND obj_description(oid, 'pg_class') IS NULL ORDER BY 1
                """)
        #expect(try tables.answers(connection) == [])
        let twice = SchemaQuestion(
            sql: """
                SELECT conname FROM pg_constraint WHERE connamespace = 'nephrite'::regnamespace GROUP BY conname
                HAVING count(*) > 1 ORDER BY 1
                """)
        #expect(try twice.answers(connection) == [])
    }

    @Test("Nothing of the schema is granted to everyone", .migrated)
    func everyone() throws {
        let connection = try MigratedDatabase.connect()
        let question = SchemaQuestion(
            sql: """
                SELECT what || ' ' || privilege_type FROM (
                    SELECT 'schema' AS what, nspacl AS acl, 'n'::"char" AS kind, nspowner AS owner FROM pg_namespace
                    WHERE nspname = 'nephrite'
                    UNION ALL
                    SELECT relname, relacl, CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner FROM pg_class
                    WHERE relnamespace = 'nephrite'::regnamespace AND relkind IN ('r', 'v', 'm', 'S', 'p')
                    UNION ALL
                    SELECT proname, proacl, 'f', proowner FROM pg_proc WHERE pronamespace = 'nephrite'::regnamespace
                ) AS thing, aclexplode(coalesce(acl, acldefault(kind, owner))) AS granted
                WHERE grantee = 0 ORDER BY 1
                """)
        #expect(try question.answers(connection) == [])
    }

    @Test(
        "The app may not change what is only added to, nor the schema", .migrated,
        arguments: [
            "UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry",
            "UPDATE audit_batch SET sha256 = ''", "DELETE FROM audit_batch", "INSERT INTO audit_batch VALUES (1)",
            "DELETE FROM audit_pending", "TRUNCATE supplier_item", "TRUNCATE product CASCADE", "DROP TABLE product",
            "DROP SCHEMA nephrite CASCADE", "ALTER TABLE product ADD COLUMN x int", "CREATE TABLE nephrite.x ()",
            "DELETE FROM import_run", "DELETE FROM supplier", "UPDATE request_key SET answer = ''",
            "DELETE FROM request_key", "UPDATE schema_migration SET name = ''", "DELETE FROM schema_migration",
            "UPDATE material SET name = ''", "DISABLE TRIGGER", "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        ])
    func refused(_ sql: String) throws {
        let connection = try MigratedDatabase.connect(as: "nephrite_app")
        let fault = try #require(throws: PostgresError.self) { try connection.script(sql) }
        let state = try #require(fault.serverFault?.sqlstate)
        // 42501 is "not allowed"; the one that is no SQL shows that the test would notice another fault.
        #expect(state == (sql == "DISABLE TRIGGER" ? "42601" : "42501"), "\(fault)")
    }

    @Test("The report role may only look", .migrated)
    func report() throws {
        let connection = try MigratedDatabase.connect(as: "nephrite_report")
        try connection.script("SELECT count(*) FROM catalog_item")
        for table in ["supplier", "import_run", "product", "audit_entry", "setting", "request_key", "tax_rate"] {
            for sql in ["DELETE FROM \(table)", "INSERT INTO \(table) DEFAULT VALUES"] {
                let fault = try #require(throws: PostgresError.self, "\(sql)") { try connection.script(sql) }
                #expect(fault.serverFault?.sqlstate == "42501", "\(sql)")
            }
        }
    }

    @Test("Every change that the app is granted to audit rows is refused to the owner too", .migrated)
    func owner() throws {
        let connection = try MigratedDatabase.connect()
        try connection.run(InsertAudit(action: "a", subjectKind: "b", subject: "c"))
        for sql in ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"] {
            let fault = try #require(throws: PostgresError.self) { try connection.script(sql) }
            #expect(fault.serverFault?.message == "rows of audit_entry are never changed or removed")
        }
    }

    @Test(
        "A row that breaks a rule is refused by the rule's name", .migrated,
        arguments: [
            ("INSERT INTO supplier (code, name, currency) VALUES ('a b', 'x', 'EUR')", "supplier_code_form"),
            ("INSERT INTO supplier (code, name, currency) VALUES ('A', ' ', 'EUR')", "supplier_name_not_blank"),
            ("INSERT INTO supplier (code, name, currency) VALUES ('A', 'x', 'eur')", "supplier_currency_form"),
            ("INSERT INTO product (sku) VALUES ('a b')", "product_sku_form"),
            ("INSERT INTO product (sku, status_set) VALUES ('A', 'gone')", "product_status_known"),
            ("INSERT INTO exchange_rate VALUES ('EUR', 'EUR', '2026-01-01', 1)", "exchange_rate_two_currencies"),
            ("INSERT INTO exchange_rate VALUES ('EUR', 'USD', '2026-01-01', 0)", "exchange_rate_positive"),
            ("INSERT INTO tax_rate VALUES ('DE', 'Z', '2026-01-01', 19)", "tax_rate_only_standard_positive"),
            ("INSERT INTO setting VALUES ('A b', '', '')", "setting_key_form"),
            (
                """
                INSERT INTO supplier (code, name, currency) VALUES ('A', 'x', 'EUR');
                INSERT INTO import_run (supplier_id, file_name, state, records) SELECT id, 'f', 'planned', 1 FROM supplier
                """, "import_run_records_add_up"
            ),
            (
                """
                INSERT INTO supplier (code, name, currency) VALUES ('A', 'x', 'EUR');
                INSERT INTO import_run (supplier_id, file_name, state) SELECT id, 'f', 'applied' FROM supplier
                """, "import_run_applied_when"
            ),
            (
                """
                INSERT INTO supplier (code, name, currency) VALUES ('A', 'x', 'EUR');
                INSERT INTO import_run (supplier_id, file_name, state) SELECT id, 'f', 'failed' FROM supplier
                """, "import_run_failed_says_why"
            ),
        ])
    func constraints(_ sql: String, _ constraint: String) throws {
        let connection = try MigratedDatabase.connect(as: "nephrite_app")
        let fault = try #require(throws: PostgresError.self) { try connection.script(sql) }
        #expect(fault.serverFault?.constraint == constraint)
    }
}
