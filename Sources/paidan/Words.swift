import ArgumentParser
import Dispatching
import Foundation
import Wording

/// The words of the command line, in the language that the arguments or the environment ask for.
///
/// Chosen before parsing, because help texts are part of the parser's description of itself.
let words = Wording(preferredLanguage(CommandLine.arguments, ProcessInfo.processInfo.environment))

/// `--lang`, else LC_ALL, LC_MESSAGES, LANG (`zh*`, `en*`), else Chinese.
func preferredLanguage(_ arguments: [String], _ environment: [String: String]) -> Language {
    for (i, a) in arguments.enumerated() {
        if a == "--lang", i + 1 < arguments.count, let l = Language(rawValue: arguments[i + 1]) { return l }
        if a.hasPrefix("--lang="), let l = Language(rawValue: String(a.dropFirst(7))) { return l }
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        guard let v = environment[name]?.lowercased(), !v.isEmpty else { continue }
        if v.hasPrefix("zh") { return .zh }
        if v.hasPrefix("en") { return .en }
        // C and POSIX say nothing about the reader.
        break
    }
    return .zh
}

func help(_ key: String) -> ArgumentHelp { ArgumentHelp(stringLiteral: words("cli.\(key)")) }

/// A configuration whose texts stand in the string table under `cli.<name>`.
func command(_ name: String, key: String? = nil, _ subcommands: [any ParsableCommand.Type] = [], standard: (any ParsableCommand.Type)? = nil)
    -> CommandConfiguration
{
    CommandConfiguration(
        commandName: name, abstract: words("cli.\(key ?? name)"), discussion: words.has("cli.\(key ?? name).more") ? words("cli.\(key ?? name).more") : "",
        subcommands: subcommands, defaultSubcommand: standard)
}
