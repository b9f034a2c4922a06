//! Which of the two a program needs: two questions' ladders, after one measurement.

use observe::draw::Picture;
use observe::draw::picture::wrap;

use super::Figure;

const LINE: f64 = 26.0;
const PAD: f64 = 14.0;
const QUESTION: f64 = 344.0;
const LEAF: f64 = 300.0;
const TOP: f64 = 222.0;

/// A question, the answer that ends here, and what it ends in; the other answer goes on to the next.
struct Rung {
    question: &'static str,
    ends: &'static str,
    leaf: &'static str,
    /// Which of this book's two ways the leaf is, if it is one.
    way: Option<&'static str>,
}

const WAITS: [Rung; 3] = [
    Rung {
        question: "Does each wait need the answer of the one before?",
        ends: "yes",
        leaf: "Nothing overlaps. Wait less: ask for more at a time, or keep answers.",
        way: None,
    },
    Rung {
        question: "Can the call wait without holding a thread (async)?",
        ends: "yes",
        leaf: "Many tasks on one thread. Lesson 1",
        way: Some("Concurrency"),
    },
    Rung {
        question: "Then the call blocks.",
        ends: "so",
        leaf: "A thread a wait, and an upper limit to them. Lesson 1",
        way: Some("Concurrency"),
    },
];

const COMPUTES: [Rung; 5] = [
    Rung {
        question: "Are all cores in use already?",
        ends: "yes",
        leaf: "More threads only take turns. Compute less. Lesson 3",
        way: None,
    },
    Rung {
        question: "Does it split into pieces that don't wait for each other?",
        ends: "no",
        leaf: "One core is the limit. Look for a better algorithm.",
        way: None,
    },
    Rung {
        question: "Does a piece take far longer than handing it over?",
        ends: "no",
        leaf: "Join pieces into larger ones, and measure again. Lesson 2",
        way: None,
    },
    Rung {
        question: "Do the pieces change the same data?",
        ends: "no",
        leaf: "A thread a core. Lessons 2 and 3",
        way: Some("Parallelism"),
    },
    Rung {
        question: "Then first give each piece a part of its own.",
        ends: "so",
        leaf: "With a sum per thread; else an atomic or a lock. Lesson 4",
        way: Some("Parallelism"),
    },
];

pub(super) fn draw() -> Figure {
    let mut picture = Picture::new("decision-tree", "Concurrency, parallelism, or neither", &describe());
    picture.text("f-title", 8.0, 28.0, "Is it waiting, or is it computing?");
    picture.rect("f-box", [130.0, 48.0, 460.0, 72.0], 10.0);
    picture.text("f-middle f-bold", 360.0, 78.0, "Run it, and measure cores used:");
    picture.text("f-middle", 360.0, 104.0, "CPU time divided by wall time");
    for (x, kind, says) in [(8.0, "it waits", "well below 1"), (368.0, "it computes", "near 1, or more")] {
        let middle = x + QUESTION / 2.0;
        picture.arrow("line", (if x < 100.0 { 300.0 } else { 420.0 }, 121.0), (middle, 162.0));
        picture.text("f-middle f-bold", middle, 182.0, kind);
        picture.text("f-middle f-soft", middle, 206.0, says);
    }
    let waits = ladder(&mut picture, &WAITS, 8.0);
    let computes = ladder(&mut picture, &COMPUTES, 368.0);
    both(&mut picture, waits + 60.0);
    ("decision-tree".to_owned(), picture.finish(computes.max(waits + 240.0) + 10.0))
}

/// What the shorter ladder leaves room for.
fn both(picture: &mut Picture, y: f64) {
    picture.text("f-bold", 8.0, y, "It does both?");
    picture.paragraph("", 8.0, y + 28.0, QUESTION - 20.0, BOTH);
}

const BOTH: &str = "Measure the two parts apart, and take the ladder for each: wait on one thread, and hand what is \
                    computed to threads of their own.";

/// The rungs below each other, each with its leaf indented under the question; returns the bottom.
fn ladder(picture: &mut Picture, rungs: &[Rung], x: f64) -> f64 {
    let mut y = TOP;
    for (index, rung) in rungs.iter().enumerate() {
        let last = index + 1 == rungs.len();
        // Bold letters are wider.
        let question = wrap(rung.question, (QUESTION - 2.0 * PAD) / 1.14);
        let height = question.len() as f64 * LINE + 2.0 * PAD - 4.0;
        picture.rect("f-box", [x, y, QUESTION, height], 10.0);
        for (line, text) in question.iter().enumerate() {
            picture.text("f-bold", x + PAD, y + PAD + 16.0 + line as f64 * LINE, text);
        }
        let leaf_x = x + QUESTION - LEAF;
        let leaf = wrap(rung.leaf, LEAF - 2.0 * PAD - 8.0);
        let headed = usize::from(rung.way.is_some());
        let leaf_height = (leaf.len() + headed) as f64 * LINE + 2.0 * PAD - 6.0;
        let leaf_top = y + height + 40.0;
        let (kind, class) = if rung.way.is_some() { ("good", "f-good") } else { ("line", "f-hollow") };
        picture.arrow(kind, (leaf_x + 40.0, y + height + 1.0), (leaf_x + 40.0, leaf_top - 2.0));
        picture.text("f-soft", leaf_x + 54.0, y + height + 26.0, rung.ends);
        picture.rect(class, [leaf_x, leaf_top, LEAF, leaf_height], 10.0);
        if let Some(way) = rung.way {
            picture.text("f-bold f-good", leaf_x + PAD, leaf_top + PAD + 15.0, way);
        }
        for (line, text) in leaf.iter().enumerate() {
            picture.text("", leaf_x + PAD, leaf_top + PAD + 15.0 + (line + headed) as f64 * LINE, text);
        }
        let next = leaf_top + leaf_height + 24.0;
        if !last {
            picture.arrow("line", (x + 20.0, y + height + 1.0), (x + 20.0, next - 2.0));
            let other = if rung.ends == "yes" { "no" } else { "yes" };
            picture.text("f-soft f-halo f-middle", x + 20.0, y + height + 26.0, other);
        }
        y = next;
    }
    y - 24.0
}

fn describe() -> String {
    let leaf = |rung: &Rung| {
        let leaf = rung.leaf.trim_end_matches('.');
        rung.way.map_or_else(|| leaf.to_owned(), |way| format!("{way}. {leaf}"))
    };
    let told = |rungs: &[Rung]| {
        let one = |rung: &Rung| match rung.ends {
            "so" => format!("{} {}.", rung.question, leaf(rung)),
            ends => format!("{} If {ends}: {}.", rung.question, leaf(rung)),
        };
        rungs.iter().map(one).collect::<Vec<_>>().join(" Else: ")
    };
    format!(
        "A decision tree. Run the program and measure cores used. Well below 1, it waits: {} Near 1 or more, it \
         computes: {} If it does both: {BOTH}",
        told(&WAITS),
        told(&COMPUTES)
    )
}
