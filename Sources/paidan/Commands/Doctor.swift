import ArgumentParser
import Console
import Dispatching
import Grid
import Storage
import Wording

/// Looks at terminal, file, disk and clock, and says what to do.
struct DoctorCommand: ParsableCommand {
    static let configuration = command("doctor")
    @OptionGroup var common: CommonOptions
    @Flag(help: help("opt.keys")) var keys = false

    func run() throws {
        if keys { return try showKeys() }
        var store: Store?, problem: StoreError?
        do { store = try Store(path: common.path, readOnly: true) } catch let error as StoreError { problem = error }
        var found = Surroundings.read(path: common.path, store: store, problem: problem, now: try common.clock()(), isTraining: common.now != nil)
        if found.isTerminal, !common.json, let probe = TerminalProbe() { found.widths = probe.widths(of: Doctor.samples) }
        let doctor = Doctor(found)
        if common.json {
            Out.json(.array(doctor.findings.map { finding in
                ["topic": .string(finding.topic), "verdict": .string(finding.verdict.rawValue), "text": .string(words(finding.sentence)),
                 "advice": finding.advice.map { .string(words($0)) } ?? .null]
            }))
        } else {
            print(doctor.text(words))
            if found.isTerminal { print("\n" + WidthRuler().text(words)) }
        }
        if doctor.findings.contains(where: { $0.verdict == .bad }) { throw CommandFailure(.config, "cli.doctor.bad") }
    }

    private func showKeys() throws {
        guard let probe = TerminalProbe() else { throw CommandFailure(.config, "cli.terminal.noTerminal") }
        print(words("cli.doctor.keys"))
        probe.showKeys { name, bytes in Ruler.standard.fit(name, 16) + bytes }
    }
}
