import Desk
import Dispatching
import Exchange
import Foundation
import Storage

/// Test-only: does one command after another at a file and says each number only after its commit, until it is killed.
///
///     CommandLoop FILE ORDER [PERSON]
@main
struct CommandLoop {
    static func main() throws {
        let arguments = CommandLine.arguments
        let store = try Store(path: arguments[1])
        let person = Person(login: arguments.count > 3 ? arguments[3] : "loop", name: "loop", roles: ["csSupervisor"])
        let desk = Desk(store: store, person: person, clock: { Instant(seconds: Int64(Date().timeIntervalSince1970)) })
        guard let order = try store.read({ try $0.record(kind: .order, number: arguments[2]) }) else { exit(2) }
        var n = Int(order["remark"].string ?? "") ?? 0
        while true {
            n += 1
            do {
                try desk.perform(.amend(order.id, version: nil, ["remark": .string(String(n)), "district": .string("区\(n % 7)")]))
            } catch StoreError.busy {
                // Refused and told so: nothing was acknowledged.
                n -= 1
                continue
            }
            FileHandle.standardOutput.write(Data("\(n)\n".utf8))
        }
    }
}
