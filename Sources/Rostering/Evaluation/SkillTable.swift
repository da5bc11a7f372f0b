/// Which crew has all skills of which job. Equal skill sets are numbered once, so that asking is two array reads however many skills there are.
struct SkillTable: Sendable {
    private let crewSet: [Int]
    private let jobSet: [Int]
    private let jobSets: Int
    private let covers: [Bool]

    init(_ problem: Problem) {
        func number(_ sets: [Set<String>]) -> (of: [Int], distinct: [Set<String>]) {
            var known: [Set<String>: Int] = [:], distinct: [Set<String>] = []
            let numbers = sets.map { set in
                if let number = known[set] { return number }
                known[set] = distinct.count
                distinct.append(set)
                return distinct.count - 1
            }
            return (numbers, distinct)
        }
        let crews = number(problem.crews.map(\.skills)), jobs = number(problem.jobs.map(\.skills))
        crewSet = crews.of
        jobSet = jobs.of
        jobSets = jobs.distinct.count
        covers = crews.distinct.flatMap { have in jobs.distinct.map { $0.isSubset(of: have) } }
    }

    func fits(crew: Int, job: Int) -> Bool { covers[crewSet[crew] * jobSets + jobSet[job]] }
}
