/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* What runs on the processors: one record for each tick of a clock on each of them. */
#include <linux/bpf.h>
#include <linux/bpf_perf_event.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include "kernel.h"
#include "records.h"
#include "unwind.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

const volatile __u32 target_tgid = 0;

/* Whole words of the context, as the verifier wants them. */
struct context {
	volatile __u64 words[21];
};
#define CONTEXT_BP 4
#define CONTEXT_IP 16
#define CONTEXT_CS 17
#define CONTEXT_SP 19

SEC("perf_event")
int on_tick(struct bpf_perf_event_data *event)
{
	struct context *context = (struct context *)event;
	__u64 cs = context->words[CONTEXT_CS];
	__u64 ip = context->words[CONTEXT_IP];
	__u64 sp = context->words[CONTEXT_SP];
	__u64 bp = context->words[CONTEXT_BP];
	__u64 both = bpf_get_current_pid_tgid();
	__u32 tgid = both >> 32;
	__u64 kernel_stack = STACK_NONE;
	__u64 user = STACK_NONE;
	struct registers registers = { .ip = ip, .sp = sp, .bp = bp };
	struct task_struct *task;
	struct sample *sample;
	__u64 time;

	if (!tgid || (target_tgid && tgid != target_tgid))
		return 0;
	time = bpf_ktime_get_ns();
	task = bpf_get_current_task_btf();
	count(COUNT_SAMPLES, 1);
	if (!(cs & 3)) {
		struct trace *trace;
		__u32 zero = 0;
		struct pt_regs___kernel *saved;

		trace = bpf_map_lookup_elem(&scratch, &zero);
		if (!trace)
			return 0;
		kernel_stack = keep_kernel_stack(
			trace, bpf_get_stack(event, trace->frames, sizeof(trace->frames), 0));
		saved = (struct pt_regs___kernel *)bpf_task_pt_regs(task);
		cs = saved->cs;
		registers.ip = saved->ip;
		registers.sp = saved->sp;
		registers.bp = saved->bp;
	}
	if (task->flags & PF_KTHREAD)
		user = STACK_NONE;
	else if ((cs & 0xffff) == USER_CODE_32)
		user = STACK_32BIT;
	else if (cs & 3)
		user = user_stack(tgid, time, &registers);
	sample = bpf_ringbuf_reserve(&records, sizeof(*sample), 0);
	if (!sample) {
		count(COUNT_RING_LOST, 1);
		return 0;
	}
	sample->type = RECORD_SAMPLE;
	sample->cpu = bpf_get_smp_processor_id();
	sample->time = time;
	sample->tgid = tgid;
	sample->tid = (__u32)both;
	sample->kernel_stack = kernel_stack;
	sample->user_stack = user;
	bpf_get_current_comm(sample->comm, sizeof(sample->comm));
	bpf_ringbuf_submit(sample, BPF_RB_NO_WAKEUP);
	return 0;
}
