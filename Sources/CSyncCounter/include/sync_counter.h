#ifndef SYNC_COUNTER_H
#define SYNC_COUNTER_H

/// How often this process has asked the disk to make a file durable.
///
/// Linking this counts the calls of every library, because the executable's own fsync and fdatasync
/// stand before those of the C library.
long koderz_sync_count(void);

#endif
