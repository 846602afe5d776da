/*
 * Two threads that go through the same few stacks, until the seconds that are given are over: calls of several depths,
 * through a pointer, through the C library and into the kernel.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile uint64_t sink;
static double end;

#define LEAF(name, shift)                                               \
	__attribute__((noinline)) static uint64_t name(uint64_t rounds) \
	{                                                               \
		uint64_t x = rounds | 1;                                \
		for (uint64_t i = 0; i < rounds; i++) {                 \
			x ^= x << (shift);                              \
			x ^= x >> 7;                                    \
			x ^= x << 17;                                   \
		}                                                       \
		sink += x;                                              \
		return x;                                               \
	}

LEAF(parse, 13)
LEAF(hash, 11)
LEAF(encode, 9)

__attribute__((noinline)) static uint64_t descend(int depth, uint64_t rounds)
{
	uint64_t x = depth ? descend(depth - 1, rounds) : hash(rounds);

	/* Not a loop: there is something to be done after each call. */
	sink ^= x;
	return x;
}

__attribute__((noinline)) static int compare(const void *one, const void *other)
{
	return (encode(*(const int *)one + 40) & 1) ? 1 : *(const int *)one - *(const int *)other;
}

__attribute__((noinline)) static void sort(void)
{
	int numbers[2] = { 3, 1 };

	for (int i = 0; i < 400; i++)
		qsort(numbers, 2, sizeof(numbers[0]), compare);
}

__attribute__((noinline)) static void ask(void)
{
	for (int i = 0; i < 150; i++)
		syscall(SYS_getppid);
}

static uint64_t (*volatile through)(uint64_t) = parse;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

__attribute__((noinline)) static void *work(void *unused)
{
	while (now() < end) {
		through(60000);
		descend(3, 30000);
		descend(30, 20000);
		sort();
		ask();
	}
	return unused;
}

int main(int count, char **arguments)
{
	pthread_t other;

	end = now() + (count > 1 ? atof(arguments[1]) : 10);
	if (pthread_create(&other, NULL, work, NULL))
		return 1;
	work(NULL);
	return pthread_join(other, NULL);
}
