//! How many requests are in flight at the same time? The server of these tests answers nobody until four are, or until it is
//! certain that no more will come: all threads sleep. All runs on one thread, which is enough.

use futures_util::future::BoxFuture;
use gates::{Gate, HttpServer, Opened, Replies, Service, Tally, draw, watched};
use one_after_another::{NoPage, fetch_all, get};
use reqwest::Client;
use tokio::runtime::Builder;

/// So many must be in flight before the first is answered.
const TOGETHER: usize = 4;

type Page = Result<String, NoPage>;

/// Your function, on a runtime with one thread.
fn on_one_thread<R>(urls: Vec<String>, fetch: impl Fn(String) -> R + Clone + Send + Sync + 'static) -> Vec<Page>
where
    R: Future<Output = Page> + Send + 'static,
{
    watched(move || Builder::new_current_thread().enable_all().build().unwrap().block_on(fetch_all(urls, fetch)))
}

/// Your function, for so many pages of a service in memory; `until(id)` is what its answer waits for.
fn from(
    service: Service,
    pages: u64,
    until: impl Fn(u64) -> BoxFuture<'static, ()> + Send + Sync + 'static,
) -> Vec<Page> {
    let until = std::sync::Arc::new(until);
    on_one_thread((0..pages).map(|id| format!("http://shop.test/{id}")).collect(), move |url| {
        let until = std::sync::Arc::clone(&until);
        async move {
            let id = url.rsplit('/').next().unwrap().parse().unwrap();
            let answer = service.answer(id, async { until(id).await }).await;
            answer.map(|reply| reply.to_string()).map_err(|refused| NoPage(refused.to_string()))
        }
    })
}

fn expected(service: Service, id: u64) -> Page {
    service.expected(id).map(|reply| reply.to_string()).map_err(|refused| NoPage(refused.to_string()))
}

/// The verdict on a gate that so many were to meet at.
fn assert_met(gate: Gate) {
    let most = gate.most_inside();
    assert!(
        most > 1,
        "ONE AFTER ANOTHER: there was never more than one request in flight. Nobody is\n\
         answered until there are {TOGETHER}; while the first one waited, all threads slept."
    );
    assert!(
        gate.opened() == Some(Opened::Full),
        "TOO FEW AT ONCE: never more than {most} requests were in flight, and nobody is\n\
         answered until there are {TOGETHER}."
    );
}

#[test]
fn requests_are_in_flight_together() {
    let replies = Replies::new();
    let pages = draw(5..=11);
    let known = replies.clone();
    let server = HttpServer::answering_once(TOGETHER, move |path| {
        let id = path.trim_start_matches('/').parse().unwrap();
        (200, known.to(id).to_string())
    });
    let urls = (0..pages).map(|id| server.url(&format!("/{id}"))).collect();
    let client = Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap();
    let fetched = on_one_thread(urls, move |url| get(client.clone(), url));
    assert_met(server.gate());
    let results = fetched.len();
    assert!(results as u64 == pages, "LOST: {pages} pages were asked for, and there are {results} results.");
    for (id, page) in (0..pages).zip(fetched) {
        assert!(page == Ok(replies.to(id).to_string()), "OUT OF ORDER: result {id} does not belong to URL {id}.");
    }
}

#[test]
fn results_keep_the_order() {
    let (service, others, overtaken) = (Service::new(), Tally::new(), Tally::new());
    let pages = draw(5..=40);
    let fetched = from(service, pages, move |id| {
        Box::pin(async move {
            // The first answer comes after three others, if those are asked for in the meantime.
            if id > 0 {
                others.one_more();
            } else if others.wait_for_async(TOGETHER - 1).await {
                overtaken.one_more();
            }
        })
    });
    assert!(
        overtaken.count() > 0 || service.in_flight().most() > 1,
        "ONE AFTER ANOTHER: the first answer takes long, and until it came nobody asked\n\
         for another page."
    );
    assert!(
        overtaken.count() > 0,
        "TOO FEW AT ONCE: the first answer takes long, and until it came fewer than\n\
         three other pages were asked for."
    );
    let results = fetched.len();
    assert!(results as u64 == pages, "LOST: {pages} pages were asked for, and there are {results} results.");
    for (id, page) in (0..pages).zip(&fetched) {
        assert!(
            *page == expected(service, id),
            "OUT OF ORDER: result {id} does not belong to URL {id}. The first answer came\n\
             late; do the results stand in the order in which they came?"
        );
    }
}

#[test]
fn a_failing_request_costs_only_its_own_result() {
    let pages = draw(5..=40);
    let failing = draw(0..=pages - 1);
    let service = Service::new().failing([failing]);
    let fetched = from(service, pages, |_| Box::pin(tokio::task::yield_now()));
    let results = fetched.len();
    assert!(
        results as u64 == pages,
        "LOST: {pages} pages were asked for, and page {failing} failed. Number of results: {results};\n\
         each page has one, this one an error."
    );
    for (id, page) in (0..pages).zip(&fetched) {
        assert!(
            *page == expected(service, id),
            "LOST: page {failing} failed, and result {id} is not what it should be."
        );
    }
}

#[test]
fn a_thousand_are_all_answered() {
    let (service, gate) = (Service::new(), Gate::opens_at(TOGETHER));
    let fetched = from(service, 1_000, move |_| Box::pin(gate.pass_async()));
    assert_met(gate);
    let threads = service.in_flight().threads();
    assert!(
        threads == 1,
        "A THREAD EACH: 1000 requests were waited for by many threads. A request\n\
         that waits needs none: one thread is enough for all of them."
    );
    let asked = service.in_flight().entered();
    assert!(asked <= 1_000, "ASKED AGAIN: 1000 pages, and {asked} requests for them.");
    let right = (0..1_000).zip(&fetched).all(|(id, page)| *page == expected(service, id));
    let results = fetched.len();
    assert!(results == 1_000, "LOST: 1000 pages were asked for, and there are {results} results.");
    assert!(right, "OUT OF ORDER: the results do not belong to their URLs.");
}

#[test]
fn no_urls_no_pages() {
    let pages = from(Service::new(), 0, |_| Box::pin(async {}));
    assert!(pages.is_empty(), "TOO MANY: no page was asked for, and there are results: {pages:?}");
}
