import Wording
import Yams

/// The demo shop as `Resources/demo/shop.yaml` describes it: its people, crews, districts, products and ways of speaking.
struct ShopFile: Decodable, Sendable {
    struct Staff: Decodable, Sendable {
        let login: String
        let name: String
        /// `all`, or a list.
        let roles: Roles
    }

    enum Roles: Decodable, Sendable {
        case all
        case some([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let list = try? container.decode([String].self) { self = .some(list) } else { self = .all }
        }
    }

    struct Crew: Decodable, Sendable {
        var leader: String
        var login: String
        var phone: String
        var skills: [String]
        var capacityLitres: Int?
        var zone: String
        var members: [String]?
    }

    struct Crews: Decodable, Sendable {
        let delivery: [Crew]
        let install: [Crew]
        let service: [Crew]
    }

    struct CrewNames: Decodable, Sendable {
        let delivery: String
        let install: String
        let service: String
    }

    struct Place: Decodable, Sendable {
        let district: String
        let lat: Double
        let lon: Double
    }

    struct Travel: Decodable, Sendable {
        let between: Int
        let within: Int
        let pairs: [String: Int]
    }

    struct District: Decodable, Sendable {
        let name: String
        let weight: Int
        let lat: Double
        let lon: Double
        let streets: [String]
    }

    struct Product: Decodable, Sendable {
        let sku: String
        let name: String
        let productClass: String
        /// Of one piece of merchandise.
        let litres: Int
        let kilograms: Int
        let packages: Int
        let yuan: Int
        let most: Int?
        let install: Bool?

        enum CodingKeys: String, CodingKey {
            case sku, name, productClass = "class", litres = "l", kilograms = "kg", packages = "pcs", yuan, most = "max", install
        }
    }

    struct Theme: Decodable, Sendable {
        let weight: Int
        let mix: Int
        let products: [Product]
    }

    let prefix: String
    let brand: String
    let staff: [Staff]
    let crewNames: CrewNames
    let crews: Crews
    let warehouse: Place
    let travel: Travel
    let districts: [District]
    /// How an address is written, with `{street}` and the like for its parts.
    let address: String
    let estates: [String]
    let surnames: [String]
    let polyphonicSurnames: [String]
    let given: [String]
    let rareGiven: [String]
    let astralGiven: [String]
    let shops: [String]
    let guides: [String]
    let designers: [String]
    let themes: [Theme]
    let remarks: [String: [String]]

    static let path = "demo/shop.yaml"

    static func builtIn() throws -> ShopFile { try YAMLDecoder().decode(ShopFile.self, from: Resource.text(path)) }
}
