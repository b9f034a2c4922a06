package measured

import (
	"os"
	"strconv"
	"strings"
)

// PeakMemory is the most memory that this process has had, in bytes. Linux tells; elsewhere ok is false.
func PeakMemory() (bytes int, ok bool) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "VmHWM:" {
			kib, err := strconv.Atoi(fields[1])
			return kib * 1024, err == nil
		}
	}
	return 0, false
}
