import ArgumentParser
import Dispatching

/// `paidan man | man -l -`; `make install` puts both languages where `man` looks.
struct ManCommand: ParsableCommand {
    static let configuration = command("man")
    @Option(help: help("opt.lang")) var lang: Language?

    func run() throws {
        print(ManualPage(description: try Value(json: Paidan._dumpHelp()), date: words("man.date"), keys: try KeysCommand.catalog(lang ?? words.language)).text, terminator: "")
    }
}
