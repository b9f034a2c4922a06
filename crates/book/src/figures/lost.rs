//! How many updates each run of the racing counter lost.

use observe::draw::Picture;
use observe::draw::picture::{WIDTH, wrap};
use observe::units;
use serde_json::Value;

use super::{Figure, rows};

const LEFT: f64 = 8.0;
const RIGHT: f64 = WIDTH - 8.0;
const BAR: f64 = 8.0;
const STEP: f64 = 10.0;
/// More runs than this are not drawn.
const MOST_RUNS: usize = 50;

struct Variant<'a> {
    name: &'a str,
    lost: Vec<u64>,
}

pub(super) fn draw(record: &Value) -> Option<Figure> {
    let expected = record["expected"].as_u64().filter(|&expected| expected > 0)?;
    let variants: Vec<Variant<'_>> = rows(record).iter().filter_map(read).collect();
    if variants.is_empty() {
        return None;
    }
    let unit = (RIGHT - LEFT) / expected as f64;
    let mut picture = Picture::new("lost-updates", "Lost updates in each run", &describe(&variants, expected));
    picture.text("f-title", LEFT, 28.0, &format!("Of {} increments, how many were lost", units::count(expected)));
    picture.text("f-soft", LEFT, 56.0, "a bar a run: lost on the left, counted on the right");
    let mut y = 70.0;
    for variant in &variants {
        y += 30.0;
        picture.text("f-bold", LEFT, y, variant.name);
        for line in wrap(&variant.told(), RIGHT - LEFT) {
            y += 26.0;
            picture.text("", LEFT, y, &line);
        }
        y += 12.0;
        for &lost in variant.lost.iter().take(MOST_RUNS) {
            let width = lost.min(expected) as f64 * unit;
            picture.rect("f-lane", [LEFT, y, RIGHT - LEFT, BAR], 0.0);
            if lost > 0 {
                picture.rect("f-lost", [LEFT, y, width.max(1.5), BAR], 0.0);
            }
            y += STEP;
        }
        y += 8.0;
    }
    picture.path("f-line", &format!("M{LEFT} {y:.1}H{RIGHT}"));
    for part in 0..=4_u64 {
        let x = LEFT + (RIGHT - LEFT) * part as f64 / 4.0;
        picture.path("f-line", &format!("M{x:.1} {y:.1}v6"));
        let class = ["", "f-middle", "f-middle", "f-middle", "f-end"][part as usize];
        picture.text(class, x, y + 27.0, &units::count(expected * part / 4));
    }
    Some(("lost-updates".to_owned(), picture.finish(y + 40.0)))
}

impl Variant<'_> {
    fn told(&self) -> String {
        let losing = self.lost.iter().filter(|&&lost| lost > 0).count();
        let (least, most) = (self.lost.iter().min().unwrap_or(&0), self.lost.iter().max().unwrap_or(&0));
        let (least, most) = (units::count(*least), units::count(*most));
        let runs = self.lost.len();
        if losing == 0 {
            format!("none of {runs} runs lost any")
        } else {
            format!("{losing} of {runs} runs lost some: {least} to {most}")
        }
    }
}

fn read(row: &Value) -> Option<Variant<'_>> {
    let lost: Vec<u64> = row["lost"].as_array()?.iter().map(Value::as_u64).collect::<Option<_>>()?;
    let name = row["name"].as_str()?;
    (!lost.is_empty()).then_some(Variant { name, lost })
}

fn describe(variants: &[Variant<'_>], expected: u64) -> String {
    let told = |variant: &Variant<'_>| format!("{}: {}.", variant.name, variant.told());
    let told: Vec<String> = variants.iter().map(told).collect();
    format!("A bar for each run, as long as the updates that it lost of {}. {}", units::count(expected), told.join(" "))
}
