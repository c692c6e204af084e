#define _GNU_SOURCE
#include "CPseudoTerminal.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int failed(int fd) {
  int error = errno;
  close(fd);
  return -error;
}

int pty_spawn(const char *path, char *const argv[], char *const envp[], int columns, int rows,
              int *pid) {
  char name[128];
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (master < 0) return -errno;
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (grantpt(master) || unlockpt(master) || ioctl(master, TIOCSWINSZ, &size)) return failed(master);
  if ((errno = ptsname_r(master, name, sizeof name))) return failed(master);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  /* A session leader's first terminal becomes its controlling terminal (Linux). */
  posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, 0, 1);
  posix_spawn_file_actions_adddup2(&actions, 0, 2);

  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  int error = posix_spawn(pid, path, &actions, &attributes, argv, envp);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error) {
    close(master);
    return -error;
  }
  return master;
}

int pty_pair(int columns, int rows, int *slave) {
  char name[128];
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return -errno;
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (grantpt(master) || unlockpt(master) || ioctl(master, TIOCSWINSZ, &size)) return failed(master);
  if ((errno = ptsname_r(master, name, sizeof name))) return failed(master);
  *slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  return *slave < 0 ? failed(master) : master;
}
