// swift-tools-version: 6.1
// Nephrite: product catalog and wholesale order manager for stone massage tools.
//
// Arrows point one way. Each target carries its sentence; what a target may use is its list of dependencies.

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "nephrite",
    products: [
        .executable(name: "nephrite", targets: ["nephrite"]),
        .executable(name: "nephrite-report", targets: ["nephrite-report"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // C libraries: a module map and a shim header, nothing else.
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZint", providers: [.apt(["libzint-dev"])]),

        // The files of Migrations/, Imports/*/profile.yaml and the pages of reports as bytes, so that a program carries them.
        .target(name: "CEmbedded", exclude: ["pages"]),

        // Starting a child process in a session of its own, with only the descriptors it is given.
        .target(name: "CProcess"),
        // Programs run as children: by absolute path, without a shell, with an environment of our own.
        .target(name: "Processes", dependencies: ["CProcess"], swiftSettings: strict),

        // HTML printed as PDF by WeasyPrint; knows nothing of what the pages show.
        .target(name: "Printing", dependencies: ["CProcess", "Processes"], swiftSettings: strict),

        // Exact decimals, currencies, units of measure, rounding.
        .target(name: "Quantities", swiftSettings: strict),
        // What the goods are: identifiers, materials, treatments, shapes, and how text is recognised as them.
        .target(name: "Catalog", dependencies: ["Quantities"], swiftSettings: strict),
        // Selling: the order's life cycle and quantities, pricing of a line, tax, terms, credit.
        .target(name: "Orders", dependencies: ["Quantities", "Catalog"], swiftSettings: strict),
        // A small libpq client; knows nothing of products.
        .target(name: "Postgres", dependencies: ["CPostgres"], swiftSettings: strict),
        // The numbered .sql files of Migrations/ as an ordered list.
        .target(name: "Migrations", dependencies: ["CEmbedded"], swiftSettings: strict),
        // Every SQL text; rows to and from domain values; the migration runner.
        .target(
            name: "Storage",
            dependencies: [
                "Postgres", "Migrations", "Quantities", "Catalog", "Orders",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        // XML over libxml2: bytes in, events out, bounded; and documents written.
        .target(name: "XMLStream", dependencies: ["CLibXML", "CZlib"], swiftSettings: strict),
        // Workbooks of Excel: the rows of a sheet as texts.
        .target(name: "Workbooks", dependencies: ["CZip", "XMLStream"], swiftSettings: strict),
        // Mapping profiles, and feeds turned into supplier items and findings; no database.
        .target(
            name: "Importing",
            dependencies: [
                "XMLStream", "Workbooks", "Quantities", "Catalog", "CEmbedded",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        // The private PostgreSQL cluster of one user: found, created, started, stopped, backed up.
        .target(name: "LocalCluster", dependencies: ["CProcess", "Processes"], swiftSettings: strict),
        // Answers made visible: ordered JSON, tables for a terminal, CSV; text of others made harmless; the pages carried along.
        .target(name: "Rendering", dependencies: ["CEmbedded"], swiftSettings: strict),
        // Reports as data: declarations, typed cells, periods; text, CSV, JSON, HTML, workbooks and charts made of them.
        .target(
            name: "Reporting",
            dependencies: [
                "Quantities", "Rendering", "CProcess", "Processes", "CXLSXWriter", "CZip",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict),
        // Documents of trade as pages for people and as messages for machines; no database.
        .target(
            name: "Documents",
            dependencies: [
                "Quantities", "XMLStream", "Rendering",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict),
        // Labels with barcodes, as pages and in the language of label printers; no database.
        .target(
            name: "Labels",
            dependencies: [
                "Catalog", "Rendering", "CZint",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict),
        // Our range as feeds for others: BMEcat, Google Merchant, tables; no database.
        .target(
            name: "Feeds", dependencies: ["Quantities", "Catalog", "XMLStream", "Rendering"], swiftSettings: strict),
        // One file for each thing a person asks for: open a transaction, load, decide, save, answer.
        .target(
            name: "Operations",
            dependencies: [
                "Storage", "Postgres", "Importing", "XMLStream", "Quantities", "Catalog", "Orders", "LocalCluster",
                "Documents", "Labels", "Feeds", "Reporting",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        // What both programs do alike: the database's place, what is said and where, refusals, signals, exit status.
        .target(
            name: "Commanding",
            dependencies: [
                "Operations", "Postgres", "LocalCluster", "Rendering", "Printing",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        // The admin CLI: arguments, output, exit status.
        .executableTarget(
            name: "nephrite",
            dependencies: [
                "Commanding", "Operations", "Importing", "Catalog", "Orders", "Quantities", "LocalCluster", "Rendering",
                "Documents", "Labels", "Feeds", "Reporting", "Processes", "Printing",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        // The report generator: which report, which form, and where it goes.
        .executableTarget(
            name: "nephrite-report",
            dependencies: [
                "Commanding", "Operations", "Importing", "Reporting", "Rendering",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),

        // A throw-away PostgreSQL cluster and databases lent to tests; test targets only.
        .target(name: "TestSupport", dependencies: ["CProcess", "CZip", "Postgres"], swiftSettings: strict),

        // One test target for each target above. Tests/Fuzz is built by its own script.
        .testTarget(name: "CatalogTests", dependencies: ["Catalog", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "OrdersTests", dependencies: ["Orders", "Quantities"], swiftSettings: strict),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "Catalog", "Documents", "Migrations", "Postgres", "Quantities", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"], swiftSettings: strict),
        .testTarget(name: "XMLStreamTests", dependencies: ["XMLStream"], swiftSettings: strict),
        .testTarget(
            name: "WorkbooksTests", dependencies: ["Workbooks", "XMLStream", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ImportingTests",
            dependencies: ["Importing", "Catalog", "Quantities", "XMLStream", "CEmbedded", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "DocumentsTests", dependencies: ["Documents", "Orders", "Quantities", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LabelsTests", dependencies: ["Labels", "Catalog", "Printing"], swiftSettings: strict),
        .testTarget(
            name: "FeedsTests", dependencies: ["Feeds", "Catalog", "Quantities", "Importing"],
            swiftSettings: strict),
        .testTarget(name: "PrintingTests", dependencies: ["Printing"], swiftSettings: strict),
        .testTarget(name: "RenderingTests", dependencies: ["Rendering"], swiftSettings: strict),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "Quantities", "Workbooks"], exclude: ["Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "OperationsTests",
            dependencies: [
                "Operations", "Importing", "Storage", "Postgres", "Orders", "Quantities", "Catalog", "Reporting",
                "Rendering", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(name: "LocalClusterTests", dependencies: ["LocalCluster"], swiftSettings: strict),
        // The built programs, run as children the way a person runs them.
        .testTarget(
            name: "AcceptanceTests", dependencies: ["nephrite", "nephrite-report", "Postgres", "TestSupport"],
            swiftSettings: strict),
    ],
    cLanguageStandard: .gnu2x
)
