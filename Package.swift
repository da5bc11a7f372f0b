// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "paidan",
    products: [.executable(name: "paidan", targets: ["paidan"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // Pure: no I/O, no clock, no singletons.
        .target(name: "Dispatching"),
        .target(name: "Rostering"),
        .target(name: "Grid"),
        .target(name: "Pinyin", dependencies: ["CPinyinData"]),

        // Data that travels inside the binary.
        .target(name: "CPinyinData"),
        .target(name: "CResources"),
        .target(name: "Wording", dependencies: ["CResources", "Dispatching"]),

        // The file, the door to it, and what comes in and goes out.
        .target(name: "CSearch"),
        .target(
            name: "Storage",
            dependencies: ["CSearch", "Dispatching", "Pinyin", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Desk", dependencies: ["Dispatching", "Rostering", "Storage"]),
        .target(name: "Exchange", dependencies: ["Desk", "Dispatching", "Grid", "Rostering", "Wording", .product(name: "Yams", package: "Yams")]),

        // A shop's life through the same door: the demo, and the load for benchmarks.
        .target(name: "Simulation", dependencies: ["Desk", "Dispatching", "Exchange", "Rostering", "Storage", "Wording", .product(name: "Yams", package: "Yams")]),

        // The screen.
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "Console", dependencies: ["CTerminal", "Desk", "Dispatching", "Exchange", "Grid", "Pinyin", "Rostering", "Storage", "Wording"]),
        .executableTarget(
            name: "paidan",
            dependencies: [
                "Console", "Desk", "Dispatching", "Exchange", "Grid", "Rostering", "Simulation", "Storage", "Wording",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Tests mirror the sources; Scenarios tell whole days, ProgramTests drive the built program.
        .executableTarget(name: "TerminalProbe", dependencies: ["Console", "Grid"], path: "Tests/TerminalProbe"),
        .testTarget(name: "GridTests", dependencies: ["Grid"]),
        .testTarget(name: "TerminalTests", dependencies: ["Console", "Grid", "TerminalProbe"]),
        .testTarget(name: "PinyinTests", dependencies: ["Pinyin"]),
        .testTarget(name: "RosteringTests", dependencies: ["Exchange", "Rostering"]),
        .testTarget(name: "DispatchingTests", dependencies: ["Dispatching"]),
        .testTarget(name: "ExchangeTests", dependencies: ["Exchange"]),
        .testTarget(name: "StorageTests", dependencies: ["Desk", "Dispatching", "Exchange", "Storage"]),
        .executableTarget(name: "CommandLoop", dependencies: ["Desk", "Dispatching", "Exchange", "Storage"], path: "Tests/CommandLoop"),
        // What the manual says of parcels, written down a second time for the tests.
        .target(name: "CourierModel", dependencies: ["Dispatching"], path: "Tests/CourierModel"),
        .testTarget(name: "ProgramTests", dependencies: ["CommandLoop", "CourierModel", "Desk", "Dispatching", "paidan", "Storage"]),
        .testTarget(
            name: "ConsoleTests", dependencies: ["Console", "Desk", "Dispatching", "Exchange", "Grid", "Rostering", "Storage", "Wording"], exclude: ["Screens"]),
        .testTarget(name: "SimulationTests", dependencies: ["Desk", "Dispatching", "Exchange", "Rostering", "Simulation", "Storage"]),
        .testTarget(name: "Scenarios", dependencies: ["CourierModel", "Desk", "Dispatching", "Exchange", "Rostering", "Storage", "Wording"]),
    ],
    swiftLanguageModes: [.v6]
)
