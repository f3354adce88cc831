//! Does what is to be done for attempts to pay, one step at a time. A step is derived from what is stored,
//! done at Stripe under a key that is stored, and its outcome stored by compare-and-set; so a worker may
//! die anywhere, and two may do the same.

use std::sync::Arc;
use std::time::Duration;

use common::clock::Clock;
use common::crash;
use common::error::chain;
use common::mongo::DbError;
use common::telemetry::trace::{Kept, Span, SpanKind};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::domain::{Decline, Intent, IntentStatus, LastError, Payment, PaymentStatus, Step};
use crate::metrics;
use crate::repo::Payments;
use crate::stripe::{Failure, Refund, RefundStatus, Stripe};

/// Attempts that are worked on at the same time.
const WORKERS: usize = 16;
/// How soon an attempt is found whose worker died, or whose time has come.
const POLL: Duration = Duration::from_millis(500);
/// How often Stripe is asked about what only it knows; a webhook makes it faster.
const ASK_AGAIN: Duration = Duration::from_secs(10);
/// A step that cannot be done is tried again, each time after twice as long.
const FIRST_RETRY: Duration = Duration::from_millis(250);
const LAST_RETRY: Duration = Duration::from_secs(60);
/// Stripe keeps an idempotency key for at least a day.
const KEY_KEPT: Duration = Duration::from_secs(23 * 3600);
/// No attempt takes more steps than this without waiting for something.
const MAX_STEPS: usize = 12;

#[derive(Clone)]
pub struct Worker {
    payments: Payments,
    stripe: Stripe,
    clock: Clock,
}

/// What a step came to.
enum Outcome {
    /// A new state, to be stored.
    Changed(Box<Payment>),
    /// Nothing more until something is heard, or until then.
    Wait(Option<Duration>),
    /// Stripe did not answer: again, under the same key.
    Failed(Failure),
    /// Stripe did nothing, and would repeat that answer to the same key: again, under another one.
    Spoilt(Failure),
}

impl Worker {
    pub fn new(payments: Payments, stripe: Stripe, clock: Clock) -> Self {
        Self { payments, stripe, clock }
    }

