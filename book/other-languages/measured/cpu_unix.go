//go:build unix

package measured

import (
	"syscall"
	"time"
)

// cpuTime is the CPU time so far of this process with all its threads.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		Refuse("the system does not tell the CPU time: %v", err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
