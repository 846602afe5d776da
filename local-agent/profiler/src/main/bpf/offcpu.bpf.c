/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* What waits: time between a thread's leaving a processor to block and its coming back, by stack. */
#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "kernel.h"
#include "records.h"
#include "unwind.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile __u32 target_tgid = 0;
/* Shorter waits are added up and not shown. */
const volatile __u64 min_nanos = 1000000;
/* A thread whose waits are short has its stack taken only this often. */
const volatile __u64 restack_nanos = 5000000;
/*
 * Stacks taken by one processor in a tenth of a second: half of them for any thread, another quarter for those whose
 * last wait was long, the rest for those of whose last few waits one was very long. Many that wait briefly would else
 * leave none to the few waits in which the time goes by.
 */
const volatile __u32 stacks_per_slot = 125;
#define SLOT_NANOS 100000000ULL
#define VERY_LONG 10 /* times the shortest wait that is shown */
#define ALTERNATING 3 /* waits after a very long one that are taken for as long */

struct budget {
	__u64 slot;
	__u64 used;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct budget);
} budgets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 32768);
	__type(key, __u32);
	__type(value, struct blocked);
} waiting SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, struct wait_key);
	__type(value, struct wait_sum);
} waits SEC(".maps");

static __always_inline bool affordable(__u64 now, __u32 length)
{
	__u32 zero = 0;
	struct budget *budget = bpf_map_lookup_elem(&budgets, &zero);

	if (!budget)
		return false;
	if (now - budget->slot > SLOT_NANOS) {
		budget->slot = now;
		budget->used = 0;
	}
	if (length > WAIT_VERY_LONG)
		length = WAIT_VERY_LONG;
	if (budget->used >= stacks_per_slot / 4 * (2 + length) + stacks_per_slot % 4)
		return false;
	budget->used++;
	return true;
}

static __always_inline __u64 stack_of_waiter(struct task_struct *task, __u64 now)
{
	struct pt_regs___kernel *saved = (struct pt_regs___kernel *)bpf_task_pt_regs(task);
	struct registers registers = { .ip = saved->ip, .sp = saved->sp, .bp = saved->bp };

	if ((saved->cs & 0xffff) == USER_CODE_32)
		return STACK_32BIT;
	return user_stack(task->tgid, now, &registers);
}

static __always_inline void leaves(struct task_struct *task, __u64 now)
{
	struct blocked fresh = {};
	struct blocked *entry;
	__u32 tid = task->pid;

	if (task->flags & PF_EXITING || task->__state & TASK_DEAD) {
		bpf_map_delete_elem(&waiting, &tid);
		return;
	}
	entry = bpf_map_lookup_elem(&waiting, &tid);
	if (!entry) {
		fresh.tgid = task->tgid;
		fresh.length = WAIT_VERY_LONG;
		if (bpf_map_update_elem(&waiting, &tid, &fresh, BPF_ANY)) {
			count(COUNT_WAITS_LOST, 1);
			return;
		}
		entry = bpf_map_lookup_elem(&waiting, &tid);
		if (!entry)
			return;
	}
	entry->tgid = task->tgid;
	entry->user_stack = STACK_NOT_TAKEN;
	if ((entry->length != WAIT_SHORT || now - entry->stack_taken > restack_nanos) &&
	    affordable(now, entry->length)) {
		entry->stack_taken = now;
		entry->user_stack = stack_of_waiter(task, now);
	}
	entry->since = now;
}

static __always_inline __u64 kernel_stack_of(struct task_struct *task)
{
	struct trace *trace;
	__u32 zero = 0;

	trace = bpf_map_lookup_elem(&scratch, &zero);
	if (!trace)
		return STACK_LOST;
	return keep_kernel_stack(
		trace, bpf_get_task_stack(task, trace->frames, sizeof(trace->frames), 0));
}

static __always_inline void comes_back(struct task_struct *task, __u64 now)
{
	__u32 tid = task->pid;
	struct blocked *entry = bpf_map_lookup_elem(&waiting, &tid);
	struct wait_key key = {};
	struct wait_sum first = {};
	struct wait_sum *sum;
	__u64 nanos;
	int i;

	if (!entry || !entry->since)
		return;
	nanos = now - entry->since;
	entry->since = 0;
	if (nanos >= min_nanos * VERY_LONG)
		entry->length = WAIT_VERY_LONG + ALTERNATING;
	else if (entry->length > WAIT_VERY_LONG)
		entry->length--;
	else
		entry->length = nanos < min_nanos ? WAIT_SHORT : WAIT_LONG;
	if (nanos < min_nanos) {
		count(COUNT_SHORT_NANOS, nanos);
		return;
	}
	if (entry->user_stack == STACK_NOT_TAKEN)
		count(COUNT_NOT_TAKEN, 1);
	key.tgid = entry->tgid;
	key.tid = tid;
	key.user_stack = entry->user_stack;
	key.kernel_stack = kernel_stack_of(task);
	sum = bpf_map_lookup_elem(&waits, &key);
	if (sum) {
		__sync_fetch_and_add(&sum->nanos, nanos);
		__sync_fetch_and_add(&sum->count, 1);
		return;
	}
	first.nanos = nanos;
	first.count = 1;
	for (i = 0; i < 16; i++)
		first.comm[i] = task->comm[i];
	if (bpf_map_update_elem(&waits, &key, &first, BPF_ANY))
		count(COUNT_WAITS_LOST, 1);
}

SEC("tp_btf/sched_switch")
int BPF_PROG(on_switch, bool preempted, struct task_struct *prev, struct task_struct *next)
{
	__u32 out = prev->tgid;
	__u32 in = next->tgid;
	bool from = out && (!target_tgid || out == target_tgid) && !(prev->flags & PF_KTHREAD) &&
		    !preempted && prev->__state;
	bool to = in && (!target_tgid || in == target_tgid) && !(next->flags & PF_KTHREAD);
	__u64 now;

	if (!from && !to)
		return 0;
	now = bpf_ktime_get_ns();
	if (from)
		leaves(prev, now);
	if (to)
		comes_back(next, now);
	return 0;
}
