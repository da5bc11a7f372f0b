import Dispatching
public import Wording

/// The cheat sheet: every command of the console with its keys, place by place, as Markdown.
public struct KeySheet {
    let catalog: KeyCatalog
    let wording: Wording

    public init(_ catalog: KeyCatalog, _ wording: Wording) {
        self.catalog = catalog
        self.wording = wording
    }

    public var markdown: String {
        var out = ["# " + wording("keys.title"), "", wording("keys.made"), ""]
        let head = ["keys.column.keys", "keys.column.label", "keys.column.help", "keys.column.id"].map { wording($0) }
        for place in catalog.places where !place.commands.isEmpty {
            out += ["## " + wording(place.title), "", row(head), "|---|---|---|---|"]
            for command in place.commands {
                out.append(row([command.keys.map { "`\($0)`" }.joined(separator: " "), command.label + (command.isDanger ? " !" : ""), command.help, command.id]))
            }
            out.append("")
        }
        return out.joined(separator: "\n")
    }

    private func row(_ cells: [String]) -> String { "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }

    /// For a script.
    public var json: Value {
        .array(catalog.places.flatMap { place in
            place.commands.map { command in
                ["place": .string(wording(place.title)), "id": .string(command.id), "keys": .array(command.keys.map { .string($0) }), "label": .string(command.label),
                 "help": .string(command.help), "danger": .bool(command.isDanger)]
            }
        })
    }
}
