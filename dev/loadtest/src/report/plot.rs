//! Latency over its percentile, both on logarithmic scales: the tail, which a mean hides, takes most of the picture.

use std::fmt::Write as _;

use crate::record::{Record, Records};

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 480.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 170.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;
const COLOURS: [&str; 7] = ["#0969da", "#cf222e", "#1a7f37", "#8250df", "#bf8700", "#0e7490", "#57606a"];
/// Of all requests, one in 2, 10, 100, …
const TICKS: [(f64, &str); 6] =
    [(1.0, "0"), (2.0, "50"), (10.0, "90"), (100.0, "99"), (1_000.0, "99.9"), (10_000.0, "99.99")];
/// Points of a line.
const POINTS: u32 = 120;

pub(super) fn svg(title: &str, records: &Records) -> String {
    let most = records.iter().map(|(_, record)| millis(record, 1.0)).fold(1.0, f64::max);
    let least = records.iter().map(|(_, record)| millis(record, 0.0)).fold(most, f64::min).max(0.01);
    let (low, high) = (least.log10().floor(), most.log10().ceil());
    let y = |ms: f64| {
        let share = (ms.max(0.01).log10() - low) / (high - low).max(1.0);
        HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"24\" font-size=\"15\">{}</text>\n",
        escaped(title)
    );
    for (one_in, name) in TICKS {
        line(&mut svg, (x(one_in), TOP), (x(one_in), HEIGHT - BOTTOM));
        text(&mut svg, (x(one_in), HEIGHT - BOTTOM + 18.0), "middle", name);
    }
    text(&mut svg, ((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10.0), "middle", "percentile");
    let mut power = low;
    while power <= high {
        let ms = 10f64.powf(power);
        line(&mut svg, (LEFT, y(ms)), (WIDTH - RIGHT, y(ms)));
        text(&mut svg, (LEFT - 6.0, y(ms) + 4.0), "end", &format!("{ms} ms"));
        power += 1.0;
    }
    for ((step, record), (colour, row)) in records.iter().zip(COLOURS.iter().cycle().zip(0u32..)) {
        let points = (0..=POINTS).map(|point| {
            let one_in = 10f64.powf(4.0 * f64::from(point) / f64::from(POINTS));
            format!("{:.1},{:.1}", x(one_in), y(millis(record, 1.0 - 1.0 / one_in)))
        });
        let points = points.collect::<Vec<_>>().join(" ");
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
        );
        let (left, top) = (WIDTH - RIGHT + 14.0, TOP + 20.0 * f64::from(row));
        let _ =
            writeln!(svg, "<rect x=\"{left}\" y=\"{top}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>");
        text(&mut svg, (left + 18.0, top + 10.0), "start", step);
    }
    svg.push_str("</svg>\n");
    svg
}

fn millis(record: &Record, share: f64) -> f64 {
    record.within(share).as_secs_f64() * 1000.0
}

/// Where the request stands that one in so many is slower than.
fn x(one_in: f64) -> f64 {
    LEFT + one_in.log10() / 4.0 * (WIDTH - LEFT - RIGHT)
}

fn line(svg: &mut String, from: (f64, f64), to: (f64, f64)) {
    let ((x1, y1), (x2, y2)) = (from, to);
    let _ = writeln!(
        svg,
        "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"#d0d7de\"/>"
    );
}

fn text(svg: &mut String, at: (f64, f64), anchor: &str, words: &str) {
    let (x, y) = at;
    let words = escaped(words);
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
