//! The same work on more and more threads: the speedup bends at the number of cores.

use observe::draw::Picture;
use observe::draw::picture::{WIDTH, text_width};
use observe::units;
use serde_json::Value;

use super::{Figure, cores, list, number, rows};

const LEFT: f64 = 70.0;
const RIGHT: f64 = WIDTH - 12.0;
const TOP: f64 = 84.0;
const PLOT: f64 = 330.0;
const SWITCHES: f64 = 130.0;

struct Point {
    threads: f64,
    speedup: f64,
    /// The speedup of the fastest and of the slowest run.
    spread: Option<(f64, f64)>,
    switches: Option<f64>,
}

pub(super) fn draw(record: &Value) -> Option<Figure> {
    let points = points(record);
    let (first, last) = (points.first()?, points.last()?);
    if points.len() < 2 || last.threads <= first.threads {
        return None;
    }
    let cores = cores(record)? as f64;
    let (low, high) = (first.threads.log2(), last.threads.log2());
    let best = points.iter().map(|point| point.spread.map_or(point.speedup, |spread| spread.0)).fold(0.0, f64::max);
    // A step above what was reached, so that the ideal is seen to leave.
    let ceiling = (best.max(cores.min(last.threads)) * 1.6).log2().ceil().max(1.0);
    let floor = points.iter().map(|point| point.spread.map_or(point.speedup, |spread| spread.1));
    let floor = floor.fold(1.0, f64::min).max(1.0 / 64.0).log2() - 0.5;
    let x = |threads: f64| LEFT + 44.0 + (threads.log2() - low) / (high - low) * (RIGHT - LEFT - 88.0);
    let y = |speedup: f64| TOP + PLOT - 24.0 - (speedup.log2() - floor) / (ceiling - floor) * (PLOT - 48.0);

    let mut picture = Picture::new("scaling", "Speedup with more and more threads", &describe(&points, cores));
    picture.text("f-title", 8.0, 28.0, "The same work on more and more threads");
    picture.text("f-soft", 8.0, 58.0, "speedup, doubling from line to line; dashed: the ideal");
    picture.rect("f-lane", [LEFT, TOP, RIGHT - LEFT, PLOT], 0.0);
    for power in floor.ceil() as i32..=ceiling as i32 {
        let value = 2_f64.powi(power);
        picture.path("f-faint", &format!("M{LEFT} {:.1}H{RIGHT}", y(value)));
        picture.text("f-end", LEFT - 8.0, y(value) + 7.0, &format!("{value}×"));
    }
    // The ideal goes as far as the plot does.
    let far = last.threads.log2().min(ceiling + low).exp2();
    picture.path(
        "f-line f-gap",
        &format!("M{:.1} {:.1}L{:.1} {:.1}", x(first.threads), y(1.0), x(far), y(far / first.threads)),
    );
    if (first.threads..=last.threads).contains(&cores) {
        picture.path("f-strong f-gap", &format!("M{0:.1} {TOP}V{1:.1}", x(cores), TOP + PLOT));
    }
    let line: Vec<String> =
        points.iter().map(|point| format!("{:.1} {:.1}", x(point.threads), y(point.speedup))).collect();
    picture.path("f-fill", &format!("M{}", line.join("L")));
    for point in &points {
        let (x, height) = (x(point.threads), y(point.speedup));
        if let Some((best, worst)) = point.spread {
            picture.path("f-strong", &format!("M{x:.1} {:.1}V{:.1}", y(best), y(worst)));
        }
        picture.rect("f-fill", [x - 7.0, height - 7.0, 14.0, 14.0], 7.0);
        let decimals = if point.speedup < 9.995 { 2 } else { 1 };
        let label = format!("{:.decimals$}×", point.speedup);
        picture.text("f-middle f-bold f-ground", x, TOP + PLOT - 14.0, &label);
        picture.text("f-middle", x, TOP + PLOT + 26.0, &format!("{}", point.threads));
    }
    let mut bottom = TOP + PLOT + 54.0;
    picture.text("f-middle f-soft", f64::midpoint(LEFT, RIGHT), bottom, "threads");
    if (first.threads..=last.threads).contains(&cores) {
        let told = units::plural(cores as usize, "core");
        // On the left, where the ideal line doesn't pass, if there is room.
        let aside = x(cores) - 8.0 - text_width(&told) * 1.15 > LEFT;
        let (at, class) = if aside { (x(cores) - 8.0, "f-bold f-end") } else { (x(cores) + 8.0, "f-bold f-ground") };
        picture.text(class, at, TOP + 24.0, &told);
    }
    bottom = switches(&mut picture, &points, bottom, x);
    Some(("scaling".to_owned(), picture.finish(bottom)))
}

