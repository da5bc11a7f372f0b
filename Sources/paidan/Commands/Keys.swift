import ArgumentParser
import Console
import Desk
import Dispatching
import Exchange
import Foundation
import Storage
import Wording

/// The cheat sheet, and the check of a person's own keys.
struct KeysCommand: ParsableCommand {
    static let configuration = command("keys")
    @OptionGroup var common: CommonOptions
    @Option(name: .customLong("check"), help: help("opt.checkKeys")) var check: String?

    func run() throws {
        let language = common.lang ?? words.language
        let catalog = try Self.catalog(language)
        guard let check else {
            let sheet = KeySheet(catalog, Wording(language))
            if common.json { Out.json(sheet.json) } else { print(sheet.markdown, terminator: "") }
            return
        }
        let text = try String(contentsOfFile: check, encoding: .utf8)
        let file = KeyFile(text, file: check, catalog: catalog)
        for defect in file.defects { print(Self.sentence(defect)) }
        if !file.defects.isEmpty { throw ExitCode(65) }
        print(words("keys.inUse", ["file": .string(check), "n": .int(file.map.count)]))
    }

    static func sentence(_ defect: KeyFile.Defect) -> String {
        words("keys.defect", [
            "file": .string(defect.file), "line": .int(defect.line), "column": .int(defect.column), "problem": .string(words(defect.problem, defect.values)),
        ])
    }

    /// Of an empty shop with the built-in manual.
    static func catalog(_ language: Language) throws -> KeyCatalog {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paidan-keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let playbook = try PlaybookFile.builtIn().playbook
        let store = try Store(path: folder.appending(path: "keys.db").path, mode: .create)
        let person = Person(login: "keys", name: "keys", roles: Set(playbook.roles.keys))
        let desk = Desk(store: store, person: person, clock: { Instant(seconds: Int64(Date().timeIntervalSince1970)) })
        try FileSetup.initialise(desk, playbook: playbook)
        return try MainActor.assumeIsolated { try KeyCatalog.make(desk, language: language) }
    }
}

extension KeyMap {
    /// The person's own keys as far as they can be used, and what cannot.
    static func own(_ desk: Desk, language: Language) throws -> (map: KeyMap, defects: [KeyFile.Defect]) {
        let environment = ProcessInfo.processInfo.environment
        // The account's own folder only where nothing else is said.
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.config"
        let path = base + "/paidan/keys"
        guard FileManager.default.fileExists(atPath: path) else { return (KeyMap(), []) }
        let catalog = try MainActor.assumeIsolated { try KeyCatalog.make(desk, language: language) }
        let file = KeyFile(try String(contentsOfFile: path, encoding: .utf8), file: path, catalog: catalog)
        return (file.map, file.defects)
    }
}
