/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* The few fields of kernel structures that are read; their places are found at load (CO-RE). */
#ifndef EYEPIECE_KERNEL_H
#define EYEPIECE_KERNEL_H

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct task_struct {
	int pid;
	int tgid;
	unsigned int flags;
	unsigned int __state;
	char comm[16];
};

struct pt_regs___kernel {
	unsigned long bp;
	unsigned long ip;
	unsigned long cs;
	unsigned long sp;
};

#pragma clang attribute pop

#define PF_EXITING 0x00000004
#define PF_KTHREAD 0x00200000
#define TASK_DEAD 0x00000080
#define USER_CODE_32 0x23

#endif
