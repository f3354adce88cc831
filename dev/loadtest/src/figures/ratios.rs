//! How much of the floor's requests per CPU second a service makes. Service and floor take turns under the same arrivals,
//! so that what else the machine does hits both; only the CPU time of the process that answers counts.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use common::ids::TicketId;
use fleet::{Server, Service};
use serde_json::json;

use crate::drive::drive;
use crate::floor;
use crate::http::Ask;
use crate::market::{Market, Site, process};
use crate::people::Person;
use crate::record::Records;
use crate::report::Report;
use crate::schedule::Schedule;
use crate::stock;
use crate::usage::Process;
use crate::verdict::{Verdict, Wanted};

/// What a request has set off when it was answered is the process's work too: it gets this long before CPU time is read.
const AFTERMATH: Duration = Duration::from_millis(700);
/// Below the number of live orders that a buyer may have.
const RESERVATIONS_OF_A_BUYER: usize = 8;
const SHOWN: u64 = 1_000;

/// Requests per CPU second beside a bare handler's: show, list, reserve; and what a session costs.
#[derive(Args, Clone, Debug)]
pub struct Ratios {
    /// How often service and floor take turns; one more round warms up
    #[arg(long, default_value_t = 5)]
    pub rounds: u32,
    /// How long a turn takes
    #[arg(long, default_value_t = 3)]
    pub seconds: u64,
    /// Shows a second; lists are a sixth of that, reservations a tenth
    #[arg(long, default_value_t = 1_200)]
    pub rate: u32,
}

type Request = Arc<dyn Fn(u64) -> (Ask, Option<Person>) + Send + Sync>;

/// One who takes turns.
struct Contender {
    step: &'static str,
    process: Process,
    wanted_status: u16,
    per_second: u32,
    /// By the number of the request.
    request: Request,
    sent: u64,
    answered: u64,
    cpu: Duration,
}

impl Ratios {
    pub async fn run(&self, site: &Site) -> Result<Report> {
        let (floor, single) = (floor::start(site, None).await?, floor::start(site, Some(1)).await?);
        let mut contenders = self.contenders(site, &floor, &single).await?;
        let mut records = Records::default();
        for round in 0..=self.rounds {
            for contender in &mut contenders {
                let found = contender.take_turn(&site.market, Duration::from_secs(self.seconds)).await?;
                if round == 0 {
                    (contender.answered, contender.cpu) = (0, Duration::ZERO);
                } else {
                    records.merge(&found)?;
                }
            }
        }
        floor.stop().await?;
        single.stop().await?;
        judge(&contenders, records)
    }

    /// The floor as anybody would start it, and `single` with one thread, as the services.
    async fn contenders(&self, site: &Site, floor: &Server, single: &Server) -> Result<Vec<Contender>> {
        let (lists, reservations) = ((self.rate / 6).max(1), (self.rate / 10).max(1));
        let turn = Schedule::steady(reservations, Duration::from_secs(self.seconds)).count();
        let for_sale = stock::fill(site, 0, SHOWN + turn * u64::from(self.rounds + 1)).await?;
        // Those that are shown and listed are the newest, and stay on sale.
        let (shown, to_reserve) = for_sale.split_at(usize::try_from(SHOWN)?);
        let (shown, to_reserve): (Arc<[_]>, Arc<[_]>) = (shown.into(), to_reserve.into());
        let buyers = to_reserve.len() / RESERVATIONS_OF_A_BUYER + 1;
        let buyers: Vec<Person> = (0..buyers).map(|_| site.market.people.person()).collect::<Result<_>>()?;

        let (tickets, orders) = (site.service(Service::Tickets)?, site.service(Service::Orders)?);
        let (of_tickets, of_orders) = (process(tickets).await?, process(orders).await?);
        let (tickets, orders) = (tickets.url(), orders.url());
        let visitor = site.market.people.person()?;
        let reserve = reservation(orders, to_reserve, buyers);
        let contender = |step, process: &Process, wanted_status, per_second, request| Contender {
            step,
            process: process.clone(),
            wanted_status,
            per_second,
            request,
            sent: 0,
            answered: 0,
            cpu: Duration::ZERO,
        };
        let (bare, hold) = (floor.url(), format!("{}/hold", floor.url()));
        let hold: Request =
            Arc::new(move |_| (Ask::post(hold.clone(), json!({ "ticketId": TicketId::new() })), None));
        let bare_show = |floor: &Server| show(format!("{}/show", floor.url()), &shown, None);
        let (single_show, of_single) = (bare_show(single), process(single).await?);
        let (floor_show, floor) = (bare_show(floor), &process(floor).await?);
        Ok(vec![
            contender("show, floor", floor, 200, self.rate, floor_show),
            contender("show, floor of one thread", &of_single, 200, self.rate, single_show),
            contender(
                "show",
                &of_tickets,
                200,
                self.rate,
                show(format!("{tickets}/api/tickets"), &shown, None),
            ),
            contender(
                "show, signed in",
                &of_tickets,
                200,
                self.rate,
                show(format!("{tickets}/api/tickets"), &shown, Some(visitor)),
            ),
            contender("list, floor", floor, 200, lists, get(format!("{bare}/list"))),
            contender("list", &of_tickets, 200, lists, get(format!("{tickets}/api/tickets"))),
            contender("reserve, floor", floor, 201, reservations, hold),
            contender("reserve", &of_orders, 201, reservations, reserve),
        ])
    }
}

