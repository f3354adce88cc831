//! Checks that run beside each other, each told in a line.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use anyhow::{Result, bail};

/// One check.
pub(super) struct Step<'a> {
    name: String,
    check: Box<dyn FnOnce() -> Result<()> + Send + 'a>,
}

impl<'a> Step<'a> {
    pub(super) fn new(name: impl Into<String>, check: impl FnOnce() -> Result<()> + Send + 'a) -> Self {
        Self { name: name.into(), check: Box::new(check) }
    }
}

/// Runs all of them, as many at a time as there are processors, and fails if any failed.
pub(super) fn run(steps: VecDeque<Step<'_>>) -> Result<()> {
    let queue = Mutex::new(steps);
    let failed = Mutex::new(Vec::new());
    let next = || queue.lock().ok().and_then(|mut queue| queue.pop_front());
    let work = || {
        while let Some(step) = next() {
            let begun = Instant::now();
            let done = (step.check)();
            let seconds = begun.elapsed().as_secs_f32();
            match done {
                Ok(()) => eprintln!("  ok      {} ({seconds:.1} s)", step.name),
                Err(why) => {
                    eprintln!("  FAILED  {} ({seconds:.1} s)\n{why:#}", step.name);
                    if let Ok(mut failed) = failed.lock() {
                        failed.push(step.name);
                    }
                }
            }
        }
    };
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| (0..workers).for_each(|_| drop(scope.spawn(work))));
    match failed.into_inner() {
        Ok(failed) if failed.is_empty() => Ok(()),
        Ok(failed) => bail!("{} check(s) failed: {}", failed.len(), failed.join("; ")),
        Err(_) => bail!("a check died"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failed_step_fails_all_and_none_is_left_out() {
        let ran = Mutex::new(0);
        let ran = &ran;
        let step = |fails: bool| {
            Step::new(format!("fails: {fails}"), move || {
                *ran.lock().unwrap() += 1;
                if fails { bail!("no") } else { Ok(()) }
            })
        };
        let told = run([step(false), step(true), step(false)].into()).unwrap_err().to_string();
        assert_eq!(told, "1 check(s) failed: fails: true");
        assert_eq!(*ran.lock().unwrap(), 3);
        assert!(run([step(false)].into()).is_ok());
    }
}
