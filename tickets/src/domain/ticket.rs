//! The listing and its states.

use common::aggregate::{Aggregate, Tell};
use common::clock::Timestamp;
use common::events::order::OrderStatus;
use common::events::ticket::{
    EventDetails, TicketCreated, TicketState, TicketStatus, TicketUpdated, TicketWithdrawn,
};
use common::events::user::AccountStatus;
use common::ids::{OrderId, TicketId, UserId};
use common::money::{CURRENCY, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Listing, Order, SearchKeys};

/// A ticket that someone sells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    #[serde(rename = "_id")]
    pub id: TicketId,
    pub version: i64,
    pub title: String,
    pub price_cents: Money,
    pub currency: String,
    /// The seller.
    pub user_id: UserId,
    /// Follows from `withdrawn`, `taken_down`, the order that has the ticket and the seller's account, and from
    /// nothing else.
    pub status: TicketStatus,
    /// The live or complete order that has the ticket.
    pub order_id: Option<OrderId>,
    /// The seller has taken it back, or an order voided it. Kept beside the status, because a sale that was decided in the same
    /// moment counts all the same, and must not put the ticket on sale again should it be undone.
    pub withdrawn: bool,
    /// An admin has taken it down, for as long as this is here. It stands as if it were withdrawn, and a sale
    /// that was decided in the same moment counts all the same.
    #[serde(default)]
    pub taken_down: Option<TakenDown>,
    pub face_value_cents: Option<Money>,
    pub event: EventDetails,
    pub created_at: Timestamp,
    pub keys: SearchKeys,
}

/// When and why an admin took a listing down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TakenDown {
    pub at: Timestamp,
    pub reason: String,
}

/// What others have told of a listing.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// The orders that have, or seem to have, the ticket, and one that voided it.
    pub orders: Vec<Order>,
    /// How the seller's account stands.
    pub seller: AccountStatus,
}

/// Why a listing may not be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the ticket is another's")]
    NotYours,
    #[error("a reserved ticket cannot be edited")]
    EditReserved,
    #[error("a sold ticket cannot be edited")]
    EditSold,
    #[error("a withdrawn ticket cannot be edited")]
    EditWithdrawn,
    #[error("a ticket that was taken down cannot be edited")]
    EditTakenDown,
    #[error("a reserved ticket cannot be withdrawn")]
    WithdrawReserved,
    #[error("a sold ticket cannot be withdrawn")]
    WithdrawSold,
    #[error("a sold ticket cannot be taken down")]
    TakeDownSold,
    #[error("a withdrawn ticket cannot be taken down")]
    TakeDownWithdrawn,
}

impl Ticket {
    /// A new listing, on sale from now on.
    pub fn list(seller: UserId, listing: Listing, now: Timestamp) -> Self {
        Self {
            id: TicketId::new(),
            version: 1,
            keys: SearchKeys::of(&listing.event),
            title: listing.title,
            price_cents: listing.price,
            currency: CURRENCY.to_owned(),
            user_id: seller,
            status: TicketStatus::Listed,
            order_id: None,
            withdrawn: false,
            taken_down: None,
            face_value_cents: listing.face_value,
            event: listing.event,
            created_at: now,
        }
    }

    /// The listing with all that its seller writes replaced.
    pub fn edit(&self, editor: UserId, listing: Listing) -> Result<Self, Refusal> {
        self.must_belong_to(editor)?;
        match self.status {
            TicketStatus::Listed => Ok(Self {
                keys: SearchKeys::of(&listing.event),
                title: listing.title,
                price_cents: listing.price,
                face_value_cents: listing.face_value,
                event: listing.event,
                ..self.next()
            }),
            TicketStatus::Reserved => Err(Refusal::EditReserved),
            TicketStatus::Sold => Err(Refusal::EditSold),
            TicketStatus::Withdrawn if self.taken_down.is_some() && !self.withdrawn => {
                Err(Refusal::EditTakenDown)
            }
            TicketStatus::Withdrawn => Err(Refusal::EditWithdrawn),
        }
    }

    /// The listing, taken back; `None` if it is already.
    pub fn withdraw(&self, editor: UserId) -> Result<Option<Self>, Refusal> {
        self.must_belong_to(editor)?;
        match self.status {
            TicketStatus::Withdrawn if self.withdrawn => Ok(None),
            // Taken down, or his account is suspended: not to come back then.
            TicketStatus::Listed | TicketStatus::Withdrawn => {
                Ok(Some(Self { withdrawn: true, status: TicketStatus::Withdrawn, ..self.next() }))
            }
            TicketStatus::Reserved => Err(Refusal::WithdrawReserved),
            TicketStatus::Sold => Err(Refusal::WithdrawSold),
        }
    }

