/// What a field holds, and so how its cells are read.
public enum FieldKind: Hashable, Sendable {
    /// Letters and digits that identify something: folded to half width.
    case code
    /// A person's or firm's name: one line, composed.
    case name
    /// Any text; line breaks become spaces.
    case text
    case phone
    case day
    case number(Measure, sign: Sign)
    case flag

    public enum Sign: Hashable, Sendable {
        case any
        case notNegative
        case positive
    }

    var longest: Int {
        switch self {
        case .code, .name: 64
        default: 500
        }
    }
}

/// A column of ours. The raw value is its name in mapping files.
public protocol TableField: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    var kind: FieldKind { get }
    /// Header names that the built-in mapping knows, Chinese and English.
    var aliases: [String] { get }
    var isRequired: Bool { get }
    /// How the rows of one order agree on it; nil where every row has its own.
    var usualMerge: FieldRule.Merge? { get }
}

/// The columns of an order table.
public enum OrderField: String, TableField {
    case orderNumber, shop, brand, customer, phone, address, district
    case contractDate, guide, designer, amount
    case lineNumber, sku, product, quantity, lineAmount, volume, weight, pieces, productClass, installation, expectedArrival
    case plannedDelivery, plannedInstall, remark

    public var kind: FieldKind {
        switch self {
        case .orderNumber, .sku: .code
        case .shop, .brand, .customer, .guide, .designer, .district, .productClass: .name
        case .address, .product, .remark: .text
        case .phone: .phone
        case .contractDate, .expectedArrival, .plannedDelivery, .plannedInstall: .day
        case .amount, .lineAmount: .number(.money, sign: .notNegative)
        case .lineNumber, .quantity: .number(.count, sign: .positive)
        case .pieces: .number(.count, sign: .notNegative)
        case .volume: .number(.volume, sign: .notNegative)
        case .weight: .number(.weight, sign: .notNegative)
        case .installation: .flag
        }
    }

    public var aliases: [String] {
        switch self {
        case .orderNumber: ["订单号", "合同号", "订单编号", "合同编号", "单号", "order", "order no", "order number", "contract", "contract no"]
        case .shop: ["门店", "店铺", "门店名称", "shop", "store"]
        case .brand: ["品牌", "brand"]
        case .customer: ["客户", "姓名", "客户姓名", "客户名称", "收货人", "顾客", "customer", "customer name", "name"]
        case .phone: ["电话", "手机", "联系电话", "手机号", "手机号码", "电话号码", "客户电话", "phone", "mobile", "tel", "telephone"]
        case .address: ["地址", "收货地址", "送货地址", "安装地址", "详细地址", "address"]
        case .district: ["区", "区域", "区县", "行政区", "district"]
        case .contractDate: ["合同日期", "下单时间", "签约日期", "下单日期", "订单日期", "contract date", "order date"]
        case .guide: ["导购", "导购员", "guide", "sales guide"]
        case .designer: ["设计师", "设计", "designer"]
        case .amount: ["金额", "合同金额", "订单金额", "总金额", "amount", "order amount", "contract amount", "total"]
        case .lineNumber: ["行号", "订单行", "序号", "line", "line no", "line number"]
        case .sku: ["货号", "商品编码", "型号", "sku", "item no"]
        case .product: ["品名", "商品", "商品名称", "产品", "产品名称", "货品", "product", "product name", "item"]
        case .quantity: ["数量", "quantity", "qty"]
        case .lineAmount: ["行金额", "小计", "line amount", "subtotal"]
        case .volume: ["体积", "方量", "volume", "volume m3"]
        case .weight: ["重量", "weight", "weight kg"]
        case .pieces: ["件数", "包件数", "pieces", "packages"]
        case .productClass: ["类别", "品类", "商品类别", "class", "product class", "category"]
        case .installation: ["需安装", "是否安装", "安装", "installation", "installation needed", "install"]
        case .expectedArrival: ["预计到货", "预计到货日期", "到货日期", "expected arrival", "eta"]
        case .plannedDelivery: ["送货日期", "计划送货日期", "delivery date", "planned delivery", "planned delivery date"]
        case .plannedInstall: ["安装日期", "计划安装日期", "install date", "installation date", "planned install", "planned install date"]
        case .remark: ["备注", "说明", "remark", "remarks", "note", "notes"]
        }
    }

    public var isRequired: Bool {
        switch self {
        case .orderNumber, .customer, .phone: true
        default: false
        }
    }

    public var usualMerge: FieldRule.Merge? {
        switch self {
        case .lineNumber, .sku, .product, .quantity, .lineAmount, .volume, .weight, .pieces, .productClass, .installation, .expectedArrival: nil
        case .remark: .join
        default: .same
        }
    }

    /// Fields that make a row an order line rather than only a mention of the order.
    static let lineContent: [OrderField] = [.sku, .product, .quantity, .lineAmount, .volume, .weight, .pieces, .productClass]
}

/// The columns of an arrival table: what came into the warehouse for which order.
public enum ArrivalField: String, TableField {
    case orderNumber, lineNumber, sku, quantity, date, remark

    public var kind: FieldKind {
        switch self {
        case .orderNumber, .sku: .code
        case .lineNumber, .quantity: .number(.count, sign: .positive)
        case .date: .day
        case .remark: .text
        }
    }

    public var aliases: [String] {
        switch self {
        case .orderNumber: OrderField.orderNumber.aliases
        case .lineNumber: OrderField.lineNumber.aliases
        case .sku: OrderField.sku.aliases
        case .quantity: ["数量", "到货数量", "quantity", "qty", "arrived"]
        case .date: ["日期", "到货日期", "到货时间", "入库日期", "date", "arrival date", "arrived on"]
        case .remark: OrderField.remark.aliases
        }
    }

    public var isRequired: Bool { self == .orderNumber || self == .date || self == .quantity }
    public var usualMerge: FieldRule.Merge? { nil }
}
