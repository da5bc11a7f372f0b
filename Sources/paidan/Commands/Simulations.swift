import ArgumentParser
import Desk
import Dispatching
import Foundation
import Simulation
import Storage
import Wording

struct DemoCommand: ParsableCommand {
    static let configuration = command("demo")
    @OptionGroup var common: CommonOptions
    @Flag(help: help("opt.force")) var force = false
    @Flag(help: help("opt.demoTour")) var tour = false

    /// With the tour and no file named: one of its own, made anew each time.
    private var path: String { tour && common.db == nil ? NSTemporaryDirectory() + "paidan-tour-\(getuid()).db" : common.path }

    func run() throws {
        let isOwn = path != common.path
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if force || isOwn {
            for suffix in ["", "-wal", "-shm", "-journal", ".lock"] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.removeItem(atPath: path + suffix)
            }
        }
        let real = try common.clock()()
        let now = try tour ? DemoShop.tourMoment(real) : DemoShop.suggestedNow(real)
        try DemoShop.create(path: path, now: now)
        let values: [String: Value] = [
            "path": .string(path), "now": .string(Zone.shanghai.iso(now)), "person": .string(DemoShop.login), "training": .bool(now != real),
        ]
        if tour {
            print(words("cli.demo.tour"))
            let console = ["--db", path, "--as", DemoShop.login, "--now", Zone.shanghai.iso(now)] + (common.lang.map { ["--lang", $0.rawValue] } ?? [])
            return try ConsoleCommand.parse(console + ["--tour"]).run()
        }
        if common.json { Out.json(.object(values)) } else { print(words("cli.demo.done", values)) }
    }
}

struct SimulateCommand: ParsableCommand {
    static let configuration = command("simulate")
    @OptionGroup var common: CommonOptions
    @Option(help: help("opt.days")) var days = 21
    @Option(name: .customLong("orders-per-day"), help: help("opt.perDay")) var ordersPerDay = 25
    @Option(help: help("opt.seed")) var seed: UInt64 = 1
    @Option(help: help("opt.end")) var end: String?

    func run() throws {
        let zone = Zone.shanghai
        let last: LocalDay
        if let end {
            guard let d = LocalDay(end) else { throw CommandFailure(.usage, "cli.badDate", ["value": .string(end)]) }
            last = d
        } else {
            last = zone.day(of: try common.clock()())
        }
        let store = try common.store(.create)
        let began = ContinuousClock.now
        let summary = try Simulation.run(store: store, options: Simulation.Options(days: days, ordersPerDay: ordersPerDay, seed: seed, end: last)) { p in
            if isatty(2) != 0 { FileHandle.standardError.write(Data("\r\(p.day) \(p.done)/\(p.total)".utf8)) }
            return true
        }
        if isatty(2) != 0 { FileHandle.standardError.write(Data("\r".utf8)) }
        let took = began.duration(to: .now).components
        let seconds = Double(took.seconds) + Double(took.attoseconds) / 1e18
        let values: [String: Value] = [
            "days": .int(summary.days), "orders": .int(summary.orders), "entries": .int(summary.entries), "seconds": .double((seconds * 100).rounded() / 100),
            "refusals": .object(summary.refusals.mapValues { .int($0) }),
        ]
        if common.json { Out.json(.object(values)) } else { print(words("cli.simulate.done", values)) }
    }
}
