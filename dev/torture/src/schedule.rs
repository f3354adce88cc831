//! What goes wrong, and when: an endless list that follows from the seed alone.

use std::fmt;
use std::time::Duration;

use fleet::Service;

use crate::random::Random;

/// One replica of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Replica {
    pub service: Service,
    pub number: usize,
}

/// Whom a service talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Peer {
    Mongodb,
    Nats,
    Stripe,
}

/// What happens to a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    Cut,
    Silent,
    Slow(Duration),
}

/// What Stripe does wrong, for as long as the fault lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripeTrouble {
    /// Answers late.
    Slow(Duration),
    /// Does at once what it is asked and says so late.
    SlowAnswers(Duration),
    /// Fails without doing anything.
    Fails,
    /// Does what it is asked and says that it failed, and says so again to the same key.
    FailsAfterEffect,
    /// Does what it is asked and closes the connection.
    HangsUpAfterEffect,
    /// Has too much to do.
    RateLimits,
    /// Lets charges wait for the bank.
    Processing,
    /// Its search lags behind.
    ForgetfulSearch,
}

/// What goes wrong with webhooks, for as long as the fault lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookTrouble {
    Lost,
    Twice,
    OutOfOrder,
    HeldBack,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// SIGKILL, and a start after a while.
    Kill(Replica),
    /// SIGSTOP, and SIGCONT after a while.
    Pause(Replica),
    /// SIGTERM, as in a rolling update: it must end well by itself.
    Terminate(Replica),
    /// A process of the service dies at this point of its code.
    CrashAt(Service, &'static str, u32),
    KillNats,
    PauseNats,
    KillMongod(Service),
    PauseMongod(Service),
    /// NATS and a service's MongoDB go at once, and a replica that has lost both is told to stop.
    KillNatsAndMongod(Replica),
    Link(Replica, Peer, Trouble),
    Stripe(StripeTrouble),
    Webhooks(WebhookTrouble),
}

/// A fault and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// After the beginning of the one before.
    pub wait: Duration,
    pub lasts: Duration,
    pub fault: Fault,
}

/// The faults of a seed, without end.
pub struct Schedule {
    random: Random,
    replicas: usize,
    /// What is left of two decks: every card comes before any comes again.
    kinds: Vec<Kind>,
    crash_points: Vec<(Service, &'static str)>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Kill,
    Pause,
    Terminate,
    Crash,
    KillNats,
    PauseNats,
    KillMongod,
    PauseMongod,
    KillNatsAndMongod,
    Cut,
    Silent,
    Slow,
    Stripe,
    Webhooks,
}

/// What comes how often.
const DECK: [(Kind, usize); 14] = [
    (Kind::Kill, 5),
    (Kind::Pause, 4),
    (Kind::Terminate, 2),
    (Kind::Crash, 6),
    (Kind::KillNats, 2),
    (Kind::PauseNats, 1),
    (Kind::KillMongod, 2),
    (Kind::PauseMongod, 1),
    (Kind::KillNatsAndMongod, 1),
    (Kind::Cut, 3),
    (Kind::Silent, 3),
    (Kind::Slow, 2),
    (Kind::Stripe, 6),
    (Kind::Webhooks, 2),
];

/// Where a process of each service can die.
pub const CRASH_POINTS: [(Service, &[&str]); 5] = [
    (Service::Auth, &["before_publish", "before_outbox_removal", "before_remembering"]),
    (Service::Tickets, &["before_publish", "before_outbox_removal", "before_ack", "before_remembering"]),
    (Service::Orders, &["before_publish", "before_outbox_removal", "before_ack", "before_remembering"]),
    (
        Service::Payments,
        &[
            "before_publish",
            "before_outbox_removal",
            "before_ack",
            "before_remembering",
            "before_stripe",
            "after_stripe",
        ],
    ),
    (Service::Expiration, &["before_publish", "before_outbox_removal", "before_ack"]),
];

impl Schedule {
    /// For services of so many replicas each.
    pub fn new(seed: u64, replicas: usize) -> Self {
        Self { random: Random::new(seed), replicas, kinds: Vec::new(), crash_points: Vec::new() }
    }

    fn deal_kind(&mut self) -> Kind {
        let deck = || DECK.iter().flat_map(|(kind, count)| vec![*kind; *count]).collect();
        self.random.deal(&mut self.kinds, deck)
    }

    fn deal_crash_point(&mut self) -> (Service, &'static str) {
        let points = |(service, points): &(Service, &'static [&'static str])| {
            let service = *service;
            points.iter().map(move |point| (service, *point))
        };
        self.random.deal(&mut self.crash_points, || CRASH_POINTS.iter().flat_map(points).collect())
    }

    fn replica(&mut self) -> Replica {
        Replica { service: self.random.one_of(&Service::ALL), number: self.random.index(self.replicas) }
    }

