#define _GNU_SOURCE
#include "CTerminal.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static atomic_int bells;

static ssize_t sink_write(void *cookie, const char *bytes, size_t count) {
  (void)cookie;
  for (size_t i = 0; i < count; i++)
    if (bytes[i] == '\a') atomic_fetch_add(&bells, 1);
  return (ssize_t)count;
}

FILE *ct_sink_open(void) {
  cookie_io_functions_t functions = {.read = NULL, .write = sink_write, .seek = NULL, .close = NULL};
  return fopencookie(NULL, "w", functions);
}

int ct_sink_take_bells(void) { return atomic_exchange(&bells, 0); }

int ct_private_terminal(int like_fd, int columns, int rows) {
  char name[128];
  struct termios modes;
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  /* The master stays open for good: the slave would hang up without it. */
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return -1;
  if (grantpt(master) || unlockpt(master) || ptsname_r(master, name, sizeof name)) {
    close(master);
    return -1;
  }
  int slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (slave < 0) {
    close(master);
    return -1;
  }
  if (tcgetattr(like_fd, &modes) == 0) tcsetattr(slave, TCSANOW, &modes); /* the user's stty erase */
  ioctl(slave, TIOCSWINSZ, &size);
  return slave;
}

int ct_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
int ct_eventfd_semaphore(void) { return eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE); }
void ct_name_this_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
