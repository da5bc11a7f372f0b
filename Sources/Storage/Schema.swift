import GRDB
import Pinyin

/// The tables of the file. Everything but `drafts`, `claims` and `looks` can be rebuilt from `journal`.
enum Schema {
    /// `PDAN`: tells `file` and us that this is a paidan file.
    static let applicationID = 0x5044_414E
    static var version: Int { migrations.count }

    static let migrations: [@Sendable (Database) throws -> Void] = [
        { db in
            try db.execute(sql: """
                CREATE TABLE journal(
                  seq INTEGER PRIMARY KEY,
                  txn INTEGER NOT NULL,
                  at INTEGER NOT NULL,
                  actor TEXT NOT NULL,
                  case_id INTEGER,
                  kind TEXT NOT NULL,
                  payload TEXT NOT NULL,
                  hash BLOB NOT NULL
                ) STRICT;
                CREATE INDEX journal_case ON journal(case_id, seq);

                CREATE TABLE cases(
                  id INTEGER PRIMARY KEY,
                  kind TEXT NOT NULL,
                  number TEXT NOT NULL,
                  parent INTEGER REFERENCES cases(id),
                  state TEXT NOT NULL,
                  version INTEGER NOT NULL,
                  date INTEGER,
                  opened INTEGER NOT NULL,
                  changed INTEGER NOT NULL,
                  changed_by TEXT NOT NULL,
                  fields TEXT NOT NULL,
                  UNIQUE(kind, number)
                ) STRICT;
                CREATE INDEX cases_parent ON cases(parent) WHERE parent IS NOT NULL;
                CREATE INDEX cases_date ON cases(kind, date) WHERE date IS NOT NULL;
                CREATE INDEX cases_state ON cases(kind, state);

                CREATE TABLE stamps(
                  case_id INTEGER NOT NULL REFERENCES cases(id),
                  no INTEGER NOT NULL,
                  name TEXT NOT NULL,
                  at INTEGER NOT NULL,
                  by TEXT NOT NULL,
                  answers TEXT NOT NULL,
                  withdrawn INTEGER NOT NULL,
                  PRIMARY KEY(case_id, no)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE duties(
                  case_id INTEGER NOT NULL REFERENCES cases(id),
                  rule TEXT NOT NULL,
                  occ INTEGER NOT NULL,
                  role TEXT NOT NULL,
                  person TEXT,
                  opens INTEGER NOT NULL,
                  due INTEGER,
                  soft INTEGER NOT NULL,
                  status TEXT NOT NULL,
                  done_at INTEGER,
                  done_by TEXT,
                  breached INTEGER,
                  note TEXT,
                  playbook TEXT NOT NULL,
                  PRIMARY KEY(case_id, rule, occ)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX duties_open ON duties(due, opens) WHERE status = 'OPEN';
                CREATE INDEX duties_breached ON duties(breached) WHERE breached IS NOT NULL;

                CREATE TABLE search(
                  case_id INTEGER PRIMARY KEY REFERENCES cases(id),
                  text TEXT NOT NULL
                ) STRICT;

                CREATE TABLE playbooks(
                  seq INTEGER PRIMARY KEY,
                  name TEXT NOT NULL,
                  version TEXT NOT NULL,
                  text TEXT NOT NULL
                ) STRICT;

                CREATE TABLE drafts(
                  person TEXT NOT NULL,
                  key TEXT NOT NULL,
                  at INTEGER NOT NULL,
                  answers TEXT NOT NULL,
                  PRIMARY KEY(person, key)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE claims(
                  case_id INTEGER PRIMARY KEY,
                  person TEXT NOT NULL,
                  until INTEGER NOT NULL
                ) STRICT;
                """)
        },
        { db in
            // What was sent today, and the callbacks of a month, without going through all stamps ever set.
            try db.execute(sql: """
                CREATE INDEX stamps_sent ON stamps(at) WHERE instr(answers, '"template"') > 0;
                CREATE INDEX stamps_callback ON stamps(name, at) WHERE substr(name, -8) = 'Callback';
                """)
        },
        { db in
            // What somebody is told: duties done by rule, breaches and escalations by their time, and how far each person has read.
            // A breach is told when its limit passes, or when the duty opens with a limit that had passed already.
            try db.execute(sql: """
                CREATE INDEX duties_done ON duties(done_at) WHERE status = 'DONE';
                CREATE INDEX duties_breach_told ON duties(CASE WHEN due = breached THEN max(breached, opens) ELSE breached END) WHERE breached IS NOT NULL;
                CREATE INDEX stamps_escalated ON stamps(at) WHERE name = 'escalatedDuty';
                CREATE TABLE looks(
                  person TEXT NOT NULL,
                  what TEXT NOT NULL,
                  at INTEGER NOT NULL,
                  PRIMARY KEY(person, what)
                ) STRICT, WITHOUT ROWID;
                """)
        },
        { db in
            // What a person has arranged for themselves at the console, the same at every desk.
            // Files made while the table was there and the number of the scheme was not yet have it already.
            try db.execute(sql: """
                CREATE TABLE IF NOT EXISTS habits(
                  person TEXT NOT NULL,
                  name TEXT NOT NULL,
                  value TEXT NOT NULL,
                  PRIMARY KEY(person, name)
                ) STRICT, WITHOUT ROWID;
                """)
        },
        { db in
            // Who rings a second time about the same matter is noticed while the clerk still types.
            try db.execute(sql: """
                CREATE INDEX IF NOT EXISTS cases_phone ON cases(\(casePhone)) WHERE \(casePhone) IS NOT NULL;
                CREATE INDEX IF NOT EXISTS cases_phone2 ON cases(\(casePhone2)) WHERE \(casePhone2) IS NOT NULL;
                CREATE INDEX IF NOT EXISTS cases_address ON cases(\(caseAddress)) WHERE \(caseAddress) IS NOT NULL;
                CREATE INDEX IF NOT EXISTS cases_order_number ON cases(\(caseOrderNumber)) WHERE \(caseOrderNumber) IS NOT NULL;
                """)
        },
        { db in
            // Scans of a window of time, for the monitors: three thousand parcels a day are scanned five times each.
            try db.execute(sql: "CREATE INDEX IF NOT EXISTS stamps_scan ON stamps(name, at) WHERE substr(name, 1, 4) = 'scan'")
        },
        { db in
            // A month's transit-outs, for the carriers' bills.
            try db.execute(sql: "CREATE INDEX IF NOT EXISTS stamps_took ON stamps(at) WHERE name = 'carrierTook'")
        },
        { db in
            // Open duties in the order in which they fall due, with all that says whose they are: lists end where they are full, and counting reads nothing else.
            // The newest of the list of orders lie side by side; what it says of an order's visits and limits stands in indexes too: of an order found far back, only its own row is read.
            try db.execute(sql: """
                DROP INDEX IF EXISTS duties_open;
                CREATE INDEX IF NOT EXISTS duties_owed ON duties(case_id, due, soft, status) WHERE status = 'OPEN';
                DROP INDEX IF EXISTS cases_parent;
                CREATE INDEX IF NOT EXISTS cases_listed ON cases(id) WHERE parent IS NULL AND kind IN (\(listedKinds));
                CREATE INDEX IF NOT EXISTS cases_children ON cases(parent, kind, state, date) WHERE parent IS NOT NULL;
                CREATE INDEX IF NOT EXISTS duties_queue ON duties(due, opens, case_id, rule, occ, role, person, soft, status) WHERE status = 'OPEN';
                """)
        },
    ]

