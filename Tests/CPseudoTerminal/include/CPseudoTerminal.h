#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

/* No system header here: what one declares would count as this module's own in Swift. */

/* Starts a program as leader of a new session whose controlling terminal is a new pty.
   Returns the master (non-blocking, close-on-exec), or -errno. Never forks in the caller's image. */
int pty_spawn(const char *path, char *const argv[], char *const envp[], int columns, int rows,
              int *pid);

/* A new pty of which the caller keeps both ends, each blocking. Returns the master, or -errno. */
int pty_pair(int columns, int rows, int *slave);
#endif
