/*
 * Four functions that take 50, 30, 15 and 5 of 100 parts of the time, until the seconds that are given are over. Rounds
 * are of any length, since samples would else come at the same places of rounds that go on a whole number of ticks.
 */
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

static volatile uint64_t sink;

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

__attribute__((noinline)) void fifty(uint64_t unit) { sink += spin(50 * unit); }
__attribute__((noinline)) void thirty(uint64_t unit) { sink += spin(30 * unit); }
__attribute__((noinline)) void fifteen(uint64_t unit) { sink += spin(15 * unit); }
__attribute__((noinline)) void five(uint64_t unit) { sink += spin(5 * unit); }

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **arguments)
{
	double end = now() + (count > 1 ? atof(arguments[1]) : 10);

	while (now() < end) {
		uint64_t unit = 10000 + (uint64_t)random() % 20000;

		fifty(unit);
		thirty(unit);
		fifteen(unit);
		five(unit);
	}
	return 0;
}
