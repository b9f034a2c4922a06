//! How many requests are in flight? The service is in memory and tokio's clock is paused: it moves only when no task can go
//! on. So when a request's second is over, all that could be in flight with it have been.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use gates::{HighWater, Service, Tally, draw, watched};
use tokio::runtime::Builder;
use tokio::time::sleep;
use too_many_at_once::{NoAnswer, PLACES, ask_all};

const SECOND: Duration = Duration::from_secs(1);
const REQUESTS: u64 = 1_000;

type Answer = Result<u64, NoAnswer>;

/// Your function; `until(id)` is what an answer of the service waits for.
fn ask(service: Service, until: impl Fn(u64) -> BoxFuture<'static, ()> + Send + Sync + 'static) -> Vec<Answer> {
    let until = Arc::new(until);
    let ask = move |id| {
        let until = Arc::clone(&until);
        async move {
            let answer = service.answer(id, async { until(id).await }).await;
            answer.map_err(|refused| NoAnswer(refused.to_string()))
        }
    };
    watched(move || {
        let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(ask_all((0..REQUESTS).collect(), ask))
    })
}

fn assert_all(service: Service, answers: &[Answer]) {
    let n = answers.len();
    assert!(n as u64 == REQUESTS, "LOST: {REQUESTS} requests, and {n} results. A request that failed has one too.");
    for (id, answer) in (0..).zip(answers) {
        assert!(
            *answer == service.expected(id).map_err(|refused| NoAnswer(refused.to_string())),
            "OUT OF ORDER: result {id} does not belong to request {id}."
        );
    }
    let asked = service.in_flight().entered();
    assert!(asked as u64 == REQUESTS, "ASKED AGAIN: {REQUESTS} requests were to be sent, and {asked} were.");
}

fn assert_eight(most: usize, when: &str) {
    assert!(
        most <= PLACES,
        "TOO MANY: {most} requests were in flight at the same time{when}.\n\
         The service takes {PLACES}."
    );
    assert!(
        most >= PLACES,
        "TOO FEW: never more than {most} requests were in flight{when}.\n\
         The service takes {PLACES}."
    );
}

#[test]
fn eight_are_in_flight_and_never_more() {
    let service = Service::new();
    // Some answers take longer than others.
    let answers = ask(service, |_| Box::pin(sleep(SECOND * draw(1..=3) as u32)));
    assert_eight(service.in_flight().most(), "");
    assert!(answers.len() as u64 == REQUESTS, "LOST: {REQUESTS} requests, and {} results.", answers.len());
}

#[test]
fn a_failing_request_gives_its_place_back() {
    // Less than there are places: if failures keep theirs, the rest still gets through, only slower.
    let first = draw(0..=100);
    let service = Service::new().failing(first..first + PLACES as u64 - 1);
    let afterwards = HighWater::new();
    let answers = ask(service, move |id| {
        Box::pin(async move {
            let _inside = (id > REQUESTS / 2).then(|| afterwards.enter());
            sleep(SECOND).await;
        })
    });
    assert_eight(afterwards.most(), " after some had failed");
    assert_all(service, &answers);
}

#[test]
fn a_slow_request_holds_one_place() {
    let (service, done, overtaken) = (Service::new(), Tally::new(), Tally::new());
    let (others, before) = (REQUESTS as usize - 1, Tally::new());
    // Not the first of its eight: so waves of eight and answers that wait for their turn can be told apart.
    let slow = 8 * draw(1..=100) + draw(1..=6);
    ask(service, move |id| {
        Box::pin(async move {
            if id != slow {
                sleep(SECOND).await;
                done.one_more();
            } else if done.wait_for_async(others).await {
                overtaken.one_more();
            } else {
                (0..done.count()).for_each(|_| before.one_more());
            }
        })
    });
    let before = before.count();
    let most = service.in_flight().most();
    assert!(most > 1, "TOO FEW: never more than one request was in flight. The service takes {PLACES}.");
    assert!(
        overtaken.count() == 1 || before != slow as usize + PLACES - 1,
        "HELD UP: answers that came wait for their turn behind request {slow}, which\n\
         takes long, and keep their places meanwhile. Seven places stood empty: only\n\
         {before} of {others} others were answered."
    );
    assert!(
        overtaken.count() == 1,
        "HELD UP: request {slow} takes long, and the other seven places stood empty until\n\
         it was answered: only {before} of {others} others had been answered by then."
    );
}

#[test]
fn results_keep_the_order() {
    let service = Service::new();
    let answers = ask(service, |id| Box::pin(sleep(SECOND * if id % 5 == 0 { 3 } else { 1 })));
    assert_all(service, &answers);
}
