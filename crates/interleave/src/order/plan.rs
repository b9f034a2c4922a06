//! Which choices to make: depth first through all of them, or along a key.

/// One choice with several possibilities.
struct Choice {
    /// The threads, the one that ran last first; or how many writes back to read.
    options: Vec<u8>,
    taken: usize,
}

/// The choices of an execution, and how to go on to the next one.
#[derive(Default)]
pub(super) struct Plan {
    choices: Vec<Choice>,
    at: usize,
    /// The most switches away from a thread that could go on.
    bound: Option<usize>,
    /// From a replay key: the thread of each step, and what each load that has a choice reads. After the end whoever ran
    /// last goes on, and reads the newest.
    script: Option<(Vec<u8>, Vec<u8>)>,
    /// How many writes back each load with a choice has read so far.
    values: Vec<u8>,
}

impl Plan {
    /// All executions with at most `bound` preemptions.
    pub(super) fn all(bound: Option<usize>) -> Plan {
        Plan { bound, ..Plan::default() }
    }

    /// The one execution of a key.
    pub(super) fn scripted(steps: Vec<u8>, values: Vec<u8>) -> Plan {
        Plan { script: Some((steps, values)), ..Plan::default() }
    }

    /// How many writes back a load reads that has `n` to choose from.
    pub(super) fn value(&mut self, n: usize) -> usize {
        if n == 1 {
            return 0;
        }
        let back = match &self.script {
            Some((_, values)) => usize::from(values.get(self.values.len()).copied().unwrap_or(0)).min(n - 1),
            None => self.decide(|| (0..n.min(256)).map(|back| back as u8).collect()),
        };
        self.values.push(back as u8);
        back
    }

    /// The values that loads have read, for a key.
    pub(super) fn values(&self) -> &[u8] {
        &self.values
    }

    fn decide(&mut self, options: impl FnOnce() -> Vec<u8>) -> usize {
        if self.at == self.choices.len() {
            self.choices.push(Choice { options: options(), taken: 0 });
        }
        let choice = &self.choices[self.at];
        self.at += 1;
        usize::from(choice.options[choice.taken])
    }

    /// The thread that takes step number `step`, out of the set `fair`; `Err` if the key does not fit the program.
    pub(super) fn choose(
        &mut self,
        step: usize,
        fair: u32,
        last: Option<usize>,
        preemptions: usize,
    ) -> Result<usize, String> {
        let first = last.unwrap_or(fair.trailing_zeros() as usize);
        if let Some((script, _)) = &self.script {
            return match script.get(step) {
                None => Ok(first),
                Some(&t) if t < 32 && fair & (1 << t) != 0 => Ok(usize::from(t)),
                Some(&t) => Err(format!(
                    "the replay key does not fit this program: its step {} is {}'s, which can't go on there. A key is good \
                     for the program that it was printed for.",
                    step + 1,
                    super::key::letter(t)
                )),
            };
        }
        if fair.count_ones() == 1 || (last.is_some() && self.bound.is_some_and(|b| preemptions >= b)) {
            return Ok(first);
        }
        let others = (0..32).filter(|&t| fair & (1 << t) != 0 && usize::from(t) != first);
        Ok(self.decide(|| std::iter::once(first as u8).chain(others).collect()))
    }

    /// Goes on to the next execution. `false` if that was the last.
    pub(super) fn advance(&mut self) -> bool {
        self.choices.truncate(self.at);
        self.at = 0;
        self.values.clear();
        if self.script.is_some() {
            return false;
        }
        while let Some(choice) = self.choices.last_mut() {
            choice.taken += 1;
            if choice.taken < choice.options.len() {
                return true;
            }
            self.choices.pop();
        }
        false
    }
}
