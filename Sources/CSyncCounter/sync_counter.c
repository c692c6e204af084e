#include "sync_counter.h"

#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long count;

int fsync(int file) {
  atomic_fetch_add(&count, 1);
  return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
  atomic_fetch_add(&count, 1);
  return (int)syscall(SYS_fdatasync, file);
}

long koderz_sync_count(void) { return atomic_load(&count); }
