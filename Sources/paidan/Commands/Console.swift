import ArgumentParser
import Console
import Desk
import Dispatching
import Wording

struct ConsoleCommand: ParsableCommand {
    static let configuration = command("console")
    @OptionGroup var common: CommonOptions
    @Flag(help: help("opt.ascii")) var ascii = false
    @Flag(help: help("opt.noBorders")) var noBorders = false
    @Flag(help: help("opt.mouse")) var mouse = false
    @Option(help: help("opt.color")) var color: ColourChoice = .auto

    enum ColourChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

    func run() throws {
        let desk = try common.desk()
        try ConsoleLauncher.run(
            desk: desk, language: common.lang ?? desk.person.language ?? words.language, training: common.now != nil,
            ascii: ascii, borders: !noBorders, mouse: mouse, colour: color == .never ? false : (color == .always ? true : nil))
    }
}
