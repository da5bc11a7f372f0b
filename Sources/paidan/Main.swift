import ArgumentParser
import Foundation

@main
struct Paidan: ParsableCommand {
    static let version = "0.1.0"
    static let configuration = CommandConfiguration(
        commandName: "paidan", abstract: words("cli.paidan"), discussion: words("cli.paidan.more"), version: version,
        subcommands: [
            ConsoleCommand.self, InitCommand.self, DemoCommand.self, ImportCommand.self, ExportCommand.self, OrderCommand.self, VisitCommand.self,
            DayCommand.self, DutyCommand.self, RosterCommand.self, OutboxCommand.self, CalendarCommand.self, PlaybookCommand.self,
            StaffCommand.self, CrewCommand.self, AbsenceCommand.self, LogCommand.self, UndoCommand.self, RedoCommand.self, CheckCommand.self, BackupCommand.self,
            RestoreCommand.self, SimulateCommand.self, DoctorCommand.self,
        ], defaultSubcommand: ConsoleCommand.self)

    static func main() {
        // A reader that goes away (`| head`) is no crash.
        signal(SIGPIPE, SIG_DFL)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Foundation.exit(Failure.report(error))
        }
    }
}
