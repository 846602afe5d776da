/*
 * Loads whose work can be counted: "cpu" computes twenty calls deep, "switches" has two threads of one processor hand a
 * byte to each other and compute a little between, "calls" asks the kernel for the parent's id. Runs for the seconds
 * that are given; prints its operations, its CPU time in nanoseconds and how often it gave a processor up.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Rounds of work between two switches. */
#define WORK 2000

static volatile uint64_t sink;
static int there[2];
static int back[2];

static uint64_t now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1000000000ULL + time.tv_nsec;
}

__attribute__((noinline)) static uint64_t spin(uint64_t n)
{
	uint64_t x = n | 1;

	for (uint64_t i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
	}
	return x;
}

__attribute__((noinline)) static uint64_t deep(int depth, uint64_t n)
{
	return depth ? deep(depth - 1, n) + 1 : spin(n);
}

static uint64_t compute(uint64_t end)
{
	uint64_t done = 0;

	while (now(CLOCK_MONOTONIC) < end) {
		for (int i = 0; i < 100; i++)
			sink += deep(20, 10000 | (sink & 1));
		done += 100;
	}
	return done;
}

static void *answer(void *unused)
{
	char byte;

	while (read(there[0], &byte, 1) == 1 && byte) {
		sink += spin(WORK | (sink & 1));
		if (write(back[1], &byte, 1) != 1)
			break;
	}
	return unused;
}

static uint64_t hand_over(uint64_t end)
{
	pthread_t other;
	cpu_set_t one;
	uint64_t done = 0;
	char byte = 1;

	CPU_ZERO(&one);
	CPU_SET(0, &one);
	if (sched_setaffinity(0, sizeof(one), &one) || pipe(there) || pipe(back) ||
	    pthread_create(&other, NULL, answer, NULL))
		exit(1);
	while (now(CLOCK_MONOTONIC) < end) {
		for (int i = 0; i < 1000; i++) {
			sink += spin(WORK | (sink & 1));
			if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
				exit(1);
		}
		done += 1000;
	}
	byte = 0;
	if (write(there[1], &byte, 1) != 1)
		exit(1);
	pthread_join(other, NULL);
	return done;
}

static uint64_t call(uint64_t end)
{
	uint64_t done = 0;

	while (now(CLOCK_MONOTONIC) < end) {
		for (int i = 0; i < 100000; i++)
			syscall(SYS_getppid);
		done += 100000;
	}
	return done;
}

int main(int count, char **arguments)
{
	const char *what = count > 1 ? arguments[1] : "cpu";
	uint64_t end = now(CLOCK_MONOTONIC) + (count > 2 ? atof(arguments[2]) : 5) * 1e9;
	struct rusage use;
	uint64_t done;

	if (!strcmp(what, "switches"))
		done = hand_over(end);
	else if (!strcmp(what, "calls"))
		done = call(end);
	else
		done = compute(end);
	getrusage(RUSAGE_SELF, &use);
	printf("%llu %llu %ld\n", (unsigned long long)done, (unsigned long long)now(CLOCK_PROCESS_CPUTIME_ID),
	       use.ru_nvcsw);
	return 0;
}
