// The one place where paidan meets ncurses. Plain numbers only: no type or macro of curses leaves this target, since
// Swift cannot import them. All functions except the ct_signal_* ones belong to one thread.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CT_OK = 0,
    CT_NO_TERMINAL = 1,      // no controlling terminal to open
    CT_LOCALE_NOT_UTF8 = 2,  // neither the environment's locale nor C.UTF-8 is usable
    CT_UNKNOWN_TERMINAL = 3, // TERM is unset, unknown, or cannot move its cursor
    CT_ALREADY_OPEN = 4,
    CT_NO_RESOURCES = 5      // pipes, memory or descriptors ran out
};

enum {
    CT_BOLD = 1,
    CT_UNDERLINE = 2,
    CT_REVERSE = 4,
    CT_DIM = 8
};

// Style identifiers run from 0 to CT_STYLES - 1.
enum { CT_STYLES = 256 };

typedef struct {
    int colour;           // 0: monochrome, whatever the terminal can do
    const char *log_path; // where descriptor 2 points while the screen is ours; NULL: nowhere
} ct_options;

// One column of a row. `span` is 1 or 2 columns, or 0 for the right half of a wide character (then
// skipped). A wide character that would straddle the edge is left out.
typedef struct {
    uint32_t base;
    uint32_t first_mark;  // combining marks, 0 for none
    uint32_t second_mark;
    uint16_t style;
    uint16_t span;
} ct_cell;

// Takes over the terminal: modes, alternate screen, signal handlers, descriptor 2. Returns a CT_ code.
int ct_open(const ct_options *options);

// Gives everything back. Harmless when not open.
void ct_close(void);

// Gives the screen to someone else for a while (a child, the shell) and takes it back, to be drawn anew.
void ct_leave(void);
void ct_enter(void);

// Stops the process like Ctrl-Z does, with the screen given back; returns when it is continued.
void ct_suspend(void);

// Colours to use: 0 (monochrome), 8, 16 or 256.
int ct_colours(void);

// How many colours TERM's terminal has, 0 for none; -1 when it is unknown or cannot move its cursor. Needs no open screen.
int ct_known_colours(void);

// Foreground and background: a colour number, or -1 for the terminal's own. `attributes`: CT_BOLD and its like.
void ct_define_style(int style, int foreground, int background, int attributes);

// Mouse reports (SGR encoding): presses, releases, drags, wheel.
void ct_set_mouse(int on);

// Reads the size of the window from the terminal and adapts to it.
void ct_size(int *row_count, int *column_count);

// Puts a whole row; shown by the next ct_show. Characters the C library cannot place become one of the same width.
void ct_draw_row(int row, const ct_cell *cells, int count);

// Sends what was drawn and leaves the cursor at this cell.
void ct_show(int cursor_row, int cursor_column, int visible);

// The next ct_show repaints everything.
void ct_invalidate(void);

// The bytes a terminfo key capability ("kf1", "kcuu1", …) stands for; returns their number, 0 when there are none.
size_t ct_key_sequence(const char *capability, uint8_t *buffer, size_t capacity);

// The terminal to read keys from; raw bytes, blocking.
int ct_input_fd(void);

// Becomes readable when a signal arrived; ct_signal_next returns its number, 0 when there is no more.
int ct_signal_fd(void);
int ct_signal_next(void);

// Writes all bytes to the terminal, past ncurses: for queries (cursor position) and the clipboard sequence.
void ct_write(const uint8_t *bytes, size_t count);

// Whether the kernel's clock follows a time server: 1, 0, or -1 when the kernel does not say. (Swift cannot import the kernel's header.)
int ct_clock_is_synchronised(void);

#ifdef __cplusplus
}
#endif

#endif
