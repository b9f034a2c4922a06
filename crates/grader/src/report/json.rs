//! The proof as data.

use serde_json::{Value, json};

use crate::exercise::Exercise;
use crate::prove::{Options, Proof, Proven};

/// For each answer, what it declares and how often it got which verdict. Times are in seconds.
#[must_use]
pub fn json(exercises: &[Exercise], options: &Options, proof: &Proof) -> Value {
    let lacks: Vec<Value> = exercises
        .iter()
        .filter(|one| !one.lacks.is_empty())
        .map(|one| json!({ "exercise": one.title(), "lacks": one.lacks }))
        .collect();
    json!({
        "repeat": options.repeat,
        "workers": options.workers,
        "seconds": seconds(proof.spent),
        "differ": proof.differing().count(),
        "lacks": lacks,
        "answers": proof.answers.iter().map(answer).collect::<Vec<_>>(),
    })
}

fn answer(proven: &Proven) -> Value {
    let declared = &proven.answer.declared;
    let verdicts = proven.verdicts.iter().map(|(verdict, times)| {
        let (failed, diagnosis) = (&verdict.failed, verdict.diagnosis && !declared.because.is_empty());
        json!({ "verdict": verdict.word, "failed": failed, "diagnosis": diagnosis, "times": times })
    });
    json!({
        "exercise": proven.exercise,
        "answer": proven.answer.name,
        "fails": declared.fails,
        "because": declared.because,
        "may_fail": declared.may_fail,
        "verdicts": verdicts.collect::<Vec<_>>(),
        "differs": proven.differs,
        "build_s": seconds(proven.build),
        "runs_s": proven.runs.iter().copied().map(seconds).collect::<Vec<_>>(),
    })
}

fn seconds(time: std::time::Duration) -> f64 {
    (time.as_secs_f64() * 1e3).round() / 1e3
}
