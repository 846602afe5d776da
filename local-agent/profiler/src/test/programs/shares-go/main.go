// Four functions that take 50, 30, 15 and 5 of 100 parts of the time, until the seconds that are given are over.
package main

import (
	"os"
	"strconv"
	"time"
)

var sink uint64

//go:noinline
func spin(n uint64) uint64 {
	x := n | 1
	for i := uint64(0); i < n; i++ {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}

//go:noinline
func fifty(unit uint64) { sink += spin(50 * unit) }

//go:noinline
func thirty(unit uint64) { sink += spin(30 * unit) }

//go:noinline
func fifteen(unit uint64) { sink += spin(15 * unit) }

//go:noinline
func five(unit uint64) { sink += spin(5 * unit) }

func main() {
	seconds := 10.0
	if len(os.Args) > 1 {
		if given, err := strconv.ParseFloat(os.Args[1], 64); err == nil {
			seconds = given
		}
	}
	end := time.Now().Add(time.Duration(seconds * float64(time.Second)))
	for time.Now().Before(end) {
		fifty(20000)
		thirty(20000)
		fifteen(20000)
		five(20000)
	}
}
