#define _GNU_SOURCE
#include "CTerminal.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int pipe_end = -1;

static void on_signal(int signo) {
  int saved = errno;
  unsigned char byte = (unsigned char)signo;
  ssize_t written = write(pipe_end, &byte, 1);
  (void)written;
  errno = saved;
}

int ct_signals_open(const int *signals, int count) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  pipe_end = ends[1];
  struct sigaction action, before;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  for (int i = 0; i < count; i++) {
    int ignored = sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN;
    /* SIGPIPE gets a handler even so: SIG_IGN would be inherited by the programs we start. */
    if (!ignored || signals[i] == SIGPIPE) sigaction(signals[i], &action, NULL);
  }
  return ends[0];
}

static const int fatal[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
enum { fatal_count = sizeof fatal / sizeof *fatal };
static struct sigaction before_guard[fatal_count];
static struct termios guarded_modes;
static int guarded_fd = -1;

static void on_fatal(int signo, siginfo_t *info, void *context) {
  (void)context;
  static const char off[] = "\033[?2004l\033[?25h\033[0m\r\n";
  ssize_t written = write(guarded_fd, off, sizeof off - 1);
  (void)written;
  tcsetattr(guarded_fd, TCSANOW, &guarded_modes);
  /* Back to whoever was there (the Swift backtracer): a fault recurs when we return. */
  for (int i = 0; i < fatal_count; i++)
    if (fatal[i] == signo) sigaction(signo, &before_guard[i], NULL);
  if (info->si_code <= 0) { /* sent, not caused: it does not recur by itself */
    signal(signo, SIG_DFL);
    raise(signo);
  }
}

void ct_crash_guard(int terminal_fd) {
  if (tcgetattr(terminal_fd, &guarded_modes) != 0) return;
  guarded_fd = terminal_fd;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_fatal;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &action, &before_guard[i]);
}
