//go:build ignore

// Lesson 4 in Go: four goroutines add one to one counter, 100,000 times each.
//
//	go run counter.go
//	go run -race counter.go
package main

import (
	"flag"
	"sync"
	"sync/atomic"

	"other-languages/measured"
)

const goroutines = 4

// ANCHOR: plain
var counter int

func plain(times int) {
	for range times {
		counter++
	}
}

// ANCHOR_END: plain

// ANCHOR: with_a_mutex
var (
	locked int
	mutex  sync.Mutex
)

func withAMutex(times int) {
	for range times {
		mutex.Lock()
		locked++
		mutex.Unlock()
	}
}

// ANCHOR_END: with_a_mutex

// ANCHOR: with_an_atomic
var atomically atomic.Int64

func withAnAtomic(times int) {
	for range times {
		atomically.Add(1)
	}
}

// ANCHOR_END: with_an_atomic

// ANCHOR: load_and_store
var separately atomic.Int64

// Each step is atomic, the two together are not: no data race, and updates get lost.
func loadAndStore(times int) {
	for range times {
		read := separately.Load()
		separately.Store(read + 1)
	}
}

// ANCHOR_END: load_and_store

// ANCHOR: count
func countOnGoroutines(increment func(times int), times int) {
	var all sync.WaitGroup
	for range goroutines {
		all.Go(func() { increment(times) })
	}
	all.Wait()
}

// ANCHOR_END: count

func main() {
	times := flag.Int("times", 100_000, "increments of a goroutine")
	chosen, asJSON := measured.Arguments([]string{"plain", "load and store", "mutex", "atomic"})
	measured.Positive("times", *times)
	ways := map[string]struct {
		increment func(int)
		result    func() int
	}{
		"plain":          {plain, func() int { return counter }},
		"load and store": {loadAndStore, func() int { return int(separately.Load()) }},
		"mutex":          {withAMutex, func() int { return locked }},
		"atomic":         {withAnAtomic, func() int { return int(atomically.Load()) }},
	}

	var rows []measured.Row
	for _, name := range chosen {
		way, expected := ways[name], goroutines**times
		row := measured.Measure(name, map[string]any{}, func() { countOnGoroutines(way.increment, *times) })
		lost := expected - way.result()
		// A wrong count is what this program is about; more than was added, or a lock that loses, is another matter.
		measured.Check(0 <= lost && lost < expected, "%s: %d lost of %d", name, lost, expected)
		measured.Check(name == "plain" || name == "load and store" || lost == 0, "%s lost %d of %d", name, lost, expected)
		row.Extras = map[string]any{"expected": expected, "lost": lost}
		rows = append(rows, row)
	}
	measured.Show(rows, asJSON)
}
