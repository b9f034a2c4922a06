//! CPU time against wall time, a pair of bars for each measured row: their ratio is *cores used*.

use observe::draw::Picture;
use observe::draw::picture::{WIDTH, shorten};
use observe::units;
use serde_json::Value;

use super::{Figure, cores, number, rows, seconds};

const PAIR: f64 = 84.0;
const BAR: f64 = 20.0;
const LEFT: f64 = 62.0;
/// How much room a value behind the longest bar takes.
const VALUE: f64 = 96.0;
/// Rows that differ more than this in length are drawn each on its own scale: a sliver shows no ratio.
const COMPARABLE: f64 = 20.0;
const MOST_PAIRS: usize = 24;

struct Pair<'a> {
    name: &'a str,
    wall: f64,
    cpu: f64,
    cores: f64,
}

pub(super) fn draw(lesson: &str, record: &Value) -> Option<Figure> {
    let pairs: Vec<Pair<'_>> = rows(record).iter().filter_map(read).take(MOST_PAIRS).collect();
    let longest = pairs.iter().map(Pair::longest).fold(0.0, f64::max);
    let shortest = pairs.iter().map(Pair::longest).fold(f64::INFINITY, f64::min);
    if longest <= 0.0 {
        return None;
    }
    let one_scale = longest <= shortest * COMPARABLE;

    let name = format!("wall-cpu--{lesson}");
    let mut picture = Picture::new(&name, &format!("{lesson}: wall time and CPU time"), &describe(&pairs));
    let mut y = 28.0;
    picture.text("f-title", 8.0, y, "Wall time and CPU time; their ratio is cores used");
    let machine = cores(record).map_or(String::new(), |cores| {
        format!("{} to use; ", units::plural(usize::try_from(cores).unwrap_or(usize::MAX), "core"))
    });
    let scale = if one_scale { "all bars on one scale" } else { "each pair on its own scale" };
    picture.text("f-soft", 8.0, y + 28.0, &format!("{machine}{scale}"));
    y += 48.0;
    for pair in &pairs {
        let unit = (WIDTH - LEFT - VALUE - 8.0) / if one_scale { longest } else { pair.longest() };
        let used = format!("{} cores used", units::cores(pair.cores));
        picture.text("f-bold", 8.0, y + 20.0, &shorten(pair.name, WIDTH - 200.0));
        picture.text("f-bold f-end", WIDTH - 8.0, y + 20.0, &used);
        let (wall, cpu) = ((pair.wall * unit).max(1.5), (pair.cpu * unit).max(1.5));
        let (first, second) = (y + 28.0, y + 28.0 + BAR + 3.0);
        picture.text("f-soft", 8.0, first + 17.0, "wall");
        picture.rect("f-wait", [LEFT, first, wall, BAR], 0.0);
        picture.text("", LEFT + wall + 8.0, first + 17.0, &seconds(pair.wall));
        picture.text("f-soft", 8.0, second + 17.0, "CPU");
        picture.rect("f-fill", [LEFT, second, cpu, BAR], 0.0);
        picture.text("", LEFT + cpu + 8.0, second + 17.0, &seconds(pair.cpu));
        y += PAIR;
        picture.path("f-faint", &format!("M8 {:.1}H{:.1}", y - 6.0, WIDTH - 8.0));
    }
    Some((name, picture.finish(y)))
}

impl Pair<'_> {
    fn longest(&self) -> f64 {
        self.wall.max(self.cpu)
    }
}

fn read(row: &Value) -> Option<Pair<'_>> {
    let (wall, cpu) = (number(row, "wall_s")?, number(row, "cpu_s")?);
    let pair = Pair { name: row["name"].as_str()?, wall, cpu, cores: number(row, "cores_used")? };
    (pair.wall > 0.0).then_some(pair)
}

fn describe(pairs: &[Pair<'_>]) -> String {
    let told = |pair: &Pair<'_>| {
        let (wall, cpu) = (seconds(pair.wall), seconds(pair.cpu));
        format!("{}: {wall} of wall time, {cpu} of CPU time, {} cores used.", pair.name, units::cores(pair.cores))
    };
    format!("Two bars for each row. {}", pairs.iter().map(told).collect::<Vec<_>>().join(" "))
}
