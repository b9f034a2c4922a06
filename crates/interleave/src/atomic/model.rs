//! An atomic inside a model.
//!
//! loom wants to see an atomic created before it is used, with its value, and a `const fn new` can't call loom. So the
//! execution makes a pool of loom atomics with the value 0, and a facade atomic takes one at its first use: it stores
//! how far its value is from the initial one, in the upper bits, so that arithmetic wraps at the type's width.

use crate::model::event::{Action, Event};
use crate::model::object::{Loom, ObjectId, Type, bind};
use crate::model::{Place, end, log_event, step, with};
use crate::order;
use std::rc::Rc;
use std::sync::atomic::Ordering;

/// A facade atomic as this module needs it.
#[derive(Clone, Copy)]
pub(crate) struct Shared<'a> {
    /// Its identity.
    pub(crate) id: &'a ObjectId,
    /// Its type.
    pub(crate) ty: &'static Type,
    /// The bits of the value that it has outside the model.
    pub(crate) outside: u64,
    /// The line that uses it.
    pub(crate) at: Place,
}

/// The two values and two orderings of a compare-exchange.
#[derive(Clone, Copy)]
pub(crate) struct Cas {
    /// The value expected.
    pub(crate) current: u64,
    /// The value to write then.
    pub(crate) new: u64,
    /// The ordering if it was found.
    pub(crate) success: Ordering,
    /// The ordering if not.
    pub(crate) failure: Ordering,
}

struct Bound {
    object: usize,
    /// loom's atomic; `None` under the order engine, for which the newest value is all there is.
    slot: Option<Rc<loom::sync::atomic::AtomicU64>>,
    initial: u64,
    shift: u32,
}

impl Bound {
    fn encode(&self, value: u64) -> u64 {
        value.wrapping_sub(self.initial) << self.shift
    }

    fn decode(&self, code: u64) -> u64 {
        (code >> self.shift).wrapping_add(self.initial) & (u64::MAX >> self.shift)
    }
}

