//! The kitchen: one chef who goes between dishes, and five chefs at five dishes, drawn as timelines are.
//!
//! The minutes are made up, to explain; everything that the pictures count is counted from them.

use observe::draw::Picture;
use observe::draw::picture::{WIDTH, text_width};

use super::{Figure, list};

const LEFT: f64 = 128.0;
const RIGHT: f64 = WIDTH - 14.0;
/// Both pictures are on one scale, so that they can be compared.
const MINUTES: f64 = 72.0;
const ROW: f64 = 50.0;
const BAR: f64 = 34.0;

/// A dish: when hands are at it (from, to, what they do), and what it does meanwhile.
struct Dish {
    name: &'static str,
    turns: &'static [(f64, f64, &'static str)],
    waits: &'static str,
}

/// Nobody's hands are at two of these in the same minute.
const IN_TURN: [Dish; 4] = [
    Dish { name: "bread", turns: &[(0.0, 9.0, "knead"), (46.0, 52.0, "cut")], waits: "in the oven" },
    Dish { name: "stew", turns: &[(9.0, 18.0, "chop"), (30.0, 35.0, "stir"), (57.0, 64.0, "serve")], waits: "simmers" },
    Dish { name: "tart", turns: &[(18.0, 27.0, "roll"), (52.0, 57.0, "cut")], waits: "in the oven" },
    Dish { name: "custard", turns: &[(35.0, 46.0, "whisk"), (64.0, 71.0, "plate")], waits: "chills" },
];

/// A chef each.
const AT_ONCE: [Dish; 5] = [
    Dish { name: "dumplings", turns: &[(0.0, 44.0, "dumplings")], waits: "" },
    Dish { name: "noodles", turns: &[(0.0, 52.0, "noodles")], waits: "" },
    Dish { name: "sushi", turns: &[(0.0, 40.0, "sushi")], waits: "" },
    Dish { name: "pancakes", turns: &[(0.0, 48.0, "pancakes")], waits: "" },
    Dish { name: "salad", turns: &[(0.0, 36.0, "salad")], waits: "" },
];

fn x(minute: f64) -> f64 {
    LEFT + minute / MINUTES * (RIGHT - LEFT)
}

fn hands(dishes: &[Dish]) -> f64 {
    dishes.iter().flat_map(|dish| dish.turns).map(|(from, to, _)| to - from).sum()
}

fn end(dishes: &[Dish]) -> f64 {
    dishes.iter().flat_map(|dish| dish.turns).map(|turn| turn.1).fold(0.0, f64::max)
}

fn lifetime(dish: &Dish) -> (f64, f64) {
    let from = dish.turns.first().map_or(0.0, |turn| turn.0);
    (from, dish.turns.last().map_or(0.0, |turn| turn.1))
}

fn in_hand(dish: &Dish, minute: f64) -> bool {
    dish.turns.iter().any(|(from, to, _)| (*from..*to).contains(&minute))
}

pub(super) fn one_chef() -> Figure {
    let now = 45.0;
    let each: f64 = IN_TURN.iter().map(lifetime).map(|(from, to)| to - from).sum();
    let waiting: Vec<String> =
        IN_TURN.iter().filter(|dish| !in_hand(dish, now)).map(|dish| dish.name.to_owned()).collect();
    let (end, hands) = (end(&IN_TURN), hands(&IN_TURN));
    let description = format!(
        "A timeline of one chef and {} dishes. The chef's row is filled by short turns at one dish after the other; \
         under it each dish has a row, in which its turns are short and the waits between them long. A line at minute \
         {now} crosses one dish in the chef's hands, and {} that wait. All is served after {end} minutes; one dish \
         after another it would be {each}.",
        IN_TURN.len(),
        list(&waiting),
    );
    let mut picture = Picture::new("kitchen-one-chef", "Concurrency: one chef, four dishes", &description);
    picture.text("f-title", 8.0, 28.0, "Concurrency: one chef, four dishes");
    let mut y = 52.0;
    chef(&mut picture, "chef", y);
    lane(&mut picture, y, end);
    for (number, dish) in IN_TURN.iter().enumerate() {
        for &(from, to, does) in dish.turns {
            turn(&mut picture, number, from, to, y, does);
        }
    }
    y += ROW + 22.0;
    for (number, dish) in IN_TURN.iter().enumerate() {
        picture.text("f-bold", 8.0, y + 24.0, dish.name);
        lane(&mut picture, y, end);
        for pair in dish.turns.windows(2) {
            picture.rect("f-wait", [x(pair[0].1), y + BAR / 2.0 - 3.0, x(pair[1].0) - x(pair[0].1), 6.0], 0.0);
        }
        let room = text_width(dish.waits) + 9.0;
        let clear = |from: f64, to: f64| x(to) - x(from) > room && !(x(from)..x(from) + room).contains(&x(now));
        if let Some(pair) = dish.turns.windows(2).find(|pair| clear(pair[0].1, pair[1].0)) {
            picture.rect("f-lane", [x(pair[0].1) + 6.0, y, room, BAR], 0.0);
            picture.text("", x(pair[0].1) + 9.0, y + 24.0, dish.waits);
        }
        for &(from, to, does) in dish.turns {
            turn(&mut picture, number, from, to, y, does);
        }
        y += ROW;
    }
    instant(&mut picture, now, 46.0, y, &format!("this instant: 1 dish in hand, {} wait", waiting.len()));
    let mut bottom = minutes(&mut picture, y + 34.0);
    bottom += 8.0;
    let told = format!(
        "All four are served after {end} minutes; one after another, with the same waits, after {each}. The waits \
         overlap: the one pair of hands was busy for {hands}."
    );
    bottom = picture.paragraph("", 8.0, bottom, WIDTH - 40.0, &told);
    ("kitchen-one-chef".to_owned(), picture.finish(bottom - 8.0))
}

