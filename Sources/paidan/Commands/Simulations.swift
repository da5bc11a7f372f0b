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

    func run() throws {
        if force { for suffix in ["", "-wal", "-shm", "-journal", ".lock"] { try? FileManager.default.removeItem(atPath: common.path + suffix) } }
        let store = try common.store(.create)
        let now = try DemoShop.create(in: store, now: common.clock()())
        let values: [String: Value] = ["path": .string(common.path), "now": .string(Zone.shanghai.iso(now))]
        if common.json { Out.json(.object(values)) } else { print(words("cli.demo.done", values)) }
    }
}
