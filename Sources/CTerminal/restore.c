#define _GNU_SOURCE
#include "restore.h"
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int restore_fd = -1;
static struct termios restore_modes;
static char restore_bytes[CT_RESTORE_CAPACITY];
static size_t restore_count;
static volatile sig_atomic_t restore_armed;

void ct_write_fully(int fd, const void *bytes, size_t count) {
    const char *at = bytes;
    while (count > 0) {
        ssize_t written = write(fd, at, count);
        if (written < 0) {
            if (errno == EINTR) continue;
            return;
        }
        at += written;
        count -= (size_t)written;
    }
}

void ct_restore_prepare(int fd, const struct termios *modes, const char *bytes, size_t count) {
    restore_fd = fd;
    restore_modes = *modes;
    restore_count = count < sizeof restore_bytes ? count : sizeof restore_bytes;
    memcpy(restore_bytes, bytes, restore_count);
}

void ct_restore_arm(int armed) { restore_armed = armed; }

void ct_restore_now(void) {
    if (!restore_armed) return;
    restore_armed = 0;
    // tcsetattr from the background would stop the process for ever.
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGTTOU, &ignore, &before);
    ct_write_fully(restore_fd, restore_bytes, restore_count);
    tcsetattr(restore_fd, TCSADRAIN, &restore_modes);
    sigaction(SIGTTOU, &before, NULL);
}

// MARK: Signals

static const int fatal_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
static const int ending_signals[] = {SIGHUP, SIGTERM, SIGQUIT, SIGINT};
static const int reported_signals[] = {SIGWINCH, SIGTSTP, SIGCONT};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int signal_pipe[2] = {-1, -1};
static struct sigaction previous[65];
static volatile sig_atomic_t unread[65];
static volatile time_t unread_since[65];
static volatile sig_atomic_t hung_up;
static char alternate_stack[64 * 1024];
static stack_t previous_stack;

// An ending signal that the program has not looked at for this many seconds is taken to be stuck.
enum { PATIENCE = 2 };

static time_t seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

// Ends the process by the true signal, so that the shell sees it, with the terminal in order.
static void end_by(int number) {
    ct_restore_now();
    // Not the handler from before: Swift's backtracer would open an interactive session in front of the clerk.
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(number, &action, NULL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

static void on_fatal(int number) {
    // Descriptor 2 is the log while the screen is ours.
    char line[] = "terminal: fatal signal 00\n";
    line[sizeof line - 4] = (char)('0' + number / 10 % 10);
    line[sizeof line - 3] = (char)('0' + number % 10);
    ct_write_fully(STDERR_FILENO, line, sizeof line - 1);
    end_by(number);
}

static void report(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    // A full pipe holds enough reports already.
    (void)!write(signal_pipe[1], &byte, 1);
    errno = saved;
}

static void on_reported(int number) { report(number); }

static void on_ending(int number) {
    if (number == SIGHUP) hung_up = 1;
    time_t now = seconds();
    // Not while a child has the screen: its Ctrl-C reaches us too.
    if (restore_armed && unread[number] && now - unread_since[number] >= PATIENCE) {
        end_by(number);
        return;
    }
    if (!unread[number]) {
        unread[number] = 1;
        unread_since[number] = now;
    }
    report(number);
}

static void install(const int *numbers, size_t count, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < count; i++) {
        unread[numbers[i]] = 0;
        sigaction(numbers[i], &action, &previous[numbers[i]]);
    }
}

static void uninstall(const int *numbers, size_t count) {
    for (size_t i = 0; i < count; i++) sigaction(numbers[i], &previous[numbers[i]], NULL);
}

int ct_signals_install(void) {
    static int exit_handler_set;
    if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    if (!exit_handler_set) {
        exit_handler_set = 1;
        atexit(ct_restore_now);
    }
    // A stack overflow can only be handled on another stack.
    stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
    sigaltstack(&stack, &previous_stack);
    install(fatal_signals, COUNT(fatal_signals), on_fatal, SA_ONSTACK);
    install(ending_signals, COUNT(ending_signals), on_ending, SA_RESTART);
    install(reported_signals, COUNT(reported_signals), on_reported, SA_RESTART);
    return 0;
}

void ct_signals_remove(int line_lost) {
    uninstall(fatal_signals, COUNT(fatal_signals));
    uninstall(ending_signals, COUNT(ending_signals));
    uninstall(reported_signals, COUNT(reported_signals));
    // The kernel and the shell may each send one: the second must not end a program that is saving its work.
    if (line_lost || hung_up) {
        struct sigaction ignore = {.sa_handler = SIG_IGN};
        sigaction(SIGHUP, &ignore, NULL);
    }
    sigaltstack(&previous_stack, NULL);
    close(signal_pipe[0]);
    close(signal_pipe[1]);
    signal_pipe[0] = signal_pipe[1] = -1;
}

void ct_signals_stop(void) {
    // First the others of the group, as the terminal driver would do, then this thread, which must stop right here.
    struct sigaction ignore = {.sa_handler = SIG_IGN}, stop = {.sa_handler = SIG_DFL}, ours;
    sigaction(SIGTSTP, &ignore, &ours);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &stop, NULL);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}

int ct_signal_fd(void) { return signal_pipe[0]; }

int ct_signal_next(void) {
    unsigned char byte;
    if (read(signal_pipe[0], &byte, 1) != 1) return 0;
    unread[byte] = 0;
    return byte;
}
