/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* What the programs and the Java side exchange. Each layout is asserted on both sides. */
#ifndef EYEPIECE_RECORDS_H
#define EYEPIECE_RECORDS_H

#define MAX_FRAMES 128
#define MAX_MAPPINGS 256
#define MAX_SHARDS 64
#define SHARD_ROWS 262144
#define MAPPING_SEARCH_STEPS 8
#define STACK_COPY 32768
#define COPY_CHUNK 1024

/* One rule of a stack frame, from a code address on until the next row's. */
struct row {
	__u32 pc;    /* code address, relative to the base of its table */
	__u16 cfa;   /* offset of the caller's frame, in words */
	__u8 type;   /* enum row_type */
	__s8 bp;     /* where rbp is saved: words from the caller's frame, 0 unchanged, 127 at rbp */
};

enum row_type {
	ROW_NONE = 0,
	ROW_SP = 1,
	ROW_BP = 2,
	ROW_PLT = 3,
	ROW_ROOT = 4,
	ROW_SIGNAL = 5,
	ROW_BP_DEREF = 6,
	ROW_UNSUPPORTED = 7,
	ROW_FRAME_POINTER = 8,
};

#define BP_AT_BP 127

/* How code in a mapping is unwound: the number of an unwinder. */
enum unwinder {
	UNWIND_TABLE = 1,
	UNWIND_FRAME_POINTER = 2,
};

struct mapping {
	__u64 start;
	__u64 end;
	__u64 bias;     /* address = bias + row.pc */
	__u32 shard;
	__u32 lo;       /* first row in the shard */
	__u32 hi;       /* after the last */
	__u32 step;     /* first stride of the search: the greatest power of two below hi - lo */
	__u32 steps;    /* strides until one */
	__u32 unwinder; /* enum unwinder */
};

struct process {
	__u32 count;
	__u32 pad;
	struct mapping mappings[MAX_MAPPINGS];
};

enum stack_end {
	END_ROOT = 1,        /* complete */
	END_DEEP = 2,        /* more frames than MAX_FRAMES */
	END_NO_MAPPING = 3,  /* code outside of every known mapping */
	END_NO_RULE = 4,     /* no row, or one that cannot be followed */
	END_UNREADABLE = 5,  /* stack memory that could not be read */
};

struct trace {
	__u32 count;
	__u32 end; /* enum stack_end */
	__u64 frames[MAX_FRAMES];
};

/* Identities of stacks: below 16 a reason, with bit 63 a hash of content, else the id of a copy. */
enum no_stack {
	STACK_NONE = 0,      /* kernel thread, or sample in user code for a kernel stack */
	STACK_NOT_TAKEN = 1, /* the thread switches too often */
	STACK_LOST = 2,      /* no room */
	STACK_BEFORE = 3,    /* blocked since before the profile began */
	STACK_32BIT = 4,
};
#define STACK_HASHED (1ULL << 63)

enum record_type {
	RECORD_SAMPLE = 1,
	RECORD_COPY = 2,
};

struct sample {
	__u32 type;
	__u32 cpu;
	__u64 time;
	__u32 tgid;
	__u32 tid;
	__u64 kernel_stack;
	__u64 user_stack;
	char comm[16];
};

struct copy {
	__u32 type;
	__u32 tgid;
	__u64 time;
	__u64 id;
	__u64 ip;
	__u64 sp;
	__u64 bp;
	__u32 size;
	__u32 pad;
	__u8 bytes[STACK_COPY];
};

struct wait_key {
	__u32 tgid;
	__u32 tid;
	__u64 kernel_stack;
	__u64 user_stack;
};

struct wait_sum {
	__u64 nanos;
	__u64 count;
	char comm[16];
};

enum wait_length {
	WAIT_SHORT = 0, /* not shown */
	WAIT_LONG = 1,
	WAIT_VERY_LONG = 2, /* or not known */
};

struct blocked {
	__u64 since;
	__u64 user_stack;
	__u32 tgid;
	__u32 length; /* enum wait_length of the waits before this one, or above */
	__u64 stack_taken; /* when this thread's stack was last taken */
};

enum counter {
	COUNT_SAMPLES = 0,
	COUNT_COPIES = 1,
	COUNT_RING_LOST = 2,
	COUNT_STACKS_LOST = 3,
	COUNT_COMPLETE = 4,
	COUNT_INCOMPLETE = 5,
	COUNT_WAITS_LOST = 6,
	COUNT_NOT_TAKEN = 7,
	COUNT_SHORT_NANOS = 8,
	COUNTERS = 16,
};

#endif
