// Package measured is what the Go programs here share: measuring, printing, and refusing to show a time for a wrong
// result.
package measured

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

// Row is one measurement; Extras are figures that only some programs have.
type Row struct {
	Name   string
	Wall   time.Duration
	CPU    time.Duration
	Extras map[string]any
}

// Measure runs work and returns its times.
func Measure(name string, extras map[string]any, work func()) Row {
	cpu, start := cpuTime(), time.Now()
	work()
	return Row{Name: name, Wall: time.Since(start), CPU: cpuTime() - cpu, Extras: extras}
}

// Check ends the program, before any time is shown, if a result is wrong.
func Check(holds bool, otherwise string, values ...any) {
	if !holds {
		fmt.Fprintf(os.Stderr, "WRONG: "+otherwise+"\n", values...)
		os.Exit(1)
	}
}

// Refuse ends the program for what it was given: exit code 2.
func Refuse(sentence string, values ...any) {
	fmt.Fprintf(os.Stderr, sentence+"\n", values...)
	os.Exit(2)
}

// Arguments reads the flags that all programs have, and those that were declared before. It returns the ways to go,
// and whether the rows are wanted as JSON.
func Arguments(ways []string) (chosen []string, asJSON bool) {
	only := flag.String("only", "", "one of: "+strings.Join(ways, ", "))
	flag.BoolVar(&asJSON, "json", false, "print the rows as JSON")
	flag.Parse()
	if *only == "" {
		return ways, asJSON
	}
	if !slices.Contains(ways, *only) {
		Refuse("--only %q is not one of: %s", *only, strings.Join(ways, ", "))
	}
	return []string{*only}, asJSON
}

// Positive refuses a number below 1.
func Positive(flagName string, number int) {
	if number < 1 {
		Refuse("--%s %d is not a whole number from 1 up", flagName, number)
	}
}

// Show prints the rows, as a table or as JSON.
func Show(rows []Row, asJSON bool) {
	if asJSON {
		printJSON(rows)
		return
	}
	fmt.Printf("%-24s%11s%11s%12s\n", "", "wall", "CPU", "cores used")
	for _, row := range rows {
		used := row.CPU.Seconds() / row.Wall.Seconds()
		fmt.Printf("%-24s%9.4f s%9.4f s%12.3f", row.Name, row.Wall.Seconds(), row.CPU.Seconds(), used)
		for _, name := range slices.Sorted(maps.Keys(row.Extras)) {
			fmt.Printf("  %s %v", name, row.Extras[name])
		}
		fmt.Println()
	}
}

func printJSON(rows []Row) {
	out := make([]map[string]any, len(rows))
	for i, row := range rows {
		out[i] = map[string]any{
			"name":       row.Name,
			"wall_s":     row.Wall.Seconds(),
			"cpu_s":      row.CPU.Seconds(),
			"cores_used": row.CPU.Seconds() / row.Wall.Seconds(),
		}
		maps.Copy(out[i], row.Extras)
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		Refuse("the rows can't be written: %v", err)
	}
}
