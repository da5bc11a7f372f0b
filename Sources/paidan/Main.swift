import ArgumentParser
import Foundation

@main
struct Paidan: ParsableCommand {
    static let version = "0.1.0"
    static let configuration = CommandConfiguration(
        commandName: "paidan", abstract: words("cli.paidan"), discussion: words("cli.paidan.more"), version: version,
        subcommands: [
            ConsoleCommand.self, InitCommand.self, DemoCommand.self, ImportCommand.self, ExportCommand.self, FindCommand.self, KeysCommand.self, OrderCommand.self, VisitCommand.self,
            CaseCommand.self, ParcelCommand.self, MonitorCommand.self, DayCommand.self, DutyCommand.self, CallbackCommand.self, TicketCommand.self, CustomerCommand.self, CampaignCommand.self, RosterCommand.self, OutboxCommand.self, ReportCommand.self, CalendarCommand.self, FeeCommand.self, GoodsCommand.self, PlaybookCommand.self,
            StaffCommand.self, CrewCommand.self, AbsenceCommand.self, LogCommand.self, UndoCommand.self, RedoCommand.self, CheckCommand.self, BackupCommand.self,
            RestoreCommand.self, SimulateCommand.self, DoctorCommand.self, ManCommand.self,
        ], defaultSubcommand: ConsoleCommand.self)

    /// `paidan --db F duty list` means `paidan duty list --db F`: the common options may stand before the sub-command.
    static func inOrder(_ arguments: [String]) -> [String] {
        let valued: Set<String> = ["--db", "--as", "--now", "--lang"]
        var rest = arguments[...]
        var common: [String] = []
        while let first = rest.first {
            if valued.contains(first), rest.count > 1 {
                common += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else if first == "--json" || valued.contains(where: { first.hasPrefix($0 + "=") }) {
                common.append(first)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        guard let name = rest.first, configuration.subcommands.contains(where: { $0.configuration.commandName == name || $0.configuration.aliases.contains(name) }) else { return arguments }
        return rest + common
    }

    /// The console by its options alone, which is what a person starts all day: nobody waits for the description of forty sub-commands then.
    /// `nil`: something else is asked for, or the options are not right, and the whole parser says what is wrong.
    private static func console(_ arguments: [String]) -> ConsoleCommand? {
        guard inOrder(arguments) == arguments, arguments.first?.hasPrefix("-") ?? true else { return nil }
        return try? ConsoleCommand.parse(arguments)
    }

    static func main() {
        // A reader that goes away (`| head`) is no crash.
        signal(SIGPIPE, SIG_DFL)
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            if let console = console(arguments) { return try console.run() }
            var command = try parseAsRoot(inOrder(arguments))
            try command.run()
        } catch {
            Foundation.exit(Failure.report(error))
        }
    }
}
