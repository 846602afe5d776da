/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Walks a user stack by tables made of .eh_frame, or by frame pointers where code has no table. */
#ifndef EYEPIECE_UNWIND_H
#define EYEPIECE_UNWIND_H

struct shard {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, SHARD_ROWS);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(struct row));
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, MAX_SHARDS);
	__type(key, __u32);
	__array(values, struct shard);
} shards SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct process);
} processes SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, __u64);
	__type(value, struct trace);
} stacks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct trace);
} scratch SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, COUNTERS);
	__type(key, __u32);
	__type(value, __u64);
} counters SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 << 20);
} records SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} copy_ids SEC(".maps");

struct registers {
	__u64 ip;
	__u64 sp;
	__u64 bp;
};

struct walk {
	struct process *process;
	struct trace *trace;
	__u64 ip;
	__u64 sp;
	__u64 bp;
	__u64 hash;
	__u32 count;
	__u32 end;
	__u32 exact; /* the address is where the frame is, not where it returns to */
	__u32 guess; /* the address came by a frame pointer, which the code may not keep */
};

static __always_inline void count(__u32 counter, __u64 by)
{
	__u64 *value = bpf_map_lookup_elem(&counters, &counter);

	if (value)
		*value += by;
}

static __always_inline __u64 mix(__u64 hash, __u64 value)
{
	hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
	return hash ^ (hash >> 29);
}

static __always_inline int read_word(__u64 address, __u64 *value)
{
	return bpf_probe_read_user(value, sizeof(*value), (void *)address);
}

/*
 * Searches are loops by helper: the verifier looks at one step of them, where it would follow each
 * path through an unrolled one.
 */
struct row_search {
	void *shard;
	__u32 pc;
	__u32 at;
	__u32 end;
	__u32 step;
};

static long row_step(__u32 index, struct row_search *search)
{
	__u32 next = search->at + search->step;
	struct row *row;

	search->step >>= 1;
	if (next >= search->end)
		return 0;
	row = bpf_map_lookup_elem(search->shard, &next);
	if (row && row->pc <= search->pc)
		search->at = next;
	return 0;
}

/* The row that holds at an address; type ROW_NONE when there is none. */
static __always_inline struct row find_row(struct mapping *mapping, __u32 pc)
{
	struct row_search search = {
		.pc = pc, .at = mapping->lo, .end = mapping->hi, .step = mapping->step
	};
	struct row none = {};
	__u32 number = mapping->shard;
	struct row *row;

	search.shard = bpf_map_lookup_elem(&shards, &number);
	if (!search.shard)
		return none;
	bpf_loop(mapping->steps, row_step, &search, 0);
	row = bpf_map_lookup_elem(search.shard, &search.at);
	if (!row || row->pc > pc)
		return none;
	return *row;
}

struct mapping_search {
	struct process *process;
	__u64 address;
	__u32 at;
	__u32 step;
};

static long mapping_step(__u32 index, struct mapping_search *search)
{
	__u32 next = (search->at + search->step) & (MAX_MAPPINGS - 1);

	search->step >>= 1;
	if (next < search->process->count &&
	    search->process->mappings[next].start <= search->address)
		search->at = next;
	return 0;
}

static __always_inline struct mapping *find_mapping(struct process *process, __u64 address)
{
	struct mapping_search search = {
		.process = process, .address = address, .step = MAX_MAPPINGS / 2
	};
	struct mapping *mapping;

	bpf_loop(MAPPING_SEARCH_STEPS, mapping_step, &search, 0);
	mapping = &process->mappings[search.at & (MAX_MAPPINGS - 1)];
	if (address < mapping->start || address >= mapping->end)
		return 0;
	return mapping;
}

static __always_inline long stop(struct walk *walk, __u32 end)
{
	walk->end = end;
	return 1;
}

