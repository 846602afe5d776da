/* A crowd: twelve threads that wait briefly and often, until they are killed. */
#include <pthread.h>
#include <time.h>

#define THREADS 12

static void *briefly(void *argument)
{
	struct timespec time = { .tv_nsec = 200000 };

	for (;;)
		nanosleep(&time, NULL);
	return argument;
}

int main(void)
{
	pthread_t one;

	for (int i = 1; i < THREADS; i++)
		pthread_create(&one, NULL, briefly, NULL);
	briefly(NULL);
	return 0;
}
