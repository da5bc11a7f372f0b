import Console
import Dispatching
import Wording

/// The manual page (mdoc), made of the parser's own description of every command, so that it cannot say anything else than `--help`.
struct ManualPage {
    /// What `--experimental-dump-help` prints.
    let description: Value
    let date: String
    /// The console's commands with their keys.
    let keys: KeyCatalog

    var text: String {
        let root = description["command"]
        var out = [".Dd \(date)", ".Dt PAIDAN 1", ".Os", ".Sh \(words("man.name"))", ".Nm paidan", ".Nd \(escaped(root["abstract"].text))"]
        out += [".Sh \(words("man.synopsis"))", ".Nm", ".Op Ar \(words("man.command"))", ".Op Ar \(words("man.options"))"]
        out += [".Sh \(words("man.description"))", escaped(root["discussion"].text)]
        out += [".Sh \(words("man.commands"))"]
        for command in subcommands(root) { out += section(command, path: command["commandName"].text) }
        out.append(".Sh \(words("man.keys"))")
        for place in keys.places where !place.commands.isEmpty {
            out += [".Ss \(escaped(words(place.title)))", ".Bl -tag -width Ds"]
            for command in place.commands {
                out += [".It \(escaped(command.keys.joined(separator: " , "))) Pq Li \(escaped(command.id))", escaped(command.label + ": " + command.help)]
            }
            out.append(".El")
        }
        for part in ["files", "environment", "exit"] {
            out.append(".Sh \(words("man.\(part)"))")
            out.append(".Bl -tag -width Ds")
            for line in words("man.\(part).list").split(separator: "\n") {
                let halves = line.split(separator: "|", maxSplits: 1).map { escaped($0) }
                guard halves.count == 2 else { continue }
                out += [".It \(halves[0])", halves[1]]
            }
            out.append(".El")
        }
        return out.joined(separator: "\n") + "\n"
    }

    private func subcommands(_ command: Value) -> [Value] {
        (command["subcommands"].array ?? []).filter { $0["commandName"].text != "help" && $0["shouldDisplay"] != .bool(false) }
    }

    private func section(_ command: Value, path: String) -> [String] {
        var out = [".Ss paidan \(path)", escaped(command["abstract"].text)]
        if let more = command["discussion"].string, !more.isEmpty { out += [".Pp", escaped(more)] }
        let arguments = (command["arguments"].array ?? []).filter { a in
            a["shouldDisplay"] != .bool(false) && !["help", "version"].contains(a["valueName"].text)
        }
        if !arguments.isEmpty {
            out.append(".Bl -tag -width Ds")
            for a in arguments { out += [".It \(name(a))", escaped(a["abstract"].text)] }
            out.append(".El")
        }
        for sub in subcommands(command) { out += section(sub, path: "\(path) \(sub["commandName"].text)") }
        return out
    }

    private func name(_ argument: Value) -> String {
        let value = escaped(argument["valueName"].text)
        if argument["kind"].text == "positional" { return "Ar \(value)" }
        let names = (argument["names"].array ?? []).map { n in
            "Fl " + (n["kind"].text == "long" ? "-" : "") + escaped(n["name"].text)
        }
        return names.joined(separator: " , ") + (argument["kind"].text == "option" ? " Ar \(value)" : "")
    }

    /// A line that begins with a dot or an apostrophe would be a request; a backslash an escape.
    private func escaped(_ text: some StringProtocol) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
            let safe = line.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\e")
            return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
        }.joined(separator: "\n")
    }
}
