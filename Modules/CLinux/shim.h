// System calls that Swift's view of the C library lacks: it is read without _GNU_SOURCE.
#include <errno.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

long syscall(long number, ...);

#define LINUX_CLONE_NEWNS 0x00020000
#define LINUX_CLONE_NEWNET 0x40000000
#define LINUX_MS_BIND 4096
#define LINUX_MS_REC 16384
#define LINUX_MS_PRIVATE (1 << 18)

static inline int linux_setns(int descriptor, int kind) { return (int)syscall(SYS_setns, descriptor, kind); }

static inline int linux_unshare(int kinds) { return (int)syscall(SYS_unshare, kinds); }

static inline int linux_mount(const char *source, const char *target, unsigned long flags) {
  return (int)syscall(SYS_mount, source, target, 0, flags, 0);
}

static inline int linux_gettid(void) { return (int)syscall(SYS_gettid); }

static inline int linux_accept(int descriptor, int flags) { return (int)syscall(SYS_accept4, descriptor, 0, 0, flags); }
