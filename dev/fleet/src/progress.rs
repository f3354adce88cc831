//! Lines that tell a person at a terminal what happens; nothing at all in tests.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::Instant;

/// Where progress goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Silent,
    /// To standard error, in colour and in place if it is a terminal.
    Lines,
}

/// A step that has begun.
#[derive(Debug)]
pub struct Step {
    progress: Progress,
    name: String,
    began: Instant,
    /// Its line on the terminal waits for the end.
    open: bool,
}

impl Progress {
    /// Begins a step that takes a moment.
    pub fn begin(self, name: impl Into<String>) -> Step {
        let name = name.into();
        let open = self == Self::Lines && stderr().is_terminal();
        if open {
            write(&format!("  \x1b[33m·\x1b[0m {name}"));
        }
        Step { progress: self, name, began: Instant::now(), open }
    }

    /// Begins a step that takes so long that it is announced wherever the lines go.
    pub fn begin_long(self, name: &str, about: &str) -> Step {
        if self == Self::Lines && !stderr().is_terminal() {
            write(&format!("  · {name} ({about})\n"));
        }
        let mut step = self.begin(format!("{name} ({about})"));
        name.clone_into(&mut step.name);
        step
    }

    /// One line that is no step.
    pub fn note(self, line: &str) {
        if self == Self::Lines {
            write(&format!("  - {line}\n"));
        }
    }
}

impl Step {
    /// Ends the step well.
    pub fn done(self) {
        self.done_with("");
    }

    /// Ends it well, with something to tell.
    pub fn done_with(mut self, detail: &str) {
        if self.progress == Progress::Silent {
            return;
        }
        let seconds = self.began.elapsed().as_secs_f32();
        let name = &self.name;
        if self.open {
            write(&format!(
                "\r\x1b[K  \x1b[32m✓\x1b[0m {name:<14} {detail:<58} \x1b[2m{seconds:5.1} s\x1b[0m\n"
            ));
        } else {
            write(&format!("  ✓ {name:<14} {detail:<58} {seconds:5.1} s\n"));
        }
        self.open = false;
    }
}

impl Drop for Step {
    /// A step that failed leaves its line, so that the error has one of its own.
    fn drop(&mut self) {
        if self.open {
            write("\n");
        }
    }
}

/// A terminal that has gone away is no reason to stop.
fn write(text: &str) {
    let _ = stderr().write_all(text.as_bytes());
}
