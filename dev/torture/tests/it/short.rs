//! One short run.

use std::time::Duration;

use fleet::Mongods;
use torture::{Plan, Size};

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_that_is_tortured_for_a_while_loses_nothing() {
    let plan = Plan {
        seed: 1,
        purchases: 15,
        faults: 12,
        pace: 1,
        // Until it has done all that, however slow the machine.
        longest: Duration::from_secs(3600),
        mongods: Mongods::Shared,
        size: Size { buyers: 8, sellers: 2 },
        folder: None,
    };
    let report = torture::run(&plan, |_| {}).await.unwrap();
    assert!(report.violations.is_empty(), "{report}");
    assert!(report.purchases >= plan.purchases && report.faults_in_all() >= plan.faults, "{report}");
}
