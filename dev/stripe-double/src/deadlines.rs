//! What happens by itself when its time has come: charges and refunds that settle, holds that run out.

use std::collections::BTreeSet;

use crate::events::Origin;
use crate::store::Store;
use crate::{payment_intents, refunds};

/// Something that is due at some time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Deadline {
    ChargeSettles { payment_intent: String },
    HoldExpires { payment_intent: String },
    RefundSettles { refund: String },
}

/// What is due, soonest first.
#[derive(Debug, Default)]
pub(crate) struct Deadlines(BTreeSet<(i64, Deadline)>);

impl Deadlines {
    pub(crate) fn add(&mut self, due_ms: i64, deadline: Deadline) {
        self.0.insert((due_ms, deadline));
    }

    fn take_due(&mut self, now_ms: i64) -> Option<Deadline> {
        if self.0.first()?.0 > now_ms {
            return None;
        }
        self.0.pop_first().map(|(_, deadline)| deadline)
    }
}

/// Carries out everything that is due. A deadline whose object has moved on since does nothing.
pub(crate) fn run(store: &mut Store) {
    let now_ms = store.clock.now_ms();
    while let Some(deadline) = store.deadlines.take_due(now_ms) {
        match deadline {
            Deadline::ChargeSettles { payment_intent } => {
                payment_intents::settle_charge(store, &payment_intent, Origin::default());
            }
            Deadline::HoldExpires { payment_intent } => {
                payment_intents::expire_hold(store, &payment_intent, Origin::default());
            }
            Deadline::RefundSettles { refund } => refunds::settle(store, &refund, Origin::default()),
        }
    }
}
