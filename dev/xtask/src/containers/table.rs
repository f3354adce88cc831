//! What was seen, a line for each container.

use std::time::Duration;

use super::fleet::{Found, Member};
use super::images::{Image, bytes_as_megabytes};

pub(super) struct Row([String; 6]);

const HEAD: [&str; 6] = ["container", "image", "processes", "user", "memory", "ready again"];

impl Row {
    pub(super) fn of(member: &Member, image: &Image, found: &Found, took: Duration) -> Self {
        let limit =
            member.plan.memory_limit.map_or("none".to_owned(), |limit| format!("{} MiB", limit >> 20));
        let stand_in = if image.is_stand_in { " *" } else { "" };
        Self([
            member.plan.name.clone(),
            format!("{}{stand_in}", image.megabytes()),
            found.processes.to_string(),
            member.plan.user.to_string(),
            format!("{:.1} MB of {limit}", bytes_as_megabytes(found.memory)),
            format!("{:.1} s", took.as_secs_f32()),
        ])
    }
}

pub(super) fn print(rows: &[Row]) {
    let lines = || std::iter::once(HEAD.map(str::to_owned)).chain(rows.iter().map(|row| row.0.clone()));
    let mut widths = [0; 6];
    for line in lines() {
        for (width, cell) in widths.iter_mut().zip(&line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for line in lines() {
        let cells = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        eprintln!("  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    eprintln!("  * an image that is a stand-in, or is made on one");
}