pub(super) fn five_chefs() -> Figure {
    let now = 30.0;
    let (end, hands) = (end(&AT_ONCE), hands(&AT_ONCE));
    let busy = AT_ONCE.iter().filter(|dish| in_hand(dish, now)).count();
    let names: Vec<String> = AT_ONCE.iter().map(|dish| dish.name.to_owned()).collect();
    let description = format!(
        "A timeline of {} chefs, a row each, on the scale of the picture with one chef. Each works without a pause at a \
         dish of their own: {}. A line at minute {now} crosses {busy} dishes in hand. {hands} minutes of work are done \
         after {end}.",
        AT_ONCE.len(),
        list(&names),
    );
    let mut picture = Picture::new("kitchen-five-chefs", "Parallelism: five chefs, five dishes", &description);
    picture.text("f-title", 8.0, 28.0, "Parallelism: five chefs, five dishes");
    let mut y = 52.0;
    for (number, dish) in AT_ONCE.iter().enumerate() {
        chef(&mut picture, &format!("chef {}", number + 1), y);
        lane(&mut picture, y, end);
        for &(from, to, does) in dish.turns {
            turn(&mut picture, number, from, to, y, does);
        }
        y += ROW;
    }
    instant(&mut picture, now, 46.0, y, &format!("this instant: {busy} dishes in hand"));
    let mut bottom = minutes(&mut picture, y + 34.0);
    bottom += 8.0;
    let told = format!(
        "{hands} minutes of work are done after {end}: {:.1} chefs at work on average. One chef would need all {hands}, \
         in whatever order: nothing here waits.",
        hands / end
    );
    bottom = picture.paragraph("", 8.0, bottom, WIDTH - 40.0, &told);
    ("kitchen-five-chefs".to_owned(), picture.finish(bottom - 8.0))
}

fn lane(picture: &mut Picture, y: f64, end: f64) {
    picture.rect("f-lane", [LEFT, y, x(end) - LEFT, BAR], 0.0);
}

/// A bar, with what is done if there is room for it.
fn turn(picture: &mut Picture, number: usize, from: f64, to: f64, y: f64, does: &str) {
    picture.bar(number, [x(from), y, x(to) - x(from), BAR], "");
    let (room, width) = (x(to) - x(from), text_width(does));
    if room > width * 1.4 {
        // On the left, so that the line through an instant crosses no letters.
        picture.text(Picture::on_bar(number), x(from) + 6.0, y + 24.0, does);
    } else if room >= width {
        let class = format!("f-middle {}", Picture::on_bar(number));
        picture.text(&class, x(f64::midpoint(from, to)), y + 24.0, does);
    }
}

/// A row's name, with a hat.
fn chef(picture: &mut Picture, name: &str, y: f64) {
    let (left, top) = (12.0, y + 4.0);
    // Three puffs on a band.
    picture.path(
        "f-hat",
        &format!(
            "M{} {}v-9a6.5 6.5 0 1 1 3 -11a7.5 7.5 0 0 1 12 0a6.5 6.5 0 1 1 3 11v9zm0 -5h18",
            left + 4.0,
            top + 25.0
        ),
    );
    picture.text("f-bold", left + 33.0, y + 24.0, name);
}

/// A line through all rows at one minute, with what it shows.
fn instant(picture: &mut Picture, minute: f64, top: f64, bottom: f64, says: &str) {
    picture.path("f-strong f-gap", &format!("M{0:.1} {top:.1}V{1:.1}", x(minute), bottom + 2.0));
    let half = text_width(says) / 2.0 + 8.0;
    let middle = x(minute).clamp(8.0 + half, WIDTH - 8.0 - half);
    picture.text("f-bold f-middle", middle, bottom + 22.0, says);
}

fn minutes(picture: &mut Picture, y: f64) -> f64 {
    let mut minute = 0.0;
    picture.path("f-line", &format!("M{LEFT} {y:.1}H{RIGHT}"));
    while minute <= MINUTES {
        picture.path("f-line", &format!("M{:.1} {y:.1}v6", x(minute)));
        let label = if minute == 0.0 { "0".to_owned() } else { format!("{minute}") };
        picture.text("f-middle", x(minute), y + 26.0, &label);
        minute += 10.0;
    }
    picture.text("f-soft", 8.0, y + 26.0, "minutes");
    y + 56.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pair_of_hands_is_at_one_dish() {
        let mut turns: Vec<(f64, f64, &str)> = IN_TURN.iter().flat_map(|dish| dish.turns).copied().collect();
        turns.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert!(turns.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{turns:?}");
    }

    #[test]
    fn five_chefs_work_at_once() {
        assert!(AT_ONCE.iter().all(|dish| in_hand(dish, 30.0)));
        assert!(end(&AT_ONCE) <= MINUTES && end(&IN_TURN) <= MINUTES);
    }
}
