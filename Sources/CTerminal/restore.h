// Putting the terminal back in order, and the signal handlers that need it. Only calls that are safe in handlers.

#ifndef CT_RESTORE_H
#define CT_RESTORE_H

#include <stddef.h>
#include <termios.h>

enum { CT_RESTORE_CAPACITY = 512 };

// Remembers how to restore: the descriptor, its modes before us, and the bytes that reset the screen.
void ct_restore_prepare(int fd, const struct termios *modes, const char *bytes, size_t count);

// Whether a sudden end must restore: set while the screen is ours.
void ct_restore_arm(int armed);

// Restores once if armed. Safe in a signal handler.
void ct_restore_now(void);

// Installs the handlers; returns 0, or -1 when the pipe cannot be made.
int ct_signals_install(void);

// Puts the handlers from before back; when the line is lost, further SIGHUPs are ignored.
void ct_signals_remove(int line_lost);

// Stops this process group by the default action of SIGTSTP; returns when continued.
void ct_signals_stop(void);

// write() until everything is out or the terminal is gone.
void ct_write_fully(int fd, const void *bytes, size_t count);

#endif
