#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include "CTerminal.h"
#include "restore.h"

#include <malloc.h>
#include <ncursesw/curses.h>
#include <ncursesw/term.h>

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// Stand-ins for characters that the C library cannot place: U+3013 for two columns, a question mark for one.
enum { WIDE_SUBSTITUTE = 0x3013, NARROW_SUBSTITUTE = '?' };

typedef struct {
    attr_t attributes;
    short pair;
} style_entry;

// A character that this terminal draws two columns wide while ncurses counts one. ncurses is given a wide stand-in;
// the character itself is written over it when ncurses is done.
typedef struct {
    int row, column;
    ct_cell cell;
} late_cell;

static SCREEN *screen;
static FILE *output, *input;
static int tty_fd = -1;
static int saved_stderr = -1;
static int colours;
static int mouse_on;
// ncurses fills the lower right corner of such terminals (xterm-color, xterm-mono) in insert mode, which tears a wide
// character there apart: wide ones at the corner are left out.
static int corner_by_insertion;
static int shown_visibility = -1;
static style_entry styles[CT_STYLES];
static short pair_foreground[256], pair_background[256];
static int pair_count;
static late_cell *late_cells;
static size_t late_count, late_capacity;

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on_bytes[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char mouse_off_bytes[] = "\033[?1006l\033[?1002l\033[?1000l";

// MARK: Bytes for the terminal

static char *gathered;
static size_t gathered_count, gathered_capacity;

static int gather_byte(int byte) {
    if (gathered_count == gathered_capacity) {
        size_t capacity = gathered_capacity ? gathered_capacity * 2 : 1024;
        char *larger = realloc(gathered, capacity);
        if (!larger) return EOF;
        gathered = larger;
        gathered_capacity = capacity;
    }
    gathered[gathered_count++] = (char)byte;
    return byte;
}

static void gather(const char *bytes) {
    while (*bytes) gather_byte(*bytes++);
}

static void gather_capability(const char *capability) {
    if (capability) tputs(capability, 1, gather_byte);
}

static void gather_character(uint32_t scalar) {
    if (scalar == 0) return;
    if (scalar < 0x80) {
        gather_byte((int)scalar);
    } else if (scalar < 0x800) {
        gather_byte((int)(0xC0 | scalar >> 6));
        gather_byte((int)(0x80 | (scalar & 0x3F)));
    } else if (scalar < 0x10000) {
        gather_byte((int)(0xE0 | scalar >> 12));
        gather_byte((int)(0x80 | (scalar >> 6 & 0x3F)));
        gather_byte((int)(0x80 | (scalar & 0x3F)));
    } else {
        gather_byte((int)(0xF0 | scalar >> 18));
        gather_byte((int)(0x80 | (scalar >> 12 & 0x3F)));
        gather_byte((int)(0x80 | (scalar >> 6 & 0x3F)));
        gather_byte((int)(0x80 | (scalar & 0x3F)));
    }
}

static void send_gathered(void) {
    ct_write_fully(tty_fd, gathered, gathered_count);
    gathered_count = 0;
}

void ct_write(const uint8_t *bytes, size_t count) { ct_write_fully(tty_fd, bytes, count); }

// MARK: Modes

// Modes that ncurses does not know about, or would only set when it reads keys itself.
static void gather_own_modes(int on) {
    if (on) {
        gather_capability(keypad_xmit);
        gather(paste_on);
        if (mouse_on) gather(mouse_on_bytes);
    } else {
        gather(mouse_off_bytes);
        gather(paste_off);
        gather_capability(keypad_local);
    }
}

static void prepare_restore(const struct termios *modes) {
    gather_own_modes(0);
    gather_capability(exit_attribute_mode);
    gather_capability(orig_pair);
    gather_capability(cursor_normal);
    if (cursor_address) gather_capability(tparm(cursor_address, (long)(LINES - 1), 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
    gather_capability(exit_ca_mode);
    gather("\r");
    ct_restore_prepare(tty_fd, modes, gathered, gathered_count);
    gathered_count = 0;
}

static void redirect_stderr(const char *path) {
    // A person who already sends it elsewhere gets it there.
    if (!isatty(STDERR_FILENO)) return;
    int log = open(path ? path : "/dev/null", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (log < 0) log = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (log < 0) return;
    saved_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (saved_stderr >= 0) dup2(log, STDERR_FILENO);
    close(log);
}

static void restore_stderr(void) {
    if (saved_stderr < 0) return;
    dup2(saved_stderr, STDERR_FILENO);
    close(saved_stderr);
    saved_stderr = -1;
}

static int codeset_is_utf8(const char *locale) {
    return locale && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// Without a UTF-8 locale ncurses draws Chinese as blanks, silently.
static int choose_locale(void) {
    if (!codeset_is_utf8(setlocale(LC_ALL, "")) && !codeset_is_utf8(setlocale(LC_ALL, "C.UTF-8"))) return 0;
    setlocale(LC_NUMERIC, "C");
    return 1;
}

// MARK: Opening and closing

static void close_files(void) {
    if (output) fclose(output);
    if (input) fclose(input);
    output = input = NULL;
    tty_fd = -1;
}

static int open_files(void) {
    tty_fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (tty_fd < 0) return CT_NO_TERMINAL;
    input = fdopen(tty_fd, "r");
    int second = fcntl(tty_fd, F_DUPFD_CLOEXEC, 3);
    output = second < 0 ? NULL : fdopen(second, "w");
    if (input && output) return CT_OK;
    if (!input) close(tty_fd);
    if (!output && second >= 0) close(second);
    close_files();
    return CT_NO_RESOURCES;
}

static int open_screen(const ct_options *options) {
    int found = 0;
    // newterm alone would accept terminals that cannot move their cursor.
    if (setupterm(NULL, tty_fd, &found) != OK || !cursor_address) return CT_UNKNOWN_TERMINAL;
    // LINES and COLUMNS of the environment would stop resizing.
    use_env(FALSE);
    use_tioctl(TRUE);
    screen = newterm(NULL, output, input);
    if (!screen) return CT_UNKNOWN_TERMINAL;
    set_term(screen);
    typeahead(-1);
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);

    corner_by_insertion = auto_right_margin && !(enter_am_mode && exit_am_mode) && !parm_ich && !insert_character;
    colours = 0;
    pair_count = 0;
    if (options->colour && has_colors() && start_color() == OK) {
        use_default_colors();
        colours = COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : COLORS >= 8 ? 8 : 0;
    }
    for (int i = 0; i < CT_STYLES; i++) styles[i] = (style_entry){A_NORMAL, 0};
    return CT_OK;
}

int ct_open(const ct_options *options) {
    // Readers come and go on threads of their own, and each would keep a heap: two are enough at a desk.
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, 2);
#endif
    if (screen) return CT_ALREADY_OPEN;
    if (!choose_locale()) return CT_LOCALE_NOT_UTF8;
    int code = open_files();
    if (code != CT_OK) return code;
    struct termios modes;
    if (tcgetattr(tty_fd, &modes) != 0) {
        close_files();
        return CT_NO_TERMINAL;
    }
    // Before newterm, which leaves alone the signals that someone else already handles.
    if (ct_signals_install() != 0) {
        close_files();
        return CT_NO_RESOURCES;
    }
    code = open_screen(options);
    if (code != CT_OK) {
        ct_signals_remove(0);
        close_files();
        return code;
    }
    prepare_restore(&modes);
    ct_restore_arm(1);
    redirect_stderr(options->log_path);
    mouse_on = 0;
    shown_visibility = -1;
    clearok(curscr, TRUE);
    wrefresh(stdscr);
    gather_own_modes(1);
    send_gathered();
    return CT_OK;
}

void ct_leave(void) {
    if (!screen) return;
    gather_own_modes(0);
    send_gathered();
    curs_set(1);
    endwin();
    ct_restore_arm(0);
    restore_stderr();
}

void ct_close(void) {
    if (!screen) return;
    ct_leave();
    delscreen(screen);
    screen = NULL;
    struct termios modes;
    ct_signals_remove(tcgetattr(tty_fd, &modes) != 0);
    close_files();
    free(late_cells);
    late_cells = NULL;
    late_count = late_capacity = 0;
    free(gathered);
    gathered = NULL;
    gathered_count = gathered_capacity = 0;
}

void ct_enter(void) {
    if (!screen) return;
    ct_restore_arm(1);
    reset_prog_mode();
    shown_visibility = -1;
    clearok(curscr, TRUE);
    wrefresh(stdscr);
    gather_own_modes(1);
    send_gathered();
}

void ct_suspend(void) {
    if (!screen) return;
    ct_leave();
    ct_signals_stop();
    ct_enter();
}

void ct_set_mouse(int on) {
    if (!screen || mouse_on == on) return;
    mouse_on = on;
    gather(on ? mouse_on_bytes : mouse_off_bytes);
    send_gathered();
}

// MARK: Looks

int ct_known_colours(void) {
    if (screen) return COLORS > 0 ? COLORS : 0;
    int found = 0;
    if (setupterm(NULL, STDOUT_FILENO, &found) != OK || !cursor_address) return -1;
    int count = tigetnum("colors");
    del_curterm(cur_term);
    return count > 0 ? count : 0;
}

int ct_colours(void) { return colours; }

static short pair_of(int foreground, int background) {
    if (colours == 0 || (foreground < 0 && background < 0)) return 0;
    for (int i = 0; i < pair_count; i++)
        if (pair_foreground[i] == foreground && pair_background[i] == background) return (short)(i + 1);
    if (pair_count >= 255 || pair_count + 1 >= COLOR_PAIRS) return 0;
    pair_foreground[pair_count] = (short)foreground;
    pair_background[pair_count] = (short)background;
    pair_count++;
    init_pair((short)pair_count, (short)foreground, (short)background);
    return (short)pair_count;
}

void ct_define_style(int style, int foreground, int background, int attributes) {
    if (!screen || style < 0 || style >= CT_STYLES) return;
    attr_t bits = A_NORMAL;
    if (attributes & CT_BOLD) bits |= A_BOLD;
    if (attributes & CT_UNDERLINE) bits |= A_UNDERLINE;
    if (attributes & CT_REVERSE) bits |= A_REVERSE;
    if (attributes & CT_DIM) bits |= A_DIM;
    styles[style] = (style_entry){bits, pair_of(foreground, background)};
}

// MARK: Drawing

void ct_size(int *row_count, int *column_count) {
    struct winsize size;
    if (screen && ioctl(tty_fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        if (size.ws_row != LINES || size.ws_col != COLS) {
            resizeterm(size.ws_row, size.ws_col);
            clearok(curscr, TRUE);
        }
    }
    *row_count = screen ? LINES : 0;
    *column_count = screen ? COLS : 0;
}

static void remember_late(int row, int column, const ct_cell *cell) {
    if (late_count == late_capacity) {
        size_t capacity = late_capacity ? late_capacity * 2 : 64;
        late_cell *larger = realloc(late_cells, capacity * sizeof *late_cells);
        if (!larger) return;
        late_cells = larger;
        late_capacity = capacity;
    }
    late_cells[late_count++] = (late_cell){row, column, *cell};
}

void ct_draw_row(int row, const ct_cell *cells, int count) {
    if (!screen || row < 0 || row >= LINES) return;
    // Blank first: no half of an older wide character is left for the new ones to run into.
    wmove(stdscr, row, 0);
    wclrtoeol(stdscr);
    for (int column = 0; column < count && column < COLS; column++) {
        const ct_cell *cell = &cells[column];
        if (cell->span == 0 || column + cell->span > COLS) continue;
        if (corner_by_insertion && row == LINES - 1 && cell->span == 2 && column + 3 >= COLS) continue;
        const style_entry *style = &styles[cell->style < CT_STYLES ? cell->style : 0];
        wchar_t text[4] = {(wchar_t)cell->base, (wchar_t)cell->first_mark, (wchar_t)cell->second_mark, 0};
        int width = wcwidth(text[0]);
        if (width != cell->span) {
            if (cell->span == 2 && width == 1) remember_late(row, column, cell);
            text[0] = cell->span == 2 ? WIDE_SUBSTITUTE : NARROW_SUBSTITUTE;
            text[1] = 0;
        }
        cchar_t packed;
        if (setcchar(&packed, text, style->attributes, style->pair, NULL) != OK) continue;
        wmove(stdscr, row, column);
        // Fails at the lower right corner although the character is in place.
        wadd_wch(stdscr, &packed);
    }
    // The terminal gets the row whole and from the left, whatever ncurses believes to be there.
    wredrawln(stdscr, row, 1);
}

static void send_late_cells(int cursor_row, int cursor_column) {
    for (size_t i = 0; i < late_count; i++) {
        const late_cell *item = &late_cells[i];
        const style_entry *style = &styles[item->cell.style < CT_STYLES ? item->cell.style : 0];
        gather_capability(tparm(cursor_address, (long)item->row, (long)item->column, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
        vid_puts(style->attributes, style->pair, NULL, gather_byte);
        gather_character(item->cell.base);
        gather_character(item->cell.first_mark);
        gather_character(item->cell.second_mark);
    }
    vid_puts(A_NORMAL, 0, NULL, gather_byte);
    gather_capability(tparm(cursor_address, (long)cursor_row, (long)cursor_column, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
    send_gathered();
    late_count = 0;
}

void ct_show(int cursor_row, int cursor_column, int visible) {
    if (!screen) return;
    if (cursor_row >= LINES) cursor_row = LINES - 1;
    if (cursor_column >= COLS) cursor_column = COLS - 1;
    if (cursor_row < 0) cursor_row = 0;
    if (cursor_column < 0) cursor_column = 0;
    if (shown_visibility != visible) {
        curs_set(visible);
        shown_visibility = visible;
    }
    wmove(stdscr, cursor_row, cursor_column);
    wrefresh(stdscr);
    if (late_count > 0) send_late_cells(cursor_row, cursor_column);
}

void ct_invalidate(void) {
    if (screen) clearok(curscr, TRUE);
}

// MARK: Input

int ct_input_fd(void) { return tty_fd; }

size_t ct_key_sequence(const char *capability, uint8_t *buffer, size_t capacity) {
    const char *bytes = screen ? tigetstr(capability) : NULL;
    if (!bytes || bytes == (const char *)-1) return 0;
    size_t count = strlen(bytes);
    if (count > capacity) return 0;
    memcpy(buffer, bytes, count);
    return count;
}