    /// What stands for itself in the list of orders: orders, and what a trade takes in without one. Another kind needs the index `cases_listed` anew.
    static let listedKinds = "'order', 'visit.service', 'ticket', 'project', 'return', 'sale', 'upkeep', 'provider', 'customer', 'campaign'"

    /// What cases are found by. A query must say them letter by letter, or SQLite does not see that there is an index.
    static let casePhone = "fields ->> '$.phone'"
    static let casePhone2 = "fields ->> '$.phone2'"
    static let caseAddress = "lower(replace(replace(fields ->> '$.address', ' ', ''), '\u{3000}', ''))"
    static let caseOrderNumber = "fields ->> '$.orderNumber'"

    /// An address as `caseAddress` has it: as written, and with its full-width signs made half-width.
    static func folded(_ address: String) -> [String] {
        let plain = String(address.filter { $0 != " " && $0 != "\u{3000}" }.map { $0.isASCII ? Character($0.lowercased()) : $0 })
        return [plain, SearchKey.normalise(address)]
    }

    /// SQLite 3.7.0 to 3.51.2 can lose committed pages in WAL mode with several writers; fixed in 3.44.6, 3.50.7 and 3.51.3.
    static func walIsSafe(libraryVersion v: Int) -> Bool {
        v >= 3_051_003 || (3_050_007..<3_051_000).contains(v) || (3_044_006..<3_045_000).contains(v)
    }
}
