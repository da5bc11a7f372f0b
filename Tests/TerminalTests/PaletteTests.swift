@testable import Console
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

    @Test(arguments: [0, 8, 16, 256])
    func facesChangeEveryInk(colours: Int) {
        let palette = Palette(colours: colours)
        for ink in Ink.allCases {
            #expect(palette.look(Style(ink)) != palette.look(Style(ink, .reverse)))
            #expect(palette.look(Style(ink, .underline)).underline && palette.look(Style(ink, .bold)).bold)
        }
    }
}
