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
    /// `nil`: not known; then the inks are readable on either.
    var background: Background?

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
        let inks = Inks(background)
        return switch ink {
        case .normal: Look()
        case .dim, .border: Look(foreground: inks.dim)
        case .accent: Look(foreground: inks.accent)
        case .good: Look(foreground: inks.good)
        case .warn: Look(foreground: inks.warn)
        case .bad: Look(foreground: inks.bad, bold: true)
        case .title: Look(bold: true)
        case .heading: Look(foreground: inks.accent, underline: true)
        case .bar: Look(foreground: 231, background: 24)
        case .key: Look(foreground: inks.accent, bold: true)
        case .field: Look(underline: true)
        case .selected: Look(foreground: 231, background: 25, bold: true)
        case .marked: Look(foreground: inks.marked, bold: true)
        }
    }

    /// Of the 256 colours: the contrast with black or white is at least 4.5 where the background is known (WCAG 2.2, 1.4.3), with both at least 3 where it is not.
    private struct Inks {
        let dim, accent, good, warn, bad, marked: Int

        init(_ background: Background?) {
            (dim, accent, good, warn, bad, marked) = switch background {
            case .dark: (246, 75, 77, 214, 203, 176)
            case .light: (241, 25, 22, 94, 124, 90)
            case nil: (244, 32, 28, 130, 160, 133)
            }
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
