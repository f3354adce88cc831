//! Objects of one kind, in the order of their creation and by id.

use std::collections::HashMap;

/// A collection from which nothing is removed, so that a position stays valid.
#[derive(Debug)]
pub(crate) struct Table<T> {
    rows: Vec<T>,
    positions: HashMap<String, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), positions: HashMap::new() }
    }
}

impl<T> Table<T> {
    pub(crate) fn insert(&mut self, id: String, row: T) {
        self.positions.insert(id, self.rows.len());
        self.rows.push(row);
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.rows.get(self.position(id)?)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        let position = self.position(id)?;
        self.rows.get_mut(position)
    }

    pub(crate) fn at(&self, position: usize) -> Option<&T> {
        self.rows.get(position)
    }

    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// Newest first, beginning after the row at `before`, as Stripe's lists do.
    pub(crate) fn newest_first(&self, before: Option<usize>) -> impl Iterator<Item = &T> {
        let end = before.unwrap_or(self.rows.len()).min(self.rows.len());
        self.rows.get(..end).unwrap_or_default().iter().rev()
    }

    /// Oldest first, beginning with the row after the one at `after`.
    pub(crate) fn oldest_first_after(&self, after: usize) -> impl Iterator<Item = &T> {
        self.rows.get(after + 1..).unwrap_or_default().iter()
    }
}