fn get(url: String) -> Request {
    Arc::new(move |_| (Ask::get(url.clone()), None))
}

fn show(url: String, shown: &Arc<[TicketId]>, by: Option<Person>) -> Request {
    let shown = shown.clone();
    Arc::new(move |n| {
        let at = usize::try_from(n).unwrap_or_default().checked_rem(shown.len()).unwrap_or_default();
        let id = shown.get(at).map(ToString::to_string).unwrap_or_default();
        (Ask::get(format!("{url}/{id}")), by.clone())
    })
}

fn reservation(url: String, for_sale: Arc<[TicketId]>, buyers: Vec<Person>) -> Request {
    Arc::new(move |n| {
        let n = usize::try_from(n).unwrap_or_default();
        let ask = Ask::post(format!("{url}/api/orders"), json!({ "ticketId": for_sale.get(n) }));
        (ask, buyers.get(n / RESERVATIONS_OF_A_BUYER).cloned())
    })
}

impl Contender {
    async fn take_turn(&mut self, market: &Arc<Market>, length: Duration) -> Result<Records> {
        let schedule = Schedule::steady(self.per_second, length);
        let (market, request, first) = (market.clone(), self.request.clone(), self.sent);
        let (step, wanted) = (self.step, self.wanted_status);
        let before = self.process.usage()?.cpu;
        let records = drive(schedule, move |n, due| {
            let (market, (ask, by)) = (market.clone(), request(first + n));
            async move { vec![market.http.step(step, due, ask, by.as_ref(), &[wanted]).await.0] }
        })
        .await?;
        tokio::time::sleep(AFTERMATH).await;
        self.cpu += self.process.usage()?.cpu.saturating_sub(before);
        self.sent += schedule.count();
        let record = records.of(step)?;
        self.answered += record.count() - record.failed();
        Ok(records)
    }

    fn micros_a_request(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.answered as f64
    }
}

fn judge(contenders: &[Contender], records: Records) -> Result<Report> {
    let cost = |step: &str| {
        let contender = contenders.iter().find(|contender| contender.step == step);
        contender.map(Contender::micros_a_request).with_context(|| format!("nobody made {step}"))
    };
    let failed = records.failed();
    let mut report = Report::new("Requests per CPU second beside the floor", records);
    for contender in contenders {
        let (step, micros) = (contender.step, contender.micros_a_request());
        report.notes.push(format!(
            "{step:<25} {micros:>7.1} µs of CPU a request, {:>6.0} a CPU second",
            1e6 / micros
        ));
    }
    for (figure, step, floor, least) in [
        ("show, of the floor's requests per CPU second", "show", "show, floor", 0.85),
        ("list of 50, of the floor's", "list", "list, floor", 0.7),
        ("reserve, of a bare unique insert's", "reserve", "reserve, floor", 0.5),
    ] {
        let ratio = cost(floor)? / cost(step)?;
        report.figures.push(Verdict::new(figure, "", ratio, Wanted::AtLeast(least)));
    }
    let session = cost("show, signed in")? - cost("show")?;
    report.figures.push(Verdict::new(
        "a session that was seen before costs",
        "µs",
        session,
        Wanted::AtMost(30.0),
    ));
    report.figures.push(Verdict::new("requests that failed", "", failed as f64, Wanted::Exactly(0.0)));
    Ok(report)
}