    /// The listing, taken off the market by an admin; `None` if it is already. A live order on it is not in
    /// the way: orders cancels it when it hears of this.
    pub fn take_down(&self, reason: &str, now: Timestamp) -> Result<Option<Self>, Refusal> {
        if self.taken_down.is_some() {
            return Ok(None);
        }
        match self.status {
            TicketStatus::Withdrawn if self.withdrawn => Err(Refusal::TakeDownWithdrawn),
            // Off the market with its seller: not to come back with him.
            TicketStatus::Listed | TicketStatus::Reserved | TicketStatus::Withdrawn => {
                let taken_down = Some(TakenDown { at: now, reason: reason.to_owned() });
                Ok(Some(Self { taken_down, status: TicketStatus::Withdrawn, order_id: None, ..self.next() }))
            }
            TicketStatus::Sold => Err(Refusal::TakeDownSold),
        }
    }

    /// The listing, on the market again as its circumstances have it; `None` if it is not down. One that its
    /// seller has withdrawn stays so.
    pub fn put_back(&self, circumstances: &Circumstances) -> Option<Self> {
        let back = Self { taken_down: None, ..self.clone() };
        self.taken_down.is_some().then(|| Self { version: self.version + 1, ..back.standing(circumstances) })
    }

    /// The listing as its circumstances have it; `None` if it stands so already.
    pub fn settled(&self, circumstances: &Circumstances) -> Option<Self> {
        let settled = self.standing(circumstances);
        (settled != *self).then(|| Self { version: self.version + 1, ..settled })
    }

    /// The same version as its circumstances have it.
    fn standing(&self, Circumstances { orders, seller }: &Circumstances) -> Self {
        let withdrawn = self.withdrawn || orders.iter().any(|order| order.ticket_voided);
        let seller_is_active = *seller == AccountStatus::Active;
        let (status, order_id) = match Order::holder(orders) {
            Some(order) if order.status == OrderStatus::Complete => (TicketStatus::Sold, Some(order.id)),
            // Orders cancels a live order when it hears of the withdrawal.
            _ if withdrawn || self.taken_down.is_some() => (TicketStatus::Withdrawn, None),
            // Who had reserved it when its seller went may finish; nobody else may begin.
            Some(order) if seller_is_active || self.order_id == Some(order.id) => {
                (TicketStatus::Reserved, Some(order.id))
            }
            None if seller_is_active => (TicketStatus::Listed, None),
            Some(_) | None => (TicketStatus::Withdrawn, None),
        };
        Self { status, order_id, withdrawn, ..self.clone() }
    }

    /// A listing that is off the market is there for its seller alone.
    pub fn is_visible_to(&self, user: Option<UserId>) -> bool {
        self.status != TicketStatus::Withdrawn || user == Some(self.user_id)
    }

    /// What everyone may know of it.
    pub fn state(&self) -> TicketState {
        self.clone().into()
    }

    fn must_belong_to(&self, user: UserId) -> Result<(), Refusal> {
        if self.user_id == user { Ok(()) } else { Err(Refusal::NotYours) }
    }

    fn next(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
    }
}

impl From<Ticket> for TicketState {
    fn from(ticket: Ticket) -> Self {
        Self {
            id: ticket.id,
            version: ticket.version,
            title: ticket.title,
            price_cents: ticket.price_cents,
            currency: ticket.currency,
            user_id: ticket.user_id,
            status: ticket.status,
            order_id: ticket.order_id,
            face_value_cents: ticket.face_value_cents,
            event: ticket.event,
        }
    }
}

impl Aggregate for Ticket {
    const COLLECTION: &'static str = "tickets";
    type Id = TicketId;

    fn id(&self) -> TicketId {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn events(&self) -> Vec<Box<dyn Tell>> {
        let state = self.state();
        vec![match self.status {
            TicketStatus::Withdrawn => Box::new(TicketWithdrawn(state)),
            _ if self.version == 1 => Box::new(TicketCreated(state)),
            TicketStatus::Listed | TicketStatus::Reserved | TicketStatus::Sold => {
                Box::new(TicketUpdated(state))
            }
        }]
    }
}
