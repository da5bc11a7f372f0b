import Grid

/// How each ink looks with the colours at hand. Foregrounds are chosen to be readable on black and on white, since the
/// terminal's own background stays; an ink with a background sets its foreground too.
struct Palette {
    struct Look: Equatable {
        /// A colour number, or -1 for the terminal's own.
        var foreground = -1
        var background = -1
        var bold = false
        var underline = false
        var reverse = false
        var dim = false
    }

    /// 0 (monochrome), 8, 16 or 256.
    let colours: Int

    func look(_ style: Style) -> Look {
        var look = base(style.ink)
        if style.face.contains(.bold) { look.bold = true }
        if style.face.contains(.underline) { look.underline = true }
        // Reverse on top of an ink that is reversed already must still make a difference.
        if style.face.contains(.reverse) { look.reverse.toggle() }
        return look
    }

    private func base(_ ink: Ink) -> Look {
        switch colours {
        case 256...: rich(ink)
        case 16...: basic(ink, dim: Look(foreground: 8))
        case 8...: basic(ink, dim: Look(dim: true))
        default: plain(ink)
        }
    }

    private func rich(_ ink: Ink) -> Look {
        switch ink {
        case .normal: Look()
        case .dim, .border: Look(foreground: 244)
        case .accent: Look(foreground: 32)
        case .good: Look(foreground: 34)
        case .warn: Look(foreground: 172)
        case .bad: Look(foreground: 160, bold: true)
        case .title: Look(bold: true)
        case .heading: Look(foreground: 32, underline: true)
        case .bar: Look(foreground: 231, background: 24)
        case .key: Look(foreground: 32, bold: true)
        case .field: Look(underline: true)
        case .selected: Look(foreground: 231, background: 25, bold: true)
        case .marked: Look(foreground: 133, bold: true)
        }
    }

    private func basic(_ ink: Ink, dim: Look) -> Look {
        switch ink {
        case .normal: Look()
        case .dim, .border: dim
        case .accent: Look(foreground: 6)
        case .good: Look(foreground: 2)
        case .warn: Look(foreground: 3)
        case .bad: Look(foreground: 1, bold: true)
        case .title: Look(bold: true)
        case .heading: Look(foreground: 6, underline: true)
        case .bar: Look(foreground: 7, background: 4)
        case .key: Look(foreground: 6, bold: true)
        case .field: Look(underline: true)
        case .selected: Look(reverse: true)
        case .marked: Look(foreground: 5, bold: true)
        }
    }

    private func plain(_ ink: Ink) -> Look {
        switch ink {
        case .normal, .border, .accent, .good: Look()
        case .dim: Look(dim: true)
        case .warn, .title, .key, .marked: Look(bold: true)
        case .bad: Look(bold: true, underline: true)
        case .heading, .field: Look(underline: true)
        case .bar, .selected: Look(reverse: true)
        }
    }
}