/* rt_sigframe of x86-64: ucontext starts at rsp, its registers at 40; these three of them. */
static __always_inline long through_signal(struct walk *walk)
{
	__u64 sp = walk->sp;

	if (read_word(sp + 120, &walk->bp) || read_word(sp + 160, &walk->sp) ||
	    read_word(sp + 168, &walk->ip))
		return stop(walk, END_UNREADABLE);
	walk->exact = 1;
	return 0;
}

static __always_inline long by_frame_pointer(struct walk *walk)
{
	__u64 bp = walk->bp;
	__u64 caller;

	if (!bp)
		return stop(walk, END_ROOT);
	if (bp & 7 || bp < walk->sp - 4096)
		return stop(walk, END_NO_RULE);
	if (read_word(bp + 8, &caller) || read_word(bp, &walk->bp))
		return stop(walk, END_UNREADABLE);
	if (!caller)
		return stop(walk, END_ROOT);
	walk->sp = bp + 16;
	walk->ip = caller;
	walk->exact = 0;
	walk->guess = 1;
	return 0;
}

static __always_inline long by_table(struct walk *walk, struct mapping *mapping, __u64 address)
{
	struct row row = find_row(mapping, (__u32)(address - mapping->bias));
	__u64 offset = (__u64)row.cfa * 8;
	__u64 frame;
	__u64 caller;

	switch (row.type) {
	case ROW_SP:
		frame = walk->sp + offset;
		break;
	case ROW_BP:
		frame = walk->bp + offset;
		break;
	case ROW_PLT:
		frame = walk->sp + 8 + ((walk->ip & 15) >= 11 ? 8 : 0);
		break;
	case ROW_ROOT:
		return stop(walk, END_ROOT);
	case ROW_SIGNAL:
		return through_signal(walk);
	case ROW_BP_DEREF:
		if (read_word(walk->bp - offset, &frame))
			return stop(walk, END_UNREADABLE);
		break;
	case ROW_FRAME_POINTER:
		return by_frame_pointer(walk);
	default:
		return stop(walk, END_NO_RULE);
	}
	if (read_word(frame - 8, &caller))
		return stop(walk, END_UNREADABLE);
	if (row.bp) {
		__u64 place = row.bp == BP_AT_BP ? walk->bp : frame + (__s64)row.bp * 8;

		if (read_word(place, &walk->bp))
			return stop(walk, END_UNREADABLE);
	}
	if (!caller)
		return stop(walk, END_ROOT);
	/* A frame takes stack; equality alone is possible for the first one only. */
	if (frame <= walk->sp && walk->count > 1)
		return stop(walk, END_NO_RULE);
	walk->sp = frame;
	walk->ip = caller;
	walk->exact = 0;
	walk->guess = 0;
	return 0;
}

static long one_frame(__u32 index, struct walk *walk)
{
	struct trace *trace = walk->trace;
	struct mapping *mapping;
	__u64 address;

	if (walk->count >= MAX_FRAMES)
		return stop(walk, END_DEEP);
	trace->frames[walk->count & (MAX_FRAMES - 1)] = walk->ip;
	walk->hash = mix(walk->hash, walk->ip);
	walk->count++;
	address = walk->exact ? walk->ip : walk->ip - 1;
	mapping = find_mapping(walk->process, address);
	if (!mapping)
		return stop(walk, END_NO_MAPPING);
	/* One line for each unwinder; those of runtimes come here. */
	switch (mapping->unwinder) {
	case UNWIND_TABLE:
		return by_table(walk, mapping, address);
	case UNWIND_FRAME_POINTER:
		return by_frame_pointer(walk);
	default:
		return stop(walk, END_NO_RULE);
	}
}

/* Keeps a stack under its hash, once. */
static __always_inline __u64 keep(struct trace *trace, __u64 hash)
{
	hash |= STACK_HASHED;
	if (bpf_map_lookup_elem(&stacks, &hash))
		return hash;
	if (bpf_map_update_elem(&stacks, &hash, trace, BPF_ANY)) {
		count(COUNT_STACKS_LOST, 1);
		return STACK_LOST;
	}
	return hash;
}

