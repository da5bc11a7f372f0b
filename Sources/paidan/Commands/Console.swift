import ArgumentParser
import Console
import Desk
import Dispatching
import Foundation
import Grid
import Wording

struct ConsoleCommand: ParsableCommand {
    static let configuration = command("console")
    @OptionGroup var common: CommonOptions
    @Flag(help: help("opt.ascii")) var ascii = false
    @Flag(help: help("opt.noBorders")) var noBorders = false
    @Flag(help: help("opt.accessible")) var accessible = false
    @Flag(help: help("opt.tour")) var tour = false
    @Flag(help: help("opt.mouse")) var mouse = false
    @Option(help: help("opt.color")) var color: ColourChoice = .auto

    @Option(help: help("opt.background")) var background: BackgroundChoice = .auto
    @Option(help: help("opt.ambiguousWidth")) var ambiguousWidth: WidthChoice = .auto

    enum BackgroundChoice: String, ExpressibleByArgument, CaseIterable { case auto, dark, light }
    enum WidthChoice: String, ExpressibleByArgument, CaseIterable { case auto, one = "1", two = "2" }
    enum ColourChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

    func run() throws {
        let desk = try common.desk()
        var options = ConsoleApp.Options()
        options.language = common.lang ?? desk.person.language ?? words.language
        options.isTraining = common.now != nil
        options.shop = try desk.store.read { try $0.record(kind: "shop", number: "shop")?["name"].string }
        let own = try KeyMap.own(desk, language: options.language)
        options.keys = own.map
        // All of them stay on the terminal for afterwards; the console has room for one.
        for defect in own.defects { Out.complain(KeysCommand.sentence(defect)) }
        options.notice = own.defects.first.map { first in
            let sentence = KeysCommand.sentence(first)
            return own.defects.count == 1 ? sentence : words("keys.several", ["n": .int(own.defects.count), "first": .string(sentence)])
        }
        options.terminal.mouse = mouse
        options.startsTour = tour
        options.isAccessible = accessible
        options.terminal.showsFocus = accessible
        options.terminal.borders = noBorders || accessible ? .none : (ascii ? .ascii : .unicode)
        let environment = ProcessInfo.processInfo.environment
        let noColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        options.terminal.background = Background(rawValue: background.rawValue) ?? environment["COLORFGBG"].flatMap { Background(colorFGBG: $0) }
        // The Linux console is dark, and takes the question for text.
        if background == .auto, environment["TERM"] == "linux" { options.terminal.background = .dark }
        options.asksBackground = background == .auto
        if let width = Int(ambiguousWidth.rawValue).flatMap({ AmbiguousWidth(rawValue: $0) }) {
            options.terminal.ruler.ambiguous = width
            options.terminal.measuresWidth = false
        }
        options.terminal.colour = color == .always || (color == .auto && !noColour)
        options.terminal.logPath = common.path + ".log"
        let status = try MainActor.assumeIsolated {
            do { return try ConsoleApp(desk: desk, options: options).run() } catch let failure as Terminal.OpenFailure {
                throw CommandFailure(.config, "cli.terminal.\(Self.name(failure))")
            }
        }
        if status != 0 { throw ExitCode(status) }
    }

    private static func name(_ failure: Terminal.OpenFailure) -> String {
        "\(failure)".split(separator: "(").first.map(String.init) ?? "\(failure)"
    }
}
