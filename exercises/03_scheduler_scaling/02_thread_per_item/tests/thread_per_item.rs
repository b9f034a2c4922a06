//! How many threads have a document at the same instant, and how many different ones in all? A gate inside the work holds
//! each thread that comes, until it is certain that nobody else will come: all other threads sleep.

use std::panic::resume_unwind;

use gates::{Gate, HighWater, Tally, draw, watched};
use thread_per_item::{Document, Panicked, distinct_words, index_all};

/// Documents of random words; their number is drawn too, and is larger than a hundred for each core.
fn documents() -> Vec<Document> {
    let text = || (0..draw(5..=40)).map(|_| format!("word{} ", draw(0..=60))).collect();
    (0..draw(401..=499) as usize).map(|number| Document { number, text: text() }).collect()
}

/// Your function.
fn on_cores<F>(cores: usize, documents: &[Document], index: F) -> Vec<Result<usize, Panicked>>
where
    F: Fn(&Document) -> usize + Send + Sync + 'static,
{
    let documents = documents.to_vec();
    watched(move || index_all(&documents, cores, index))
}

/// The most documents that had a thread at the same instant.
fn most_at_once(cores: usize) -> usize {
    threads_on(cores, &documents()).0
}

/// The most documents that had a thread at the same instant, and the number of different threads in all.
fn threads_on(cores: usize, documents: &[Document]) -> (usize, usize) {
    let (gate, calls) = (Gate::opens_when_quiet(cores), HighWater::new());
    on_cores(cores, documents, move |document| {
        let _call = calls.enter();
        gate.pass();
        distinct_words(document)
    });
    (gate.most_inside(), calls.threads())
}

#[test]
fn all_cores_have_a_document_at_once() {
    for cores in [2, 4] {
        let most = most_at_once(cores);
        assert!(
            most > 1,
            "ONE AFTER ANOTHER: there are {cores} cores, and never more than one thread had\n\
             a document. While it worked, all the others slept."
        );
        assert!(
            most >= cores,
            "IDLE CORES: there are {cores} cores, and never more than {most} threads had a\n\
             document at the same instant."
        );
    }
}

#[test]
fn never_more_documents_at_once_than_cores() {
    for cores in [2, 4] {
        let most = most_at_once(cores);
        assert!(
            most <= cores,
            "TOO MANY AT ONCE: {most} threads had a document at the same instant, on {cores} cores.\n\
             All but {cores} of them wait for a core, and each holds its stack and its document."
        );
    }
}

#[test]
fn the_threads_are_started_once() {
    for cores in [2, 4] {
        let documents = documents();
        let ((_, threads), documents) = (threads_on(cores, &documents), documents.len());
        assert!(
            threads < documents,
            "A THREAD A DOCUMENT: {documents} documents were indexed by {threads} different threads,\n\
             on {cores} cores. To start a thread and to end it is work too."
        );
        assert!(
            threads <= cores,
            "TOO MANY THREADS: {documents} documents were indexed by {threads} different threads, on\n\
             {cores} cores."
        );
    }
}

#[test]
fn a_free_worker_takes_the_next_document() {
    for cores in [2, 4] {
        let documents = documents();
        // The slow one is the first of all, then the last of all.
        for slow in [0, documents.len() - 1] {
            let enough = 3 * cores;
            let (others, overtaken) = (Tally::new(), Tally::new());
            on_cores(cores, &documents, move |document| {
                if document.number != slow {
                    others.one_more();
                } else if others.wait_for(enough) {
                    overtaken.one_more();
                }
                distinct_words(document)
            });
            assert!(
                overtaken.count() == 1,
                "IDLE PLACES: document {slow} took long. While one of {cores} workers had it, nobody\n\
                 did {enough} others in the meantime: the places of those who were done stayed empty."
            );
        }
    }
}

#[test]
fn each_document_is_done_once_and_in_order() {
    let documents = documents();
    let (calls, others) = (HighWater::new(), Tally::new());
    let results = on_cores(3, &documents, move |document| {
        let _call = calls.enter();
        // The first one takes longer than three others, if another worker is there to do those.
        if document.number > 0 {
            others.one_more();
        } else {
            _ = others.wait_for(3);
        }
        distinct_words(document)
    });
    let (calls, all) = (calls.entered(), documents.len());
    assert!(calls == all, "LOST OR DONE TWICE: {all} documents, and {calls} calls of index");
    assert!(results.len() == all, "LOST: {all} documents, and {} results", results.len());
    for (number, (document, result)) in documents.iter().zip(results).enumerate() {
        assert!(
            result == Ok(distinct_words(document)),
            "OUT OF ORDER: result {number} does not belong to document {number}. The first one\n\
             took longest; do the results stand in the order in which they were done?"
        );
    }
}

#[test]
fn a_panic_costs_only_its_own_result() {
    for cores in [1, 3] {
        let documents = documents();
        let all = documents.len();
        // More than there are workers: a worker lost to each would leave none.
        let first = draw(0..=all as u64 / 2) as usize;
        let bad = first..first + 8;
        let is_bad = bad.clone();
        let results = on_cores(cores, &documents, move |document| {
            if is_bad.contains(&document.number) {
                // A panic that prints nothing.
                resume_unwind(Box::new("a document that is meant to panic"));
            }
            distinct_words(document)
        });
        assert!(results.len() == all, "LOST: documents {bad:?} panic; {all} documents, and {} results", results.len());
        for (number, (document, result)) in documents.iter().zip(results).enumerate() {
            let expected = if bad.contains(&number) { Err(Panicked) } else { Ok(distinct_words(document)) };
            assert!(
                result == expected,
                "LOST: documents {bad:?} panic, and result {number} is {result:?} in place of\n{expected:?}."
            );
        }
    }
}

#[test]
fn no_documents_no_results() {
    let results = on_cores(2, &[], distinct_words);
    assert!(results.is_empty(), "TOO MANY: no document, and results: {results:?}");
}