struct copying {
	struct copy *copy;
	__u64 from;
};

static long one_chunk(__u32 index, struct copying *copying)
{
	struct copy *copy = copying->copy;
	__u32 at = (index * COPY_CHUNK) & (STACK_COPY - 1);

	if (at > STACK_COPY - COPY_CHUNK)
		return 1;
	if (bpf_probe_read_user(&copy->bytes[at], COPY_CHUNK, (void *)(copying->from + at)))
		return 1;
	copy->size = at + COPY_CHUNK;
	return 0;
}

/* Hands the stack itself over, for a process whose tables are not here (yet). */
static __always_inline __u64 copy_stack(__u32 tgid, __u64 time, struct registers *registers)
{
	struct copying copying = {};
	__u32 zero = 0;
	__u64 *last;
	__u64 id;

	last = bpf_map_lookup_elem(&copy_ids, &zero);
	if (!last)
		return STACK_LOST;
	copying.copy = bpf_ringbuf_reserve(&records, sizeof(struct copy), 0);
	if (!copying.copy) {
		count(COUNT_RING_LOST, 1);
		return STACK_LOST;
	}
	*last += 1;
	id = ((__u64)bpf_get_smp_processor_id() << 40) | ((*last + 16) & 0xffffffffffULL);
	copying.from = registers->sp;
	copying.copy->type = RECORD_COPY;
	copying.copy->tgid = tgid;
	copying.copy->time = time;
	copying.copy->id = id;
	copying.copy->ip = registers->ip;
	copying.copy->sp = registers->sp;
	copying.copy->bp = registers->bp;
	copying.copy->size = 0;
	copying.copy->pad = 0;
	bpf_loop(STACK_COPY / COPY_CHUNK, one_chunk, &copying, 0);
	bpf_ringbuf_submit(copying.copy, BPF_RB_NO_WAKEUP);
	count(COUNT_COPIES, 1);
	return id;
}

/* The stack of the current task, whose user registers are given. */
static __always_inline __u64 user_stack(__u32 tgid, __u64 time, struct registers *registers)
{
	struct walk walk = {};
	__u32 zero = 0;

	walk.process = bpf_map_lookup_elem(&processes, &tgid);
	if (!walk.process)
		return copy_stack(tgid, time, registers);
	walk.trace = bpf_map_lookup_elem(&scratch, &zero);
	if (!walk.trace)
		return STACK_LOST;
	walk.ip = registers->ip;
	walk.sp = registers->sp;
	walk.bp = registers->bp;
	walk.hash = tgid;
	walk.end = END_DEEP;
	walk.exact = 1;
	bpf_loop(MAX_FRAMES + 1, one_frame, &walk, 0);
	/* Code that was mapped a moment ago: its tables are on the way. */
	if (walk.end == END_NO_MAPPING && !walk.guess)
		return copy_stack(tgid, time, registers);
	count(walk.end == END_ROOT ? COUNT_COMPLETE : COUNT_INCOMPLETE, 1);
	walk.trace->count = walk.count;
	walk.trace->end = walk.end;
	return keep(walk.trace, mix(walk.hash, walk.end));
}

/* Keeps the kernel stack that a helper has put into the scratch; bytes is the helper's answer. */
static __always_inline __u64 keep_kernel_stack(struct trace *trace, long bytes)
{
	__u64 hash = 0;
	__u32 frames;
	__u32 i;

	if (bytes <= 0)
		return STACK_NONE;
	frames = (__u32)bytes / 8;
	for (i = 0; i < MAX_FRAMES; i++) {
		if (i >= frames)
			break;
		hash = mix(hash, trace->frames[i]);
	}
	trace->count = frames;
	trace->end = frames == MAX_FRAMES ? END_DEEP : END_ROOT;
	return keep(trace, hash);
}

#endif
