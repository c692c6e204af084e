#ifndef CTERMINAL_H
#define CTERMINAL_H
#include <stdio.h>

/* A FILE* that discards what is written to it and counts the bells in it. */
FILE *ct_sink_open(void);
int ct_sink_take_bells(void);

/* A terminal of our own for libedit to set up and measure: the slave of a private pty of fixed
   size, with the modes of like_fd. libedit then never touches the real terminal and never sees it
   shrink, which corrupts its heap. Returns the slave, or -1. */
int ct_private_terminal(int like_fd, int columns, int rows);

/* Signals become bytes in a pipe. The handler only calls write(): children inherit no blocked mask,
   and each signal is handled on an ordinary thread. Signals that are ignored stay ignored (nohup).
   Returns the read end, or -1. One pipe per process. */
int ct_signals_open(const int *signals, int count);

/* On a fatal signal: puts the terminal back (modes, bracketed paste off), then dies as before. */
void ct_crash_guard(int terminal_fd);

/* Not visible through the Glibc module (feature macros). */
int ct_eventfd(void);           /* non-blocking */
int ct_eventfd_semaphore(void); /* blocking; each read takes one */
void ct_name_this_thread(const char *name);
#endif
