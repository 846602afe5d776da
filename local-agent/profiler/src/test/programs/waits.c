/*
 * Waits: "sleep" sleeps 40 ms at a time; "lock" has two threads take one lock, each holding it for 20 ms. Prints how
 * many nanoseconds the waits of the named kind took by the program's own clock.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define ROUNDS 40

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t waited[2];

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ULL + time.tv_nsec;
}

static void pause_for(long nanos)
{
	struct timespec time = { .tv_nsec = nanos };

	nanosleep(&time, NULL);
}

__attribute__((noinline)) void sleeper(void)
{
	uint64_t start = now();

	pause_for(40000000);
	waited[0] += now() - start;
}

__attribute__((noinline)) void take(int which)
{
	uint64_t start = now();

	pthread_mutex_lock(&lock);
	waited[which] += now() - start;
}

static void *contend(void *argument)
{
	int which = argument != NULL;

	for (int i = 0; i < ROUNDS; i++) {
		take(which);
		pause_for(20000000);
		pthread_mutex_unlock(&lock);
		pause_for(1000000);
	}
	return NULL;
}

int main(int count, char **arguments)
{
	if (count > 1 && !strcmp(arguments[1], "lock")) {
		pthread_t other;

		pthread_create(&other, NULL, contend, &lock);
		contend(NULL);
		pthread_join(other, NULL);
	} else {
		for (int i = 0; i < ROUNDS; i++)
			sleeper();
	}
	printf("%llu\n", (unsigned long long)(waited[0] + waited[1]));
	return 0;
}
