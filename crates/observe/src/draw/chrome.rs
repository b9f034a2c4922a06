//! The timeline as a Chrome trace: <https://ui.perfetto.dev> and `chrome://tracing` open it.

use serde_json::{Value, json};

use crate::timeline::Timeline;

/// The timelines as one JSON object in the "Trace Event Format" of the Chromium project: each timeline is a
/// process, each thread a thread, each slice a complete event (`ph: "X"`) with times in microseconds.
#[must_use]
pub fn chrome_trace(timelines: &[Timeline]) -> Value {
    let mut events = Vec::new();
    for (process, timeline) in timelines.iter().enumerate() {
        let pid = process + 1;
        events.push(json!({ "name": "process_name", "ph": "M", "pid": pid, "args": { "name": timeline.title } }));
        for (thread, name) in timeline.threads.iter().enumerate() {
            let tid = thread + 1;
            events.push(json!({ "name": "thread_name", "ph": "M", "pid": pid, "tid": tid, "args": { "name": name } }));
        }
        for slice in &timeline.slices {
            events.push(json!({
                "name": timeline.tasks[slice.task],
                "cat": "task",
                "ph": "X",
                "ts": micros(slice.start),
                "dur": micros(slice.end - slice.start),
                "pid": pid,
                "tid": slice.thread + 1,
            }));
        }
    }
    json!({ "displayTimeUnit": "ms", "traceEvents": events })
}

/// Microseconds with three decimals: the clock gives nanoseconds.
pub(crate) fn micros(duration: std::time::Duration) -> f64 {
    duration.as_nanos() as f64 / 1e3
}