    fn fault(&mut self, kind: Kind) -> Fault {
        match kind {
            Kind::Kill => Fault::Kill(self.replica()),
            Kind::Pause => Fault::Pause(self.replica()),
            Kind::Terminate => Fault::Terminate(self.replica()),
            Kind::Crash => {
                let (service, point) = self.deal_crash_point();
                Fault::CrashAt(service, point, u32::try_from(self.random.below(4)).unwrap())
            }
            Kind::KillNats => Fault::KillNats,
            Kind::PauseNats => Fault::PauseNats,
            Kind::KillMongod => Fault::KillMongod(self.random.one_of(&Service::ALL)),
            Kind::PauseMongod => Fault::PauseMongod(self.random.one_of(&Service::ALL)),
            Kind::KillNatsAndMongod => Fault::KillNatsAndMongod(self.replica()),
            Kind::Cut => self.link(Trouble::Cut),
            Kind::Silent => self.link(Trouble::Silent),
            Kind::Slow => {
                let delay = self.random.millis(20, 600);
                self.link(Trouble::Slow(delay))
            }
            Kind::Stripe => Fault::Stripe(self.stripe()),
            Kind::Webhooks => Fault::Webhooks(self.random.one_of(&[
                WebhookTrouble::Lost,
                WebhookTrouble::Twice,
                WebhookTrouble::OutOfOrder,
                WebhookTrouble::HeldBack,
            ])),
        }
    }

    fn link(&mut self, trouble: Trouble) -> Fault {
        let replica = self.replica();
        let peers: &[Peer] = match replica.service {
            Service::Payments => &[Peer::Mongodb, Peer::Nats, Peer::Stripe],
            _ => &[Peer::Mongodb, Peer::Nats],
        };
        Fault::Link(replica, self.random.one_of(peers), trouble)
    }

    fn stripe(&mut self) -> StripeTrouble {
        let late = self.random.millis(500, 5_000);
        self.random.one_of(&[
            StripeTrouble::Slow(late),
            StripeTrouble::SlowAnswers(late),
            StripeTrouble::Fails,
            StripeTrouble::FailsAfterEffect,
            StripeTrouble::HangsUpAfterEffect,
            StripeTrouble::RateLimits,
            StripeTrouble::Processing,
            StripeTrouble::ForgetfulSearch,
        ])
    }
}

impl Iterator for Schedule {
    type Item = Planned;

    fn next(&mut self) -> Option<Planned> {
        let kind = self.deal_kind();
        let fault = self.fault(kind);
        let lasts = match kind {
            Kind::Kill | Kind::KillNats | Kind::KillMongod => self.random.millis(0, 3_000),
            Kind::Crash => self.random.millis(4_000, 10_000),
            // Longer than an outbox's lease, so that another relay takes over.
            Kind::Pause => self.random.millis(500, 14_000),
            _ => self.random.millis(500, 7_000),
        };
        Some(Planned { wait: self.random.millis(300, 3_500), lasts, fault })
    }
}

impl Fault {
    /// What it counts as.
    pub fn kind(&self) -> String {
        match self {
            Self::Kill(_) => "kill a service".to_owned(),
            Self::Pause(_) => "pause a service".to_owned(),
            Self::Terminate(_) => "terminate a service".to_owned(),
            Self::CrashAt(_, point, _) => format!("crash at {point}"),
            Self::KillNats => "kill nats-server".to_owned(),
            Self::PauseNats => "pause nats-server".to_owned(),
            Self::KillMongod(_) => "kill a mongod".to_owned(),
            Self::PauseMongod(_) => "pause a mongod".to_owned(),
            Self::KillNatsAndMongod(_) => "kill nats-server and a mongod, terminate a service".to_owned(),
            Self::Link(_, peer, trouble) => {
                let peer = format!("{peer:?}").to_lowercase();
                match trouble {
                    Trouble::Cut => format!("link to {peer}: cut"),
                    Trouble::Silent => format!("link to {peer}: silent"),
                    Trouble::Slow(_) => format!("link to {peer}: slow"),
                }
            }
            Self::Stripe(trouble) => {
                let word = match trouble {
                    StripeTrouble::Slow(_) => "slow",
                    StripeTrouble::SlowAnswers(_) => "slow to answer",
                    StripeTrouble::Fails => "fails",
                    StripeTrouble::FailsAfterEffect => "fails after the effect",
                    StripeTrouble::HangsUpAfterEffect => "hangs up after the effect",
                    StripeTrouble::RateLimits => "rate limits",
                    StripeTrouble::Processing => "lets charges wait",
                    StripeTrouble::ForgetfulSearch => "search lags",
                };
                format!("Stripe: {word}")
            }
            Self::Webhooks(trouble) => {
                let word = match trouble {
                    WebhookTrouble::Lost => "lost",
                    WebhookTrouble::Twice => "twice",
                    WebhookTrouble::OutOfOrder => "out of order",
                    WebhookTrouble::HeldBack => "held back",
                };
                format!("webhooks: {word}")
            }
        }
    }
}

impl fmt::Display for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.service, self.number)
    }
}

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{:.1} s for {:.1} s: ", self.wait.as_secs_f64(), self.lasts.as_secs_f64())?;
        match &self.fault {
            Fault::CrashAt(service, _, passes) => {
                write!(f, "{} ({service}, passage {passes})", self.fault.kind())
            }
            Fault::Kill(replica)
            | Fault::Pause(replica)
            | Fault::Terminate(replica)
            | Fault::KillNatsAndMongod(replica)
            | Fault::Link(replica, _, _) => write!(f, "{} ({replica})", self.fault.kind()),
            Fault::KillMongod(service) | Fault::PauseMongod(service) => {
                write!(f, "{} ({service})", self.fault.kind())
            }
            Fault::KillNats | Fault::PauseNats | Fault::Stripe(_) | Fault::Webhooks(_) => {
                f.write_str(&self.fault.kind())
            }
        }
    }
}
