package measured

import (
	"syscall"
	"time"
)

// cpuTime is the CPU time so far of this process with all its threads.
func cpuTime() time.Duration {
	var created, exited, kernel, user syscall.Filetime
	process, err := syscall.GetCurrentProcess()
	if err == nil {
		err = syscall.GetProcessTimes(process, &created, &exited, &kernel, &user)
	}
	if err != nil {
		Refuse("the system does not tell the CPU time: %v", err)
	}
	return ticks(kernel) + ticks(user)
}

// ticks is a span of time that Windows counts in units of 100 ns.
func ticks(span syscall.Filetime) time.Duration {
	return time.Duration(int64(span.HighDateTime)<<32|int64(span.LowDateTime)) * 100
}
