//go:build ignore

// Lesson 3 in Go: the same goroutines on one processor and on all of them; goroutines that sleep; and a goroutine
// that computes beside one that wants its turn now and then.
//
//	go run scheduler.go
package main

import (
	"flag"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"other-languages/measured"
)

const tasks = 8

// ANCHOR: work
func cpuIntensiveWork(steps int) int {
	result := 0
	for i := range steps {
		result += i % 1000
	}
	return result
}

// ANCHOR_END: work

// expected is the same sum by formula.
func expected(steps int) int {
	whole, rest := steps/1000, steps%1000
	return whole*(999*1000/2) + rest*(rest-1)/2
}

// ANCHOR: run_with_procs
// runWithProcs runs a goroutine for each task; only procs of them may run at the same instant.
func runWithProcs(procs int, task func() int) []int {
	before := runtime.GOMAXPROCS(procs)
	defer runtime.GOMAXPROCS(before)
	results := make([]int, tasks)
	var all sync.WaitGroup
	for i := range tasks {
		all.Go(func() { results[i] = task() })
	}
	all.Wait()
	return results
}

// ANCHOR_END: run_with_procs

// ANCHOR: heartbeat
// heartbeat computes on the one processor there is, and counts how often another goroutine, which only wants to be
// woken every 10 ms, got its turn meanwhile.
func heartbeat(steps int) (result int, beats int64) {
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	var count atomic.Int64
	var done atomic.Bool
	go func() {
		for !done.Load() {
			time.Sleep(10 * time.Millisecond)
			count.Add(1)
		}
	}()
	runtime.Gosched() // the heart begins to beat
	result = cpuIntensiveWork(steps)
	beats = count.Load()
	done.Store(true)
	return result, beats
}

// ANCHOR_END: heartbeat

func main() {
	steps := flag.Int("steps", 50_000_000, "steps of a task")
	sleep := flag.Duration("sleep", 500*time.Millisecond, "how long the waiting tasks wait")
	chosen, asJSON := measured.Arguments([]string{"cpu 1 proc", "cpu all procs", "sleep 1 proc", "sleep all procs", "heartbeat"})
	measured.Positive("steps", *steps)

	compute := func() int { return cpuIntensiveWork(*steps) }
	wait := func() int { time.Sleep(*sleep); return 0 }
	ways := map[string]struct {
		procs int
		task  func() int
		want  int
	}{
		"cpu 1 proc":      {1, compute, expected(*steps)},
		"cpu all procs":   {runtime.NumCPU(), compute, expected(*steps)},
		"sleep 1 proc":    {1, wait, 0},
		"sleep all procs": {runtime.NumCPU(), wait, 0},
	}

	var rows []measured.Row
	for _, name := range chosen {
		if name == "heartbeat" {
			var result int
			var beats int64
			row := measured.Measure(name, map[string]any{}, func() { result, beats = heartbeat(tasks * *steps) })
			measured.Check(result == expected(tasks**steps), "the sum is %d", result)
			row.Extras["beats"] = beats
			rows = append(rows, row)
			continue
		}
		way := ways[name]
		var results []int
		extras := map[string]any{"procs": way.procs}
		if way.want != 0 {
			extras["steps"] = *steps
		}
		row := measured.Measure(name, extras, func() { results = runWithProcs(way.procs, way.task) })
		for _, result := range results {
			measured.Check(result == way.want, "%s: a sum is %d", name, result)
		}
		rows = append(rows, row)
	}
	measured.Show(rows, asJSON)
}
