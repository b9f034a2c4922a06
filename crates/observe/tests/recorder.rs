//! What a recorder takes for a task's time, and what it doesn't.

use std::sync::mpsc;
use std::thread;

use observe::Recorder;
use tracing::{info_span, subscriber};

#[test]
fn only_spans_with_a_task_are_recorded() {
    let recorder = Recorder::new();
    let (_, timeline) = subscriber::with_default(recorder.subscriber(), || {
        recorder.record("some", || {
            info_span!("library").in_scope(|| ());
            info_span!("part", task = 7).in_scope(|| info_span!("inner").in_scope(|| ()));
            info_span!("part", task = "osprey.jpg").in_scope(|| ());
            tracing::info!(task = 1, "an event is no span");
        })
    });
    assert_eq!(timeline.tasks, ["part 7", "osprey.jpg"]);
    assert_eq!(timeline.turns(), [0, 1]);
    assert!(timeline.slices.iter().all(|slice| slice.start <= slice.end && slice.end <= timeline.length));
}

#[test]
fn spans_from_outside_a_recording_stay_outside() {
    let recorder = Recorder::new();
    subscriber::with_default(recorder.subscriber(), || {
        let before = info_span!("before", task = 0);
        let (during, first) = recorder.record("first", || {
            before.in_scope(|| ());
            info_span!("during", task = 1)
        });
        assert_eq!(first.slices, [], "made before it began");
        during.in_scope(|| ());
        let (_, second) = recorder.record("second", || during.in_scope(|| ()));
        assert_eq!((second.slices.len(), second.tasks.len()), (0, 0), "made in another recording");
        let entered = before.enter();
        let (_, third) = recorder.record("third", || drop(entered));
        assert_eq!(third.slices, [], "entered before it began");
    });
}

#[test]
fn one_task_entered_again_and_again_is_one_row() {
    let recorder = Recorder::new();
    let (_, timeline) = subscriber::with_default(recorder.subscriber(), || {
        recorder.record("twice", || {
            let span = info_span!("part", task = 0);
            let same = span.clone();
            span.in_scope(|| ());
            drop(span);
            same.in_scope(|| ());
            info_span!("part", task = 0).in_scope(|| ());
        })
    });
    assert_eq!(timeline.tasks, ["part 0"]);
    assert_eq!(timeline.slices.len(), 3);
}

#[test]
fn spans_that_are_left_out_of_order_keep_their_times() {
    let recorder = Recorder::new();
    let (_, timeline) = subscriber::with_default(recorder.subscriber(), || {
        recorder.record("crossed", || {
            let (first, second) = (info_span!("first", task = 0), info_span!("second", task = 1));
            let (in_first, in_second) = (first.enter(), second.enter());
            drop(in_first);
            drop(in_second);
        })
    });
    let [first, second] = timeline.slices[..] else { panic!("two slices: {timeline:?}") };
    assert_eq!((first.task, second.task), (0, 1));
    assert!(first.start <= second.start && second.start <= first.end && first.end <= second.end);
    assert_eq!(timeline.most_at_once(), 2);
}

#[test]
fn threads_stand_in_natural_order_and_namesakes_are_told_apart() {
    let recorder = Recorder::new();
    let (_, timeline) = recorder.record("threads", || {
        for name in ["worker 10", "worker 2", "same", "same"] {
            let subscriber = recorder.subscriber();
            let work = move || {
                subscriber::with_default(subscriber, || info_span!("part", task = 0).in_scope(|| ()));
            };
            thread::Builder::new().name(name.to_owned()).spawn(work).expect("a thread").join().expect("it ends");
        }
    });
    assert_eq!(timeline.threads, ["same #1", "same #2", "worker 2", "worker 10"]);
}

#[test]
fn two_threads_inside_their_tasks_at_once_are_seen_as_such() {
    let recorder = Recorder::new();
    let (_, timeline) = recorder.record("both", || {
        let (to_first, first_hears) = mpsc::channel();
        let (to_second, second_hears) = mpsc::channel();
        let part = |task: usize, tell: mpsc::Sender<()>, hear: mpsc::Receiver<()>| {
            let subscriber = recorder.subscriber();
            move || {
                subscriber::with_default(subscriber, || {
                    info_span!("part", task).in_scope(|| {
                        // Each is inside while the other one is.
                        tell.send(()).expect("the other hears");
                        hear.recv().expect("the other tells");
                    });
                });
            }
        };
        let (first, second) = (part(0, to_second, first_hears), part(1, to_first, second_hears));
        thread::scope(|scope| {
            scope.spawn(first);
            scope.spawn(second);
        });
    });
    assert_eq!(timeline.most_at_once(), 2);
}
