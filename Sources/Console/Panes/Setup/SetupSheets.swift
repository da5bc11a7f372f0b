import Desk
import Dispatching
import Storage

/// The sheets for a person on the staff list and for a crew.
@MainActor
struct SetupSheets {
    let context: any AppContext

    private func label(_ name: String) -> Label { context.manual.playbook.fields[name] ?? own("setup.\(name)") }
    private func own(_ key: String) -> Label { Label(zh: context.text(key), en: context.text(key)) }

    /// Roles of outsiders whom nobody gives a login.
    private static let outsiders: Set<String> = ["customer", "brandGroup", "departments", "appraisal"]

    /// - Parameter record: nil for somebody new.
    func person(_ record: CaseRecord?) {
        let playbook = context.manual.playbook
        let held = Set((record?["roles"].array ?? []).compactMap(\.string))
        let roles = playbook.roles.keys.filter { !Self.outsiders.contains($0) || held.contains($0) }.sorted()
        var questions: [Question] = []
        if record == nil { questions.append(Question(name: "login", label: label("login"), kind: .text, required: true)) }
        questions.append(Question(name: "name", label: label("name"), kind: .text, required: true, initial: record?["name"] ?? .null))
        questions.append(Question(name: "phone", label: label("phone"), kind: .phone, initial: record?["phone"] ?? .null))
        questions += roles.map { Question(name: "role " + $0, label: playbook.roleLabel($0), kind: .tick, initial: held.contains($0) ? true : .null) }
        let number = record?.number
        context.openForm(
            FormRequest(
                title: context.text(record == nil ? "setup.newPerson" : "setup.changePerson"), about: number.map { [$0] } ?? [], questions: questions, watched: record,
                draftKey: "setup.person/\(number ?? "")",
                save: { desk, answers in
                    let login = try number ?? SetupSheets.free(.staff, answers.values["login"]?.string ?? "", desk)
                    let chosen = roles.filter { answers.values["role " + $0]?.bool == true }
                    return FormRequest.Saved(
                        phrase: try desk.perform(
                            .record(
                                .staff, number: login,
                                ["name": answers.values["name"] ?? .string(login), "phone": answers.values["phone"] ?? .null, "roles": .array(chosen.map { .string($0) })])
                        ).phrase)
                }))
    }

    /// - Parameter record: nil for a new crew.
    func crew(_ record: CaseRecord?) {
        var questions: [Question] = []
        if record == nil { questions.append(Question(name: "number", label: label("crew"), kind: .text, required: true)) }
        let works = ["delivery", "install", "service"].map { Question.Choice(value: $0, label: own("setup.work.\($0)")) }
        questions += [
            Question(name: "kind", label: label("kind"), kind: .choice(works), required: true, initial: record?["kind"] ?? "delivery"),
            Question(name: "leader", label: label("leader"), kind: .text, required: true, initial: record?["leader"] ?? .null),
            Question(name: "phone", label: label("leaderPhone"), kind: .phone, required: true, initial: record?["phone"] ?? .null),
            Question(name: "members", label: label("members"), kind: .text, initial: words(record?["members"])),
            Question(name: "skills", label: label("skills"), kind: .text, initial: words(record?["skills"])),
            Question(name: "zone", label: label("zone"), kind: .text, initial: record?["zone"] ?? .null),
            Question(name: "capacityLitres", label: label("capacityLitres"), kind: .number(0...200_000), initial: record?["capacityLitres"] ?? .null),
            Question(name: "shift", label: label("shift"), kind: .text, initial: record?["shift"] ?? .null),
        ]
        let number = record?.number
        let shift = label("shift")
        context.openForm(
            FormRequest(
                title: context.text(record == nil ? "setup.newCrew" : "setup.changeCrew"), about: number.map { [$0] } ?? [], questions: questions, watched: record,
                draftKey: "setup.crew/\(number ?? "")",
                check: { answers in
                    if let text = answers["shift"]?.string, DayHours(text) == nil { throw Refusal.badAnswer(form: "crew", field: shift, value: text) }
                },
                save: { desk, answers in
                    let name = try number ?? SetupSheets.free(.crew, answers.values["number"]?.string ?? "", desk)
                    var fields = answers.values
                    fields["number"] = nil
                    for key in ["members", "skills"] { fields[key] = .array(SetupSheets.list(fields[key]?.string ?? "").map { .string($0) }) }
                    for key in ["zone", "capacityLitres", "shift"] where fields[key] == nil { fields[key] = .null }
                    return FormRequest.Saved(phrase: try desk.perform(.record(.crew, number: name, fields)).phrase)
                }))
    }

    private func words(_ value: Value?) -> Value {
        let list = (value?.array ?? []).map(\.text)
        return list.isEmpty ? .null : .string(list.joined(separator: " "))
    }

    private nonisolated static func list(_ text: String) -> [String] {
        text.split(whereSeparator: { " ,;/".contains($0) || $0 == "、" || $0 == "，" }).map(String.init)
    }

    /// A new one must not write over somebody who is there.
    private nonisolated static func free(_ kind: CaseKind, _ number: String, _ desk: Desk) throws -> String {
        let plain = number.split(separator: " ").joined(separator: " ")
        if try desk.store.read({ try $0.record(kind: kind, number: plain) }) != nil { throw Refusal.duplicateNumber(kind: kind, number: plain) }
        return plain
    }
}