impl Shared<'_> {
    fn bound(&self) -> Bound {
        let (object, loom) = bind(self.id, self.ty, || self.outside, self.at, crate::model::Run::next_atomic);
        let slot = match loom {
            Some(Loom::Atomic(slot)) => Some(slot),
            None => None,
            Some(_) => unreachable!("an atomic is bound to an atomic"),
        };
        let initial = with(|run| run.objects[object].initial);
        Bound { object, slot, initial, shift: 64 - self.ty.bits }
    }

    fn log(&self, bound: &Bound, action: Action, read: Option<u64>, wrote: Option<u64>, order: Ordering) {
        if let Some(wrote) = wrote {
            with(|run| {
                let before = std::mem::replace(&mut run.objects[bound.object].newest, wrote);
                if let Some(order) = run.order.as_mut().filter(|_| before != wrote) {
                    order.changed();
                }
            });
        }
        let object = Some(bound.object);
        let source = with(|run| run.order.as_mut().and_then(|order| order.take_source()));
        log_event(Event { object, read, source, wrote, order: Some(order), ..Event::new(action, self.at) });
    }

    /// The value last written in this execution, without a step.
    pub(crate) fn newest(&self) -> u64 {
        let id = self.id.get();
        with(|run| run.index.get(&id).map(|&i| run.objects[i].newest)).unwrap_or(self.outside)
    }

    /// `load`.
    #[track_caller]
    pub(crate) fn load(&self, order: Ordering) -> u64 {
        match order {
            Ordering::Release => end::refuse("there is no such thing as a release load", self.at),
            Ordering::AcqRel => end::refuse("there is no such thing as an acquire-release load", self.at),
            _ => {}
        }
        let bound = self.bound();
        let value = match &bound.slot {
            Some(slot) => bound.decode(step(|| slot.load(order))),
            None => order::load(bound.object, order),
        };
        self.log(&bound, Action::Load, Some(value), None, order);
        value
    }

    /// `store`.
    #[track_caller]
    pub(crate) fn store(&self, value: u64, order: Ordering) {
        match order {
            Ordering::Acquire => end::refuse("there is no such thing as an acquire store", self.at),
            Ordering::AcqRel => end::refuse("there is no such thing as an acquire-release store", self.at),
            _ => {}
        }
        let bound = self.bound();
        match &bound.slot {
            Some(slot) => step(|| slot.store(bound.encode(value), order)),
            None => order::store(bound.object, value, order),
        }
        self.log(&bound, Action::Store, None, Some(value), order);
    }

    /// `fetch_add`; `fetch_sub` adds the negative.
    pub(crate) fn add(&self, name: &'static str, shown: u64, addend: u64, order: Ordering) -> u64 {
        let bound = self.bound();
        let sum = |old: u64| old.wrapping_add(addend) & (u64::MAX >> bound.shift);
        let old = match &bound.slot {
            Some(slot) => bound.decode(step(|| slot.fetch_add(addend << bound.shift, order))),
            None => order::update(bound.object, |old| Some(sum(old)), (order, order)),
        };
        let new = sum(old);
        self.log(&bound, Action::Rmw(name, (self.ty.show)(shown)), Some(old), Some(new), order);
        old
    }

    /// `compare_exchange`, weak or not: a model has no spurious failure.
    #[track_caller]
    pub(crate) fn compare_exchange(&self, cas: Cas) -> Result<u64, u64> {
        match cas.failure {
            Ordering::Release => end::refuse("there is no such thing as a release failure ordering", self.at),
            Ordering::AcqRel => end::refuse("there is no such thing as an acquire-release failure ordering", self.at),
            _ => {}
        }
        let bound = self.bound();
        let result = self.try_exchange(&bound, cas);
        let show = self.ty.show;
        match result {
            Ok(old) => {
                let text = format!("{}, {}", show(cas.current), show(cas.new));
                self.log(&bound, Action::Rmw("compare_exchange", text), Some(old), Some(cas.new), cas.success);
            }
            Err(found) => {
                self.log(&bound, Action::CasFailed(show(cas.current)), Some(found), None, cas.failure);
            }
        }
        result
    }

    fn try_exchange(&self, bound: &Bound, cas: Cas) -> Result<u64, u64> {
        let Some(slot) = &bound.slot else {
            let found = |old: u64| old == cas.current;
            let old = order::update(bound.object, |old| found(old).then_some(cas.new), (cas.success, cas.failure));
            return if found(old) { Ok(old) } else { Err(old) };
        };
        let (current, new) = (bound.encode(cas.current), bound.encode(cas.new));
        step(|| slot.compare_exchange(current, new, cas.success, cas.failure))
            .map(|v| bound.decode(v))
            .map_err(|v| bound.decode(v))
    }

    /// Any other read-modify-write: a compare-exchange against the newest value, again while another thread was faster.
    ///
    /// One that would write the value that it reads counts as a failed compare-exchange. loom may put off a store for
    /// ever while another thread keeps swapping: without this rule the textbook spin lock would never be found right.
    pub(crate) fn update(&self, name: &'static str, shown: &str, order: Ordering, f: impl Fn(u64) -> u64) -> u64 {
        let bound = self.bound();
        let log = |old, new| self.log(&bound, Action::Rmw(name, shown.to_owned()), Some(old), new, order);
        if bound.slot.is_none() {
            let old = order::update(bound.object, |old| Some(f(old)), (order, order));
            let new = f(old);
            log(old, (new != old).then_some(new));
            return old;
        }
        let mut guess = with(|run| run.objects[bound.object].newest);
        loop {
            let new = f(guess);
            if new != guess {
                let cas = Cas { current: guess, new, success: order, failure: Ordering::Relaxed };
                match self.try_exchange(&bound, cas) {
                    Ok(old) => {
                        log(old, Some(new));
                        return old;
                    }
                    Err(found) => guess = found,
                }
            } else {
                // `guess ^ 1` differs from the value hoped for, so this fails if nobody was faster. If somebody wrote
                // just `guess ^ 1`, writing it again changes nothing, and the loop goes on from there.
                let other = guess ^ 1;
                let cas = Cas { current: other, new: other, success: Ordering::Relaxed, failure: acquire_part(order) };
                match self.try_exchange(&bound, cas) {
                    Err(found) if f(found) == found => {
                        log(found, None);
                        return found;
                    }
                    Ok(found) | Err(found) => guess = found,
                }
            }
        }
    }
}

/// The ordering of the load in a read-modify-write.
fn acquire_part(order: Ordering) -> Ordering {
    match order {
        Ordering::Release | Ordering::Relaxed => Ordering::Relaxed,
        Ordering::SeqCst => Ordering::SeqCst,
        _ => Ordering::Acquire,
    }
}

/// A step on an atomic that is not the learner's, and so in no table.
fn raw(id: &ObjectId, ty: &'static Type, at: Place) -> Rc<loom::sync::atomic::AtomicU64> {
    match bind(id, ty, || 0, at, crate::model::Run::next_atomic) {
        (_, Some(Loom::Atomic(slot))) => slot,
        _ => unreachable!("an atomic is bound to an atomic"),
    }
}

/// Swaps the value of an atomic that is in no table.
pub(crate) fn raw_swap(id: &ObjectId, ty: &'static Type, value: u64, order: Ordering, at: Place) -> u64 {
    let slot = raw(id, ty, at);
    step(|| slot.swap(value, order))
}

/// Loads an atomic that is in no table.
pub(crate) fn raw_load(id: &ObjectId, ty: &'static Type, order: Ordering, at: Place) -> u64 {
    let slot = raw(id, ty, at);
    step(|| slot.load(order))
}