    /// Works until `stop`, then finishes the steps that it began.
    pub async fn run(self, stop: CancellationToken) {
        let (turns, room) = (TaskTracker::new(), Arc::new(Semaphore::new(WORKERS)));
        while !stop.is_cancelled() {
            if let Err(error) = self.begin_turns(&turns, &room, &stop).await {
                tracing::warn!(error = chain(&error), "payments wait");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.payments.due() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
        turns.close();
        turns.wait().await;
    }

    /// Begins to work on each attempt that is due.
    async fn begin_turns(
        &self,
        turns: &TaskTracker,
        room: &Arc<Semaphore>,
        stop: &CancellationToken,
    ) -> Result<(), DbError> {
        while let Some(Ok(room)) = stop.run_until_cancelled(room.clone().acquire_owned()).await {
            let Some(payment) = self.payments.claim().await? else { break };
            let worker = self.clone();
            turns.spawn(async move {
                if let Err(error) = worker.turn(payment).await {
                    tracing::warn!(error = chain(&error), "a payment waits");
                }
                drop(room);
            });
        }
        Ok(())
    }

    async fn turn(&self, payment: Payment) -> Result<(), DbError> {
        let cause = Kept(payment.trace.as_deref());
        let span = Span::go_on(&cause, SpanKind::Internal, || ("pay".to_owned(), vec![]));
        span.within(self.steps(payment)).await
    }

    /// Takes as many steps as an attempt can take now.
    async fn steps(&self, mut payment: Payment) -> Result<(), DbError> {
        for taken in 0..MAX_STEPS {
            let outcome = self.step(&payment, taken > 0).await?;
            crash::point("after_stripe");
            match outcome {
                Outcome::Changed(changed) => {
                    if !self.payments.aggregates().save(&changed).await? {
                        // Another was quicker; what it stored is worked on when its time comes.
                        return Ok(());
                    }
                    tracing::info!(payment.id = %changed.id, order.id = %changed.order_id, status = ?changed.status, "payment");
                    if payment.status != changed.status {
                        metrics::came_to(&changed);
                    }
                    payment = *changed;
                }
                Outcome::Wait(wait) => {
                    let work_at = wait.map(|wait| self.clock.now().plus(wait));
                    let rested = Payment { work_at, failures: 0, ..payment.clone() };
                    self.payments.plan(&payment, &rested).await?;
                    return Ok(());
                }
                Outcome::Failed(failure) => {
                    let unanswered = failure == Failure::Unknown;
                    self.try_again(&payment, payment.spoilt_keys, unanswered, &failure).await?;
                    return Ok(());
                }
                Outcome::Spoilt(failure) => {
                    self.try_again(&payment, payment.spoilt_keys.saturating_add(1), true, &failure).await?;
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Later, each time after twice as long. An attempt that was woken meanwhile keeps its earlier turn.
    async fn try_again(
        &self,
        payment: &Payment,
        spoilt_keys: u32,
        unanswered: bool,
        failure: &Failure,
    ) -> Result<(), DbError> {
        tracing::warn!(payment.id = %payment.id, error = chain(failure), "stripe will be asked again");
        let now = self.clock.now();
        let wait = FIRST_RETRY.saturating_mul(1 << payment.failures.min(16)).min(LAST_RETRY);
        let later = Payment {
            work_at: Some(now.plus(wait)),
            failures: payment.failures.saturating_add(1),
            spoilt_keys,
            unanswered_at: if unanswered { now } else { payment.unanswered_at },
            last_error: Some(LastError { at: now, message: chain(failure) }),
            ..payment.clone()
        };
        self.payments.plan(payment, &later).await?;
        Ok(())
    }

    /// The next step; `fresh` says that the one before has just brought the attempt into its state.
    async fn step(&self, payment: &Payment, fresh: bool) -> Result<Outcome, DbError> {
        let Some(order) = self.payments.orders().get(payment.order_id).await? else {
            return Ok(Outcome::Wait(Some(ASK_AGAIN)));
        };
        let intent = payment.stripe_id.as_deref().unwrap_or_default();
        crash::point("before_stripe");
        Ok(match Step::next(payment, &order, self.clock.now()) {
            Step::Rest => Outcome::Wait(None),
            Step::Send => changed(payment.with_status(PaymentStatus::Sent)),
            Step::GiveUp => changed(payment.with_status(PaymentStatus::Voided)),
            Step::FailCapture => changed(payment.with_status(PaymentStatus::CaptureFailed)),
            Step::MakeMethod => self.make_method(payment).await,
            Step::Authorise => self.authorise(payment).await,
            Step::Retrieve if fresh => Outcome::Wait(Some(ASK_AGAIN)),
            Step::Retrieve => self.retrieve(payment, intent).await,
            Step::Capture => self.settle(payment, intent, self.stripe.capture(payment, intent).await).await,
            Step::Void => self.settle(payment, intent, self.stripe.void(payment, intent).await).await,
            Step::Bar => self.bar(payment, intent).await,
            Step::Refund => self.refund(payment, intent).await,
            Step::RetrieveRefund => self.retrieve_refund(payment, intent).await,
        })
    }

    async fn make_method(&self, payment: &Payment) -> Outcome {
        match self.stripe.payment_method(payment).await {
            Ok(method) => changed(payment.with_method(method)),
            Err(Failure::Declined { decline, .. }) => changed(payment.declined(decline)),
            Err(Failure::Refused(decline)) => changed(payment.declined(unusable(decline))),
            // One method more than needed harms nobody.
            Err(failure @ Failure::Broken(_)) => Outcome::Spoilt(failure),
            Err(failure @ Failure::Unknown) => Outcome::Failed(failure),
        }
    }

    async fn authorise(&self, payment: &Payment) -> Outcome {
        if payment.created_at.plus(KEY_KEPT) <= self.clock.now() {
            return match self.stripe.find(payment).await {
                Ok(Some(intent)) => observed(payment, &intent),
                // Whoever wanted to pay has left long ago.
                Ok(None) => changed(payment.with_status(PaymentStatus::Voided)),
                Err(failure) => Outcome::Failed(failure),
            };
        }
        match self.stripe.authorise(payment).await {
            Ok(intent) => observed(payment, &intent),
            Err(Failure::Declined { decline, intent: Some(intent) }) => {
                changed(payment.with_intent(&intent).declined(decline))
            }
            Err(Failure::Declined { decline, intent: None }) => changed(payment.declined(decline)),
            Err(Failure::Refused(decline)) => changed(payment.declined(unusable(decline))),
            Err(failure @ Failure::Broken(_)) => match self.stripe.find(payment).await {
                Ok(Some(intent)) => observed(payment, &intent),
                Ok(None) if payment.is_settled(self.clock.now()) => Outcome::Spoilt(failure),
                // An earlier request may yet be done, and a second key would hold the money twice.
                Ok(None) => Outcome::Failed(failure),
                Err(failure) => Outcome::Failed(failure),
            },
            Err(failure @ Failure::Unknown) => Outcome::Failed(failure),
        }
    }

    async fn retrieve(&self, payment: &Payment, intent: &str) -> Outcome {
        match self.stripe.retrieve(intent).await {
            Ok(intent) => observed(payment, &intent),
            Err(failure) => Outcome::Failed(failure),
        }
    }

    /// Whoever has the client secret of a declined intent could confirm it with another card.
    async fn bar(&self, payment: &Payment, intent: &str) -> Outcome {
        match self.stripe.void(payment, intent).await {
            Ok(_) => changed(payment.barred()),
            Err(failure @ Failure::Unknown) => Outcome::Failed(failure),
            Err(failure) => match self.stripe.retrieve(intent).await {
                Ok(intent) if intent.status == IntentStatus::Canceled => changed(payment.barred()),
                Ok(_) => Outcome::Spoilt(failure),
                Err(failure) => Outcome::Failed(failure),
            },
        }
    }

    /// After a capture or a void: whatever Stripe said, the intent's own state is what counts.
    async fn settle(&self, payment: &Payment, intent: &str, done: Result<Intent, Failure>) -> Outcome {
        match done {
            Ok(intent) => payment.observed(&intent).map_or(Outcome::Failed(Failure::Unknown), changed),
            Err(failure @ Failure::Unknown) => Outcome::Failed(failure),
            // A refusal is kept under the key too, although the intent may get into another state.
            Err(failure) => match self.stripe.retrieve(intent).await {
                Ok(intent) => payment.observed(&intent).map_or(Outcome::Spoilt(failure), changed),
                Err(failure) => Outcome::Failed(failure),
            },
        }
    }

    async fn refund(&self, payment: &Payment, intent: &str) -> Outcome {
        match self.stripe.refund(payment, intent).await {
            Ok(refund) => refunded(payment, refund),
            Err(failure @ Failure::Unknown) => Outcome::Failed(failure),
            // Refused because it was refunded before, or broken after it was: the list of refunds knows.
            Err(failure) => match self.stripe.refund_of(intent).await {
                Ok(Some(refund)) => refunded(payment, refund),
                Ok(None) => Outcome::Spoilt(failure),
                Err(failure) => Outcome::Failed(failure),
            },
        }
    }

    async fn retrieve_refund(&self, payment: &Payment, intent: &str) -> Outcome {
        match self.stripe.refund_of(intent).await {
            Ok(Some(refund)) => refunded(payment, refund),
            Ok(None) => Outcome::Failed(Failure::Unknown),
            Err(failure) => Outcome::Failed(failure),
        }
    }
}

fn observed(payment: &Payment, intent: &Intent) -> Outcome {
    payment.observed(intent).map_or(Outcome::Wait(Some(ASK_AGAIN)), changed)
}

fn changed(payment: Payment) -> Outcome {
    Outcome::Changed(Box::new(payment))
}

fn refunded(payment: &Payment, refund: Refund) -> Outcome {
    match refund.status {
        RefundStatus::Succeeded if payment.status == PaymentStatus::Refunded => Outcome::Wait(None),
        RefundStatus::Succeeded => {
            changed(Payment { refund_id: Some(refund.id), ..payment.with_status(PaymentStatus::Refunded) })
        }
        RefundStatus::Failed => {
            tracing::error!(payment.id = %payment.id, refund.id, "a refund failed: give the money back by hand");
            changed(Payment {
                refund_id: Some(refund.id),
                ..payment.with_status(PaymentStatus::RefundFailed)
            })
        }
        RefundStatus::Pending if payment.refund_id.is_some() => Outcome::Wait(Some(ASK_AGAIN)),
        RefundStatus::Pending => changed(payment.refunding(refund.id)),
    }
}

/// Stripe's words about a token that it does not know are for developers.
fn unusable(decline: Decline) -> Decline {
    Decline { message: "This card cannot be used, enter it again".to_owned(), ..decline }
}