/// How often a core went from one thread to another, as bars under the same axis.
fn switches(picture: &mut Picture, points: &[Point], top: f64, x: impl Fn(f64) -> f64) -> f64 {
    let most = points.iter().filter_map(|point| point.switches).fold(0.0, f64::max);
    if points.iter().any(|point| point.switches.is_none()) || most <= 0.0 {
        return top + 16.0;
    }
    picture.text("f-soft", 8.0, top + 40.0, "context switches");
    let (from, to) = (top + 56.0, top + 56.0 + SWITCHES);
    picture.rect("f-lane", [LEFT, from, RIGHT - LEFT, SWITCHES], 0.0);
    let width = ((RIGHT - LEFT) / points.len() as f64 * 0.5).min(56.0);
    for point in points {
        let (x, count) = (x(point.threads), point.switches.unwrap_or_default());
        let height = (count / most * (SWITCHES - 36.0)).max(1.5);
        picture.rect("f-wait", [x - width / 2.0, to - height, width, height], 0.0);
        picture.text("f-middle", x, to - height - 8.0, &units::count(count as u64));
        picture.text("f-middle", x, to + 26.0, &format!("{}", point.threads));
    }
    picture.path("f-line", &format!("M{LEFT} {to:.1}H{RIGHT}"));
    picture.text("f-middle f-soft", f64::midpoint(LEFT, RIGHT), to + 54.0, "threads");
    to + 66.0
}

fn points(record: &Value) -> Vec<Point> {
    let sweep: Vec<&Value> = rows(record).iter().filter(|row| row["efficiency"].is_number()).collect();
    let base = sweep.first().and_then(|row| number(row, "wall_s")).filter(|wall| *wall > 0.0);
    let point = |row: &&Value| {
        let of = |key| number(row, key).filter(|wall| *wall > 0.0).zip(base).map(|(wall, base)| base / wall);
        let threads = number(row, "threads").filter(|threads| *threads >= 1.0)?;
        let speedup = number(row, "speedup").filter(|speedup| *speedup > 0.0)?;
        let spread = of("wall_min_s").zip(of("wall_max_s"));
        Some(Point { threads, speedup, spread, switches: number(row, "context_switches") })
    };
    let mut points: Vec<Point> = sweep.iter().filter_map(point).collect();
    points.sort_by(|one, other| one.threads.total_cmp(&other.threads));
    points
}

fn describe(points: &[Point], cores: f64) -> String {
    let told: Vec<String> = points
        .iter()
        .map(|point| format!("{} with {}", format_args!("{:.2} times as fast", point.speedup), point.threads))
        .collect();
    let machine = units::plural(cores as usize, "core");
    let switched: Vec<String> =
        points.iter().filter_map(|point| Some(format!("{}", point.switches?.floor()))).collect();
    let switched = if switched.len() == points.len() {
        format!(" Context switches, in the same order: {}.", list(&switched))
    } else {
        String::new()
    };
    format!(
        "A line of the speedup over the number of threads, on a machine with {machine}, which a vertical line marks: {} \
         threads. A dashed line shows the ideal, in which each thread has a core of its own; the measured line can \
         follow it no further than to the cores.{switched}",
        list(&told)
    )
}
