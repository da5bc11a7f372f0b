@testable import Console
import Foundation
import Grid
import Testing

@Suite("Palette")
struct PaletteTests {
    /// Colours are never needed to tell these apart: on a monochrome terminal each looks unlike plain text.
    @Test(arguments: [Ink.bad, .warn, .title, .heading, .bar, .key, .field, .selected, .marked, .dim])
    func standsOutWithoutColours(ink: Ink) {
        let palette = Palette(colours: 0)
        let look = palette.look(Style(ink))
        #expect(look != palette.look(.normal))
        #expect(look.foreground == -1 && look.background == -1)
    }

    @Test(arguments: [8, 16, 256])
    func staysWithinTheColoursAtHand(colours: Int) {
        for ink in Ink.allCases {
            let look = Palette(colours: colours).look(Style(ink))
            #expect(look.foreground < colours && look.background < colours)
            // A background of ours comes with a foreground of ours; otherwise the terminal's own could vanish in it.
            #expect(look.background == -1 || look.foreground != -1)
        }
    }

    /// WCAG 2.2, 1.4.3: 4.5 on the background that is known; where it is not, 3 on black and on white.
    @Test(arguments: [Background.dark, .light, nil])
    func isReadableOnItsBackground(background: Background?) {
        func brightness(_ colour: Int) -> Double {
            func part(_ value: Int) -> Double {
                let share = Double(value) / 255
                return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            let levels = [0, 95, 135, 175, 215, 255]
            if colour >= 232 { return part(8 + 10 * (colour - 232)) }
            let cube = colour - 16
            return 0.2126 * part(levels[cube / 36]) + 0.7152 * part(levels[cube / 6 % 6]) + 0.0722 * part(levels[cube % 6])
        }
        func contrast(_ a: Double, _ b: Double) -> Double { (max(a, b) + 0.05) / (min(a, b) + 0.05) }
        let palette = Palette(colours: 256, background: background)
        for ink in Ink.allCases {
            let look = palette.look(Style(ink))
            guard look.foreground >= 0 else { continue }
            let text = brightness(look.foreground)
            if look.background >= 0 {
                #expect(contrast(text, brightness(look.background)) >= 4.5, "\(ink)")
                continue
            }
            if background != .light { #expect(contrast(text, 0) >= (background == nil ? 3 : 4.5), "\(ink)") }
            if background != .dark { #expect(contrast(text, 1) >= (background == nil ? 3 : 4.5), "\(ink)") }
        }
    }

    @Test(arguments: [0, 8, 16, 256])
    func facesChangeEveryInk(colours: Int) {
        let palette = Palette(colours: colours)
        for ink in Ink.allCases {
            #expect(palette.look(Style(ink)) != palette.look(Style(ink, .reverse)))
            #expect(palette.look(Style(ink, .underline)).underline && palette.look(Style(ink, .bold)).bold)
        }
    }
}
