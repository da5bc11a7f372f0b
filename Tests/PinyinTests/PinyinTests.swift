import Testing

@testable import Pinyin

@Suite struct PinyinTests {
    @Test(arguments: [
        ("单雅芳", "shanyafang", "syf"), ("尉迟恭", "yuchigong", "ycg"), ("欧阳修", "ouyangxiu", "oyx"), ("单于飞", "chanyufei", "cyf"),
        ("仇英", "qiuying", "qy"), ("解晓东", "xiexiaodong", "xxd"), ("曾国藩", "zengguofan", "zgf"), ("区小明", "ouxiaoming", "oxm"),
        ("查良镛", "zhaliangyong", "zly"), ("朴树", "piaoshu", "ps"), ("吕布", "lvbu", "lb"), ("盖叫天", "gejiaotian", "gjt"),
        ("任雅芳", "renyafang", "ryf"), ("華國鋒", "huaguofeng", "hgf"), ("萬俟卨", "moqixie", "mqx"), ("长孙无忌", "zhangsunwuji", "zswj"),
    ])
    func names(_ name: String, _ full: String, _ initials: String) {
        #expect(Pinyin.full(name) == full)
        #expect(Pinyin.initials(name) == initials)
    }

    @Test func ordinaryTextTakesTheUsualReading() {
        #expect(Pinyin.text("单雅芳").full == "danyafang")
        #expect(Pinyin.text("重庆市银行大厦").full == "chongqingshiyinhangdasha")
        #expect(Pinyin.text("厦门朝阳").initials == "xmcy")
    }

    @Test func asciiPassesUnknownIsLeftOut() {
        #expect(Pinyin.text("Ａ栋101-B ☎←").full == "adong101b")
        #expect(Pinyin.text("").full == "")
        #expect(Pinyin.name("  ") == Pinyin.Reading(full: "", initials: ""))
        #expect(Pinyin.name("Tom 张").full == "tomzhang")
    }

    /// Every row of the shared table of polyphonic surnames; `/` = either is accepted, the first is ours.
    @Test(arguments: [
        ("万俟", "mo qi"), ("乐", "yue/le"), ("乜", "nie"), ("亓官", "qi guan"), ("卜", "bu"), ("句", "gou"), ("吕", "lv"), ("员", "yun"),
        ("呼延", "hu yan"), ("哈", "ha"), ("宰父", "zai fu"), ("尉迟", "yu chi"), ("应", "ying"), ("撒", "sa"), ("晁", "chao"), ("曾", "zeng"),
        ("朴", "piao"), ("柏", "bai"), ("淳于", "chun yu"), ("燕", "yan"), ("牟", "mu/mou"), ("种", "chong"), ("秘", "bi"), ("缪", "miao"),
        ("葛", "ge"), ("覃", "qin/tan"), ("诸葛", "zhu ge"), ("谌", "chen/shen"), ("赫连", "he lian"), ("过", "guo"), ("逄", "pang"),
        ("郗", "xi/chi"), ("长孙", "zhang sun"), ("闾丘", "lv qiu"), ("隗", "wei/kui"),
    ])
    func polyphonicSurnames(_ surname: String, _ readings: String) {
        let accepted = readings.split(separator: "/").map { $0.split(separator: " ").map(String.init) }
        let given = surname + "雅芳"
        #expect(Pinyin.full(given) == accepted[0].joined() + "yafang")
        #expect(Pinyin.initials(given) == String(accepted[0].compactMap(\.first)) + "yf")
        let alternatives = Pinyin.nameAlternatives(given).map(\.full)
        for other in accepted { #expect(alternatives.contains(other.joined() + "yafang")) }
    }

    @Test func alternativesBeginWithTheUsualAndAreBounded() {
        let all = Pinyin.nameAlternatives("单长乐", limit: 5)
        #expect(all.first == Pinyin.name("单长乐"))
        #expect(all.count <= 5)
        #expect(Set(all).count == all.count)
        #expect(Pinyin.nameAlternatives("单雅芳").map(\.full).contains("danyafang"))
    }

    @Test(arguments: [("李𫖮", "liyi"), ("王𫘨", "wangti"), ("单𨱑", "shanhuang"), ("欧阳𦒍", "ouyangtong")])
    func namesOutsideTheBasicPlane(_ name: String, _ full: String) {
        #expect(Pinyin.full(name) == full)
    }

    @Test func foreignNamesHaveNoSurname() {
        #expect(Pinyin.full("阿卜杜拉·买买提") == "abudulamaimaiti")
        #expect(Pinyin.full("查理·布朗") == "chalibulang")
    }

    @Test func tableEndsAndGaps() {
        #expect(Pinyin.readings(of: "\u{3007}") == ["ling", "yuan", "xing"])
        #expect(Pinyin.readings(of: "\u{32389}") == ["mo"])
        for scalar: Unicode.Scalar in ["\u{3006}", "\u{3008}", "\u{0}", "a", "\u{10FFFF}", "\u{3238A}", "\u{E000}", "。"] {
            #expect(Pinyin.readings(of: scalar).isEmpty)
        }
        #expect(Pinyin.readings(of: "中") == ["zhong"])
        #expect(Pinyin.readings(of: "女").first == "nv")
    }

    /// Sorting is what the searches rely on.
    @Test func everyCommonCharacterHasAPlainReading() {
        var known = 0
        for code in UInt32(0x4E00)...0x9FA5 {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let readings = Pinyin.readings(of: scalar)
            if !readings.isEmpty { known += 1 }
            for reading in readings { #expect((1...6).contains(reading.utf8.count) && reading.utf8.allSatisfy { (0x61...0x7A).contains($0) }) }
        }
        #expect(known > 20_800)
    }
}

@Suite struct SearchKeyTests {
    @Test func keyOfACustomer() {
        let key = SearchKey(name: "单 雅芳", phone: "138-1234-５６７８")
        #expect(key == SearchKey(text: "单雅芳", pinyin: "shanyafang", initials: "syf", phoneTail: "5678"))
        for query in ["雅芳", "ＳＹＦ", "shan ya", "5678", "13812345678", ""] { #expect(key.matches(SearchKey.normalise(query))) }
        for query in ["yafang", "dan", "5679", "13812345679"] { #expect(!key.matches(SearchKey.normalise(query))) }
    }

    @Test func normalising() {
        #expect(SearchKey.normalise(" Ｌü　Bu ") == "lvbu")
        #expect(SearchKey.normalise("ÉCOLE") == "école")
        #expect(SearchKey.phoneTail("88") == "88")
        #expect(SearchKey(plain: "空调").pinyin == "kongtiao")
    }
}
